import type { Database } from '../db/open.ts'
import type { User } from '../user.ts'
import { looksLikeSecret, newSecret, secretHash } from './secrets.ts'
import { createSessionStore } from './session-store.ts'
import type { ViewerCache } from './viewer-cache.ts'

/** A session ends seven days after the sign-in, used or not. */
export const SESSION_SECONDS = 7 * 24 * 60 * 60

export interface Sessions {
  /** @returns the new id, which goes into the cookie and is kept here only as its hash. */
  start(userId: string): Promise<string>
  /** Undefined for an id that never was, has ended or expired, or whose person is disabled. Nothing is written. */
  findUserBySession(id: string): Promise<User | undefined>
  end(id: string): Promise<void>
  endAllOf(userId: string): Promise<void>
}

export function createSessions(database: Database, cache: ViewerCache, now: () => Date): Sessions {
  const store = createSessionStore(database.kysely)
  const load = (id: string) => store.find(secretHash(id), now())
  return {
    async start(userId) {
      const id = newSecret()
      const started = now()
      await store.deleteExpired(started)
      await store.insert(
        secretHash(id),
        userId,
        started,
        new Date(started.getTime() + SESSION_SECONDS * 1_000),
      )
      return id
    },
    findUserBySession: async (id) => (looksLikeSecret(id) ? cache.find(id, load) : undefined),
    async end(id) {
      if (!looksLikeSecret(id)) return
      await store.delete(secretHash(id))
      cache.forget()
    },
    async endAllOf(userId) {
      await store.deleteOf(userId)
      cache.forget()
    },
  }
}
