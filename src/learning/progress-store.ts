import type { Kysely } from 'kysely'
import type { Schema } from '../db/schema.ts'
import type { Answers } from './quiz.ts'

/** That a person has completed a step. Kept also while its path does not have that step. */
export interface StepRecord {
  readonly path: string
  readonly stepId: string
  /** The blob id of the page that was read; empty where the step had no page to read. */
  readonly revision: string
  /** ISO 8601, UTC. */
  readonly completedAt: string
  readonly evidence: string | undefined
  readonly answers: Answers | undefined
}

export type ProgressStore = ReturnType<typeof createProgressStore>

/** The table of completed steps. Every call is about one person, whose id the caller has from their session. */
export function createProgressStore(kysely: Kysely<Schema>) {
  return {
    async recordsOf(userId: string): Promise<StepRecord[]> {
      const rows = await kysely
        .selectFrom('progress')
        .selectAll()
        .where('user_id', '=', userId)
        .orderBy('completed_at')
        .execute()
      return rows.map((row) => ({
        path: row.path,
        stepId: row.step_id,
        revision: row.revision,
        completedAt: row.completed_at,
        evidence: row.evidence ?? undefined,
        answers: row.answers === null ? undefined : (JSON.parse(row.answers) as Answers),
      }))
    },

    async put(userId: string, record: StepRecord): Promise<void> {
      const values = {
        revision: record.revision,
        completed_at: record.completedAt,
        evidence: record.evidence ?? null,
        answers: record.answers === undefined ? null : JSON.stringify(record.answers),
      }
      await kysely
        .insertInto('progress')
        .values({ user_id: userId, path: record.path, step_id: record.stepId, ...values })
        .onConflict((conflict) => conflict.columns(['user_id', 'path', 'step_id']).doUpdateSet(values))
        .execute()
    },

    async remove(userId: string, path: string, stepId: string): Promise<void> {
      await kysely
        .deleteFrom('progress')
        .where('user_id', '=', userId)
        .where('path', '=', path)
        .where('step_id', '=', stepId)
        .execute()
    },
  }
}
