import type { Trace } from '../audit/audit.ts'
import { InvalidError, NotFoundError } from '../errors.ts'
import type { Role } from '../user.ts'
import { actorOf, requireAdmin, type By, type PeopleDeps, type Person } from './people.ts'
import { createPeopleStore } from './people-store.ts'
import { newOneTimePassword } from './secrets.ts'
import type { Sessions } from './sessions.ts'
import type { Tokens } from './tokens.ts'

export interface StandingDeps extends PeopleDeps {
  readonly sessions: Sessions
  readonly tokens: Tokens
}

export type Standing = ReturnType<typeof createStanding>

/**
 * What admins and commands decide about others. The wiki always keeps an admin who can sign in: taking the last
 * one's role or account is an InvalidError. A handle that nobody has is a NotFoundError.
 */
export function createStanding(deps: StandingDeps) {
  const { audit, cache, now, passwords, sessions, tokens } = deps
  const store = createPeopleStore(deps.database.kysely)

  return {
    async changeRole(by: By, handle: string, role: Role, trace?: Trace): Promise<void> {
      const person = await getPerson(by, handle)
      if (person.role === role) return
      const changes = { role }
      if (role === 'admin') await store.update(person.id, changes)
      else if (!(await store.updateKeepingAnAdmin(person.id, changes))) throw lastAdmin()
      cache.forget()
      await record(by, 'account.role', `${person.handle} ${person.role} -> ${role}`, trace)
      await deps.changed()
    },

    /** The person is signed out everywhere and their tokens end, at once. */
    async disable(by: By, handle: string, trace?: Trace): Promise<void> {
      const person = await getPerson(by, handle)
      if (!(await store.updateKeepingAnAdmin(person.id, { disabled_at: now().toISOString() })))
        throw lastAdmin()
      await sessions.endAllOf(person.id)
      await tokens.endAllOf(person.id)
      await record(by, 'account.disable', person.handle, trace)
      await deps.changed()
    },

    async enable(by: By, handle: string, trace?: Trace): Promise<void> {
      const person = await getPerson(by, handle)
      await store.update(person.id, { disabled_at: null })
      cache.forget()
      await record(by, 'account.enable', person.handle, trace)
      await deps.changed()
    },

    /** @returns a password for one sign-in, after which it is to be changed. The person is signed out everywhere. */
    async resetPassword(by: By, handle: string, trace?: Trace): Promise<string> {
      const person = await getPerson(by, handle)
      const password = newOneTimePassword()
      const hash = await passwords.hash(password)
      await store.update(person.id, { password_hash: hash, password_given_at: now().toISOString() })
      await sessions.endAllOf(person.id)
      await record(by, 'password.reset', person.handle, trace)
      return password
    },
  }

  async function getPerson(by: By, handle: string): Promise<Person> {
    requireAdmin(by)
    const person = await store.findPerson('handle', handle)
    if (!person) throw new NotFoundError()
    return person
  }

  function record(by: By, action: string, object: string, trace: Trace | undefined): Promise<void> {
    return audit.record({ ...trace, actor: actorOf(by), action, object, result: 'ok' })
  }
}

function lastAdmin(): InvalidError {
  return new InvalidError('accounts.lastAdmin')
}
