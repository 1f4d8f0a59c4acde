import type { Trace } from '../audit/audit.ts'
import { InvalidError } from '../errors.ts'
import type { User } from '../user.ts'
import type { Attempts } from './attempts.ts'
import type { PeopleDeps } from './people.ts'
import { createPeopleStore } from './people-store.ts'
import type { Sessions } from './sessions.ts'

export type OwnPassword = ReturnType<typeof createOwnPassword>

/** Changing one's own password. */
export function createOwnPassword(
  deps: PeopleDeps & { readonly sessions: Sessions; readonly attempts: Attempts },
) {
  const { attempts, audit, passwords, sessions } = deps
  const store = createPeopleStore(deps.database.kysely)
  return {
    /**
     * Ends all sessions of the person. @returns the id of the new session for the browser that did it.
     * @throws InvalidError where the old password is wrong (`current`) or the new one cannot be used (`password`),
     * TooManyError after too many wrong ones.
     */
    async changePassword(
      user: User,
      change: { current: string; password: string },
      trace?: Trace,
    ): Promise<string> {
      const attempt = { login: `password of ${user.id}`, ip: trace?.ip ?? '', knownDevice: undefined }
      await attempts.spend(attempt)
      const account = await store.findAccount('id', user.id)
      if (!(await passwords.verify(change.current, account?.passwordHash))) {
        await audit.record({
          ...trace,
          actor: user.id,
          action: 'password.change',
          object: user.handle,
          result: 'refused',
        })
        throw new InvalidError('accounts.password.wrong', {}, { field: 'current' })
      }
      await attempts.forgive(attempt)
      const hash = await passwords.hash(change.password)
      await store.update(user.id, { password_hash: hash, password_given_at: null })
      await sessions.endAllOf(user.id)
      await audit.record({
        ...trace,
        actor: user.id,
        action: 'password.change',
        object: user.handle,
        result: 'ok',
      })
      return sessions.start(user.id)
    },
    /** True while the password is one that an admin or a command gave. */
    async wasGiven(user: User): Promise<boolean> {
      return (await store.findAccount('id', user.id))?.passwordWasGiven ?? false
    },
  }
}
