import type { Kysely } from 'kysely'
import type { Schema } from '../db/schema.ts'
import type { Lang } from '../user.ts'

/** The revision of a page that a person read last, in one language. */
export interface ReadRecord {
  readonly path: string
  readonly lang: Lang
  readonly revision: string
  /** ISO 8601, UTC. */
  readonly at: string
}

/** How many people read a page in a week. */
export interface WeekCount {
  readonly path: string
  /** Its Monday: `2026-11-23`. */
  readonly week: string
  readonly readers: number
}

export type ReadStore = ReturnType<typeof createReadStore>

export function createReadStore(kysely: Kysely<Schema>) {
  return {
    async recordsOf(userId: string): Promise<ReadRecord[]> {
      const rows = await kysely.selectFrom('reads').selectAll().where('user_id', '=', userId).execute()
      return rows.map(({ path, lang, revision, read_at }) => ({
        path,
        lang: lang as Lang,
        revision,
        at: read_at,
      }))
    },

    async put(userId: string, { path, lang, revision, at }: ReadRecord): Promise<void> {
      const values = { revision, read_at: at }
      await kysely
        .insertInto('reads')
        .values({ user_id: userId, path, lang, ...values })
        .onConflict((conflict) => conflict.columns(['user_id', 'path', 'lang']).doUpdateSet(values))
        .execute()
    },

    /** Counts a person once a week. */
    async count(userId: string, path: string, week: string): Promise<void> {
      await kysely
        .insertInto('read_weeks')
        .values({ week, path, user_id: userId })
        .onConflict((conflict) => conflict.columns(['week', 'path', 'user_id']).doNothing())
        .execute()
    },

    async weeksSince(week: string): Promise<WeekCount[]> {
      const rows = await kysely
        .selectFrom('read_weeks')
        .select(['path', 'week', (select) => select.fn.countAll<number>().as('readers')])
        .where('week', '>=', week)
        .groupBy(['path', 'week'])
        .execute()
      return rows.map(({ path, week, readers }) => ({ path, week, readers: Number(readers) }))
    },

    async forgetWeeksBefore(week: string): Promise<void> {
      await kysely.deleteFrom('read_weeks').where('week', '<', week).execute()
    },
  }
}
