import type { Kysely } from 'kysely'
import type { Schema } from '../db/schema.ts'
import type { CommitId } from '../git/ids.ts'

/** Up to where somebody has seen what changed. */
export interface Visit {
  readonly commit: CommitId
  /** ISO 8601, UTC. */
  readonly at: string
}

export function createVisitsStore(kysely: Kysely<Schema>) {
  return {
    async find(userId: string): Promise<Visit | undefined> {
      const row = await kysely
        .selectFrom('visits')
        .selectAll()
        .where('user_id', '=', userId)
        .executeTakeFirst()
      return row && { commit: row.seen_commit as CommitId, at: row.seen_at }
    },

    async put(userId: string, { commit, at }: Visit): Promise<void> {
      const values = { seen_commit: commit, seen_at: at }
      await kysely
        .insertInto('visits')
        .values({ user_id: userId, ...values })
        .onConflict((conflict) => conflict.column('user_id').doUpdateSet(values))
        .execute()
    },
  }
}
