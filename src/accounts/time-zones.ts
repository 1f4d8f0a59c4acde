import { InvalidError } from '../errors.ts'

/** The time zones that this machine knows, by name; for choosing one. */
export function timeZones(): readonly string[] {
  return (known ??= [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC'])].sort())
}
let known: readonly string[] | undefined

/** @throws InvalidError for what is no time zone. */
export function acceptTimeZone(typed: string): string {
  const name = typed.trim()
  if (!/^[A-Z]/.test(name) || !isTimeZone(name))
    throw new InvalidError('accounts.timeZone.unknown', {}, { field: 'timeZone' })
  return name
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
