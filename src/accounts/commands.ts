import { UsageError } from '../errors.ts'
import type { User } from '../user.ts'
import type { Accounts } from './accounts.ts'
import type { NewUser } from './people.ts'

/** `user add`. @throws InvalidError with the field that cannot be accepted. */
export function addUserCommand(
  accounts: Accounts,
  input: NewUser,
): Promise<{ user: User; oneTimePassword?: string }> {
  return accounts.people.addUser('command', input)
}

/** `token create`. @returns the token. @throws UsageError where nobody has this e-mail or may not sign in. */
export async function createTokenCommand(
  accounts: Accounts,
  input: { email: string; name: string },
): Promise<string> {
  const person = await accounts.people.findByLogin(input.email)
  if (!person)
    throw new UsageError(`Nobody has the e-mail ${input.email}. Add the account with "user add" first.`)
  if (person.disabled) throw new UsageError(`The account ${person.handle} is disabled.`)
  return (await accounts.tokens.createToken(person, input.name)).token
}
