import type { Kysely } from 'kysely'
import { newRowId } from '../db/row-id.ts'
import type { Schema } from '../db/schema.ts'

/** A quiz that somebody answered and did not pass. What they answered is not kept. */
export interface QuizAttempt {
  readonly userId: string
  readonly path: string
  readonly stepId: string
  /** ISO 8601, UTC. */
  readonly at: string
  /** The numbers of the questions that were not right, from 0. */
  readonly wrong: readonly number[]
}

export function createAttemptStore(kysely: Kysely<Schema>) {
  return {
    async add({ userId, path, stepId, at, wrong }: QuizAttempt): Promise<void> {
      const row = { id: newRowId(), user_id: userId, path, step_id: stepId, at, wrong: JSON.stringify(wrong) }
      await kysely.insertInto('quiz_attempts').values(row).execute()
    },

    /** On the path that was ever known under one of these, oldest first. */
    async of(paths: readonly string[]): Promise<QuizAttempt[]> {
      const rows = await kysely
        .selectFrom('quiz_attempts')
        .selectAll()
        .where('path', 'in', [...paths])
        .orderBy('id')
        .execute()
      return rows.map((row) => ({
        userId: row.user_id,
        path: row.path,
        stepId: row.step_id,
        at: row.at,
        wrong: JSON.parse(row.wrong) as number[],
      }))
    },
  }
}
