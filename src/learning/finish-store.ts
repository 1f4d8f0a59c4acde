import type { Kysely, Selectable } from 'kysely'
import type { PathRecordTable, Schema } from '../db/schema.ts'
import type { Lang } from '../user.ts'

/** That a person has walked a path to its end, as the path was then. */
export interface FinishRecord {
  readonly id: string
  readonly userId: string
  readonly path: string
  readonly title: string
  readonly lang: Lang
  /** Blob id of the path. */
  readonly revision: string
  /** The person's name then. */
  readonly name: string
  /** ISO 8601, UTC. */
  readonly finishedAt: string
  readonly steps: readonly FinishedStep[]
}

/** One step of it. What was answered or left is not in it: everybody may see a record. */
export interface FinishedStep {
  readonly id: string
  readonly section?: string | undefined
  readonly title: string
  readonly page?: string | undefined
  /** Blob id of the page that was read; empty where there was none. */
  readonly revision: string
  readonly completedAt: string
  readonly confirmedBy?: string | undefined
}

export function createFinishStore(kysely: Kysely<Schema>) {
  return {
    async of(userId: string): Promise<FinishRecord[]> {
      const rows = await kysely
        .selectFrom('path_records')
        .selectAll()
        .where('user_id', '=', userId)
        .orderBy('finished_at')
        .execute()
      return rows.map(recordOf)
    },

    async all(): Promise<FinishRecord[]> {
      return (await kysely.selectFrom('path_records').selectAll().execute()).map(recordOf)
    },

    async find(id: string): Promise<FinishRecord | undefined> {
      const row = await kysely.selectFrom('path_records').selectAll().where('id', '=', id).executeTakeFirst()
      return row && recordOf(row)
    },

    /** Once a person and path: false where there is one already. */
    async add(record: FinishRecord): Promise<boolean> {
      const { id, userId, path, title, lang, revision, name, finishedAt, steps } = record
      const result = await kysely
        .insertInto('path_records')
        .values({
          id,
          user_id: userId,
          path,
          title,
          lang,
          revision,
          name,
          finished_at: finishedAt,
          steps: JSON.stringify(steps),
        })
        .onConflict((conflict) => conflict.columns(['user_id', 'path']).doNothing())
        .executeTakeFirst()
      return Number(result.numInsertedOrUpdatedRows ?? 0) > 0
    },
  }
}

function recordOf(row: Selectable<PathRecordTable>): FinishRecord {
  return {
    id: row.id,
    userId: row.user_id,
    path: row.path,
    title: row.title,
    lang: row.lang as Lang,
    revision: row.revision,
    name: row.name,
    finishedAt: row.finished_at,
    steps: JSON.parse(row.steps) as FinishedStep[],
  }
}
