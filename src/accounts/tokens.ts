import type { Audit, Trace } from '../audit/audit.ts'
import type { Database } from '../db/open.ts'
import { newRowId } from '../db/row-id.ts'
import { InvalidError, NotFoundError } from '../errors.ts'
import type { User } from '../user.ts'
import { looksLikeSecret, newSecret, secretHash } from './secrets.ts'
import { createTokenStore } from './token-store.ts'
import type { ViewerCache } from './viewer-cache.ts'

/** An API token as its owner's list shows it; the token itself is shown once, when it is made. */
export interface ApiToken {
  readonly id: string
  readonly name: string
  /** ISO 8601, UTC. */
  readonly createdAt: string
}

export interface Tokens {
  /**
   * A token that may do what its owner may. @returns the only copy of it.
   * @throws InvalidError for a name that is empty or long, or when the owner has very many.
   */
  createToken(owner: User, name: string, trace?: Trace): Promise<{ id: string; token: string }>
  /** Undefined for what is not a token, was revoked, or whose owner is disabled. Nothing is written. */
  findUserByToken(token: string): Promise<User | undefined>
  /** The owner's own, newest first. */
  list(owner: User): Promise<ApiToken[]>
  /** Ends one of the owner's own at once. @throws NotFoundError, also for one of somebody else. */
  revoke(owner: User, id: string, trace?: Trace): Promise<void>
  endAllOf(userId: string): Promise<void>
}

const PREFIX = 'gj_'
const LONGEST_NAME = 80
const MOST_TOKENS = 50

export function createTokens(database: Database, audit: Audit, cache: ViewerCache, now: () => Date): Tokens {
  const store = createTokenStore(database.kysely)
  const load = (token: string) => store.find(secretHash(token))
  return {
    async createToken(owner, name, trace) {
      const accepted = acceptTokenName(name)
      if ((await store.listOf(owner.id)).length >= MOST_TOKENS) {
        throw new InvalidError('accounts.token.many', { most: MOST_TOKENS }, { field: 'name' })
      }
      const token = PREFIX + newSecret()
      const id = newRowId()
      const createdAt = now().toISOString()
      await store.insert({ id, userId: owner.id, name: accepted, hash: secretHash(token), createdAt })
      await audit.record({
        ...trace,
        actor: owner.id,
        action: 'token.create',
        object: accepted,
        result: 'ok',
      })
      return { id, token }
    },
    findUserByToken: async (token) => (looksLikeToken(token) ? cache.find(token, load) : undefined),
    list: (owner) => store.listOf(owner.id),
    async revoke(owner, id, trace) {
      const name = await store.delete(owner.id, id)
      if (name === undefined) throw new NotFoundError()
      cache.forget()
      await audit.record({ ...trace, actor: owner.id, action: 'token.revoke', object: name, result: 'ok' })
    },
    async endAllOf(userId) {
      await store.deleteOf(userId)
      cache.forget()
    },
  }
}

function looksLikeToken(text: string): boolean {
  return text.startsWith(PREFIX) && looksLikeSecret(text.slice(PREFIX.length))
}

function acceptTokenName(typed: string): string {
  const name = typed.normalize('NFC').trim()
  if (name === '') throw new InvalidError('accounts.token.nameMissing', {}, { field: 'name' })
  if (name.length > LONGEST_NAME || /\p{Cc}/u.test(name)) {
    throw new InvalidError('accounts.token.nameLong', { most: LONGEST_NAME }, { field: 'name' })
  }
  return name
}
