import type { Kysely } from 'kysely'
import type { Schema } from '../db/schema.ts'
import type { Answers } from './quiz.ts'

/** That a person has done a step. Kept also while its path does not have that step. */
export interface StepRecord {
  readonly path: string
  readonly stepId: string
  /** The blob id of the page that was read; empty where the step had no page to read. */
  readonly revision: string
  /** The path of that page then; undefined where there was none, or nobody wrote it down. */
  readonly page: string | undefined
  /** ISO 8601, UTC. */
  readonly completedAt: string
  readonly evidence: string | undefined
  readonly answers: Answers | undefined
  /** `waiting`: to be confirmed. `back`: was not confirmed; what was left is kept for the next try. */
  readonly state: 'done' | 'waiting' | 'back'
  readonly decision: Decision | undefined
}

/** What a lead or a buddy said of a task. */
export interface Decision {
  readonly handle: string
  readonly name: string
  /** ISO 8601, UTC. */
  readonly at: string
  /** What is missing, where the task was sent back. */
  readonly said: string
}

/** A step of somebody's. */
export interface OwnedRecord extends StepRecord {
  readonly userId: string
}

export type ProgressStore = ReturnType<typeof createProgressStore>

/** The table of completed steps. */
export function createProgressStore(kysely: Kysely<Schema>) {
  const rows = () =>
    kysely
      .selectFrom('progress')
      .leftJoin('users as decider', 'decider.id', 'progress.decided_by')
      .selectAll('progress')
      .select(['decider.handle as decider_handle', 'decider.name as decider_name'])

  return {
    async recordsOf(userId: string): Promise<StepRecord[]> {
      return (await rows().where('user_id', '=', userId).orderBy('completed_at').execute()).map(recordOf)
    },

    /** Of everybody, in no order: there are many. */
    async all(): Promise<OwnedRecord[]> {
      return (await rows().execute()).map((row) => ({ userId: row.user_id, ...recordOf(row) }))
    },

    /** Of everybody whose account is in use: what is to be confirmed, oldest first. */
    async waiting(): Promise<(OwnedRecord & { readonly handle: string; readonly name: string })[]> {
      const found = await rows()
        .innerJoin('users as walker', 'walker.id', 'progress.user_id')
        .select(['walker.handle as walker_handle', 'walker.name as walker_name'])
        .where('state', '=', 'waiting')
        .where('walker.disabled_at', 'is', null)
        .orderBy('completed_at')
        .execute()
      return found.map((row) => ({
        userId: row.user_id,
        handle: row.walker_handle,
        name: row.walker_name,
        ...recordOf(row),
      }))
    },

    async put(userId: string, record: Omit<StepRecord, 'decision'>): Promise<void> {
      const values = {
        revision: record.revision,
        completed_at: record.completedAt,
        evidence: record.evidence ?? null,
        answers: record.answers === undefined ? null : JSON.stringify(record.answers),
        state: record.state,
        page: record.page ?? null,
        // What is sent anew has not been decided on.
        ...(record.state === 'waiting' && { decided_by: null, decided_at: null, said: null }),
      }
      await kysely
        .insertInto('progress')
        .values({ user_id: userId, path: record.path, step_id: record.stepId, ...values })
        .onConflict((conflict) => conflict.columns(['user_id', 'path', 'step_id']).doUpdateSet(values))
        .execute()
    },

    /** Of the task that was left at `sentAt`; false where it no longer waits, or something else was left since. */
    async decide(
      place: { readonly userId: string; readonly path: string; readonly stepId: string },
      sentAt: string,
      decision: {
        readonly state: 'done' | 'back'
        readonly by: string
        readonly at: string
        readonly said: string
      },
    ): Promise<boolean> {
      const { state, by, at, said } = decision
      const result = await kysely
        .updateTable('progress')
        .set({ state, decided_by: by, decided_at: at, said })
        .where('user_id', '=', place.userId)
        .where('path', '=', place.path)
        .where('step_id', '=', place.stepId)
        .where('state', '=', 'waiting')
        .where('completed_at', '=', sentAt)
        .executeTakeFirst()
      return Number(result.numUpdatedRows) > 0
    },

    async remove(userId: string, path: string, stepId: string): Promise<void> {
      await kysely
        .deleteFrom('progress')
        .where('user_id', '=', userId)
        .where('path', '=', path)
        .where('step_id', '=', stepId)
        .execute()
    },

    /** Ids of steps of these paths that somebody has done: none of them may come to mean something else. */
    async usedIds(paths: readonly string[]): Promise<string[]> {
      const found = await kysely
        .selectFrom('progress')
        .select('step_id')
        .distinct()
        .where('path', 'in', [...paths])
        .execute()
      return found.map(({ step_id }) => step_id)
    },
  }
}

interface Row {
  path: string
  step_id: string
  revision: string
  page: string | null
  completed_at: string
  evidence: string | null
  answers: string | null
  state: StepRecord['state']
  decided_at: string | null
  said: string | null
  decider_handle: string | null
  decider_name: string | null
}

function recordOf(row: Row): StepRecord {
  const { decider_handle: handle, decider_name: name, decided_at: at } = row
  return {
    path: row.path,
    stepId: row.step_id,
    revision: row.revision,
    page: row.page ?? undefined,
    completedAt: row.completed_at,
    evidence: row.evidence ?? undefined,
    answers: row.answers === null ? undefined : (JSON.parse(row.answers) as Answers),
    state: row.state,
    decision:
      handle === null || name === null || at === null
        ? undefined
        : { handle, name, at, said: row.said ?? '' },
  }
}
