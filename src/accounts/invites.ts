import type { Trace } from '../audit/audit.ts'
import { newRowId } from '../db/row-id.ts'
import { NotFoundError } from '../errors.ts'
import type { Role, User } from '../user.ts'
import { createInviteStore } from './invite-store.ts'
import { actorOf, emailTaken, handlesFrom, prepareUser, refuseOthersName, requireAdmin } from './people.ts'
import type { By, PeopleDeps } from './people.ts'
import { acceptEmail } from './email.ts'
import { createPeopleStore, userOf } from './people-store.ts'
import { looksLikeSecret, newSecret, secretHash } from './secrets.ts'

const INVITE_DAYS = 7
const DAY_MS = 24 * 60 * 60 * 1_000

/** An open link that makes one account. The link itself is known only to who was given it. */
export interface Invite {
  readonly id: string
  /** `setup` makes the first admin. */
  readonly purpose: 'invite' | 'setup'
  readonly role: Role
  /** The only address it is good for. */
  readonly email: string | undefined
  /** ISO 8601, UTC. */
  readonly createdAt: string
  readonly expiresAt: string
}

export interface Newcomer {
  readonly name: string
  readonly email: string
  readonly password: string
}

export interface Invites {
  /** For admins. @returns the token of the link, which is not shown again. @throws InvalidError (e-mail). */
  create(by: By, input: { role: Role; email?: string | undefined }, trace?: Trace): Promise<string>
  /** For admins: the invites that can still be used, newest first. */
  listOpen(by: By): Promise<Invite[]>
  /** For admins. @throws NotFoundError where it was used, revoked or never was. */
  revoke(by: By, id: string, trace?: Trace): Promise<void>
  /** For anyone with the link. Undefined for one that is used, revoked, expired, or of the other purpose. */
  find(purpose: Invite['purpose'], token: string): Promise<Invite | undefined>
  /**
   * Makes the account of who was invited; the link works once.
   * @throws NotFoundError for a link that does not work (any more), InvalidError with the field to mend.
   */
  accept(purpose: Invite['purpose'], token: string, newcomer: Newcomer, trace?: Trace): Promise<User>
  /** A new token for `/setup` while nobody has an account (older ones end); undefined once somebody has. */
  ensureSetupLink(): Promise<string | undefined>
}

export function createInvites(deps: PeopleDeps): Invites {
  const { audit, now } = deps
  const store = createInviteStore(deps.database.kysely)
  const people = createPeopleStore(deps.database.kysely)

  return {
    async create(by, input, trace) {
      requireAdmin(by)
      const email = input.email ? acceptEmail(input.email) : undefined
      if (email && (await people.findAccount('email_key', email.toLowerCase()))) throw emailTaken()
      const token = await open('invite', input.role, email, by)
      await audit.record({
        ...trace,
        actor: actorOf(by),
        action: 'invite.create',
        object: email ?? input.role,
        result: 'ok',
      })
      return token
    },
    async listOpen(by) {
      requireAdmin(by)
      return store.listOpen(now())
    },
    async revoke(by, id, trace) {
      requireAdmin(by)
      if (!(await store.end(id, now()))) throw new NotFoundError()
      await audit.record({ ...trace, actor: actorOf(by), action: 'invite.revoke', object: id, result: 'ok' })
    },
    find,
    async accept(purpose, token, newcomer, trace) {
      const invite = await find(purpose, token)
      if (!invite) throw new NotFoundError('accounts.invite.gone')
      const email = invite.email ?? newcomer.email
      const row = await prepareUser(deps, { ...newcomer, email, role: invite.role })
      await refuseOthersName(people, row.name)
      for (const handle of handlesFrom(row.handle)) {
        row.handle = handle
        const outcome = await store.accept(invite, row, now())
        if (outcome === 'email-taken') throw emailTaken()
        if (outcome === 'invite-ended') throw new NotFoundError('accounts.invite.gone')
        if (outcome === 'added') break
      }
      deps.cache.forget()
      await audit.record({
        ...trace,
        actor: row.id,
        action: `${purpose}.accept`,
        object: `${row.handle} ${row.role}`,
        result: 'ok',
      })
      await deps.changed()
      return userOf(row)
    },
    async ensureSetupLink() {
      if ((await store.countUsers()) > 0) return undefined
      await store.endSetups(now())
      return open('setup', 'admin', undefined, 'command')
    },
  }

  async function find(purpose: Invite['purpose'], token: string): Promise<Invite | undefined> {
    if (!looksLikeSecret(token)) return undefined
    const invite = await store.findOpen(secretHash(token), now())
    if (invite?.purpose !== purpose) return undefined
    if (purpose === 'setup' && (await store.countUsers()) > 0) return undefined
    return invite
  }

  async function open(
    purpose: Invite['purpose'],
    role: Role,
    email: string | undefined,
    by: By,
  ): Promise<string> {
    const token = newSecret()
    const created = now()
    await store.insert({
      id: newRowId(),
      purpose,
      token_hash: secretHash(token),
      role,
      email: email ?? null,
      created_by: actorOf(by) ?? null,
      created_at: created.toISOString(),
      expires_at: new Date(created.getTime() + INVITE_DAYS * DAY_MS).toISOString(),
      ended_at: null,
    })
    return token
  }
}
