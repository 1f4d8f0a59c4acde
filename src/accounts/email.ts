import { z } from 'zod'
import { InvalidError } from '../errors.ts'

const Email = z.email().max(254)

/** An address as it is kept. @throws InvalidError for what is not one. */
export function acceptEmail(typed: string): string {
  const parsed = Email.safeParse(typed.trim())
  if (!parsed.success) throw new InvalidError('accounts.email.invalid', {}, { field: 'email' })
  return parsed.data
}
