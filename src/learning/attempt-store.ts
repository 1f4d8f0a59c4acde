import type { Kysely } from 'kysely'
import { newRowId } from '../db/row-id.ts'
import type { Schema } from '../db/schema.ts'
import type { QuizAttempt } from './attempt.ts'

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
