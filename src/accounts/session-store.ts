import type { Kysely } from 'kysely'
import type { Schema } from '../db/schema.ts'
import { userOf } from './people-store.ts'
import type { Viewing } from './viewer-cache.ts'

export function createSessionStore(kysely: Kysely<Schema>) {
  return {
    async insert(idHash: string, userId: string, createdAt: Date, expiresAt: Date): Promise<void> {
      await kysely
        .insertInto('sessions')
        .values({
          id_hash: idHash,
          user_id: userId,
          created_at: createdAt.toISOString(),
          expires_at: expiresAt.toISOString(),
        })
        .execute()
    },
    /** Only of people who may sign in. */
    async find(idHash: string, now: Date): Promise<Viewing | undefined> {
      const row = await kysely
        .selectFrom('sessions')
        .innerJoin('users', 'users.id', 'sessions.user_id')
        .selectAll('users')
        .select('sessions.expires_at')
        .where('sessions.id_hash', '=', idHash)
        .where('sessions.expires_at', '>', now.toISOString())
        .where('users.disabled_at', 'is', null)
        .executeTakeFirst()
      return row && { user: userOf(row), expires: Date.parse(row.expires_at) }
    },
    async delete(idHash: string): Promise<void> {
      await kysely.deleteFrom('sessions').where('id_hash', '=', idHash).execute()
    },
    async deleteOf(userId: string): Promise<void> {
      await kysely.deleteFrom('sessions').where('user_id', '=', userId).execute()
    },
    async deleteExpired(now: Date): Promise<void> {
      await kysely.deleteFrom('sessions').where('expires_at', '<=', now.toISOString()).execute()
    },
  }
}
