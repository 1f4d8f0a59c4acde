import type { Trace } from '../audit/audit.ts'
import type { User } from '../user.ts'
import type { Attempts } from './attempts.ts'
import type { Devices } from './devices.ts'
import { findAccountByLogin, type PeopleDeps } from './people.ts'
import { createPeopleStore } from './people-store.ts'

export interface Credentials {
  readonly login: string
  readonly password: string
  /** The browser's `dev` cookie. */
  readonly device: string | undefined
}

export type Checked =
  | {
      readonly ok: true
      readonly user: User
      readonly passwordWasGiven: boolean
      readonly knownDevice: boolean
    }
  | { readonly ok: false; readonly triesLeft: number | undefined }

/**
 * Checks an e-mail or handle with its password. Unknown, disabled and wrong are one answer that takes one time.
 * @throws TooManyError after too many wrong ones.
 */
export type CheckCredentials = (credentials: Credentials, trace: Trace) => Promise<Checked>

export function createCredentialsCheck(
  deps: PeopleDeps & { readonly attempts: Attempts; readonly devices: Devices },
): CheckCredentials {
  const { attempts, audit, devices, passwords } = deps
  const store = createPeopleStore(deps.database.kysely)
  return async ({ login, password, device }, trace) => {
    const account = await findAccountByLogin(store, login)
    const knownDevice = account !== undefined && (await devices.isKnown(device, account.user.id))
    const attempt = {
      login: account?.user.id ?? login.trim().toLowerCase(),
      ip: trace.ip ?? '',
      knownDevice: knownDevice ? device : undefined,
    }
    const triesLeft = await attempts.spend(attempt)
    const usable = account && !account.disabled ? account : undefined
    const right = await passwords.verify(password, usable?.passwordHash)
    await audit.record({
      ...trace,
      actor: right ? usable?.user.id : undefined,
      action: 'sign-in',
      object: account?.user.handle,
      result: right ? 'ok' : 'refused',
    })
    if (!usable || !right) return { ok: false, triesLeft }
    await attempts.forgive(attempt)
    return { ok: true, user: usable.user, passwordWasGiven: usable.passwordWasGiven, knownDevice }
  }
}
