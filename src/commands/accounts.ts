import { text } from 'node:stream/consumers'
import { addUserCommand, createTokenCommand } from '../accounts/commands.ts'
import { UsageError } from '../errors.ts'
import { roles, type Role } from '../user.ts'
import { required, type Call } from './command.ts'
import { withContext } from './with-context.ts'

/** `user add`: the handle, and on a line of its own the one-time password where none was given. */
export function addUser(call: Call): Promise<number> {
  const email = required(call, 'email')
  const name = required(call, 'name')
  const role = required(call, 'role')
  if (!isRole(role)) throw new UsageError(`--role is one of ${roles.join(', ')}, not ${role}.`)
  return withContext(call, async ({ accounts }) => {
    const password = call.values['password-stdin'] === true ? await readPassword() : undefined
    const { user, oneTimePassword } = await addUserCommand(accounts, { email, name, role, password })
    call.print(user.handle)
    if (oneTimePassword !== undefined) {
      call.print(oneTimePassword)
      call.say(`The second line is a one-time password: ${user.name} changes it at the first sign-in.`)
    }
    return 0
  })
}

/** `token create`: the token and nothing else. */
export function createToken(call: Call): Promise<number> {
  const email = required(call, 'email')
  const name = required(call, 'name')
  return withContext(call, async ({ accounts }) => {
    call.print(await createTokenCommand(accounts, { email, name }))
    return 0
  })
}

/** `setup`: a new link for the first administrator, where nobody has an account yet. */
export function printSetupLink(call: Call): Promise<number> {
  return withContext(call, async ({ accounts, config }) => {
    const token = await accounts.invites.ensureSetupLink()
    if (token === undefined)
      throw new UsageError('There are accounts already. An administrator can invite others.')
    call.print(`${config.baseUrl ?? `http://${config.host}:${config.port}`}/setup?token=${token}`)
    return 0
  })
}

function isRole(role: string): role is Role {
  return (roles as readonly string[]).includes(role)
}

/** As sent, but for the line end that `echo` adds. */
async function readPassword(): Promise<string> {
  return (await text(process.stdin)).replace(/\r?\n$/, '')
}
