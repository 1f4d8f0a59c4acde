import type { Kysely } from 'kysely'
import type { Schema } from '../db/schema.ts'
import { userOf } from './people-store.ts'
import type { ApiToken } from './tokens.ts'
import type { Viewing } from './viewer-cache.ts'

export function createTokenStore(kysely: Kysely<Schema>) {
  return {
    async insert(token: ApiToken & { userId: string; hash: string }): Promise<void> {
      await kysely
        .insertInto('tokens')
        .values({
          id: token.id,
          user_id: token.userId,
          name: token.name,
          token_hash: token.hash,
          created_at: token.createdAt,
        })
        .execute()
    },
    /** Only of people who may sign in. */
    async find(hash: string): Promise<Viewing | undefined> {
      const row = await kysely
        .selectFrom('tokens')
        .innerJoin('users', 'users.id', 'tokens.user_id')
        .selectAll('users')
        .where('tokens.token_hash', '=', hash)
        .where('users.disabled_at', 'is', null)
        .executeTakeFirst()
      return row && { user: userOf(row), expires: undefined }
    },
    async listOf(userId: string): Promise<ApiToken[]> {
      const rows = await kysely
        .selectFrom('tokens')
        .select(['id', 'name', 'created_at'])
        .where('user_id', '=', userId)
        .orderBy('created_at', 'desc')
        .execute()
      return rows.map((row) => ({ id: row.id, name: row.name, createdAt: row.created_at }))
    },
    /** @returns its name, or undefined where this person has no such token. */
    async delete(userId: string, id: string): Promise<string | undefined> {
      const gone = await kysely
        .deleteFrom('tokens')
        .where('user_id', '=', userId)
        .where('id', '=', id)
        .returning('name')
        .executeTakeFirst()
      return gone?.name
    },
    async deleteOf(userId: string): Promise<void> {
      await kysely.deleteFrom('tokens').where('user_id', '=', userId).execute()
    },
  }
}
