import type { Kysely, Selectable } from 'kysely'
import type { FeedbackTable, Schema } from '../db/schema.ts'
import type { Lang } from '../user.ts'
import type { Feedback } from './feedback.ts'

export type FeedbackStore = ReturnType<typeof createFeedbackStore>

export function createFeedbackStore(kysely: Kysely<Schema>) {
  const rows = () =>
    kysely
      .selectFrom('feedback')
      .innerJoin('users', 'users.id', 'feedback.user_id')
      .selectAll('feedback')
      .select('users.handle')

  return {
    async add(userId: string, said: Omit<Feedback, 'by' | 'userId'>): Promise<void> {
      await kysely
        .insertInto('feedback')
        .values({
          id: said.id,
          user_id: userId,
          kind: said.kind,
          path: said.path,
          lang: said.lang,
          revision: said.revision,
          passage: said.passage,
          text: said.text,
          step_path: said.step?.path ?? null,
          step_id: said.step?.id ?? null,
          status: said.status,
          answer: null,
          answered_by: null,
          answered_at: null,
          closed_commit: null,
          created_at: said.at,
        })
        .execute()
    },

    /** What this person said before about how helpful these pages are, and nobody has answered yet. */
    async removeOpinion(userId: string, paths: readonly string[]): Promise<void> {
      await kysely
        .deleteFrom('feedback')
        .where('user_id', '=', userId)
        .where('path', 'in', [...paths])
        .where('kind', 'in', ['helpful', 'unhelpful'])
        .where('answer', 'is', null)
        .execute()
    },

    async remove(id: string): Promise<void> {
      await kysely.deleteFrom('feedback').where('id', '=', id).execute()
    },

    async find(id: string): Promise<Feedback | undefined> {
      const row = await rows().where('feedback.id', '=', id).executeTakeFirst()
      return row && feedbackOf(row)
    },

    /** Everything that was ever said, oldest first. */
    async list(): Promise<Feedback[]> {
      return (await rows().orderBy('feedback.id').execute()).map(feedbackOf)
    },

    async answer(id: string, answer: { text: string; by: string; at: string }): Promise<void> {
      await kysely
        .updateTable('feedback')
        .set({ status: 'answered', answer: answer.text, answered_by: answer.by, answered_at: answer.at })
        .where('id', '=', id)
        .execute()
    },

    async close(id: string, commit: string | null, at: string): Promise<void> {
      await kysely
        .updateTable('feedback')
        .set((set) => ({
          status: 'closed',
          closed_commit: commit,
          answered_at: set.fn.coalesce('answered_at', set.val(at)),
        }))
        .where('id', '=', id)
        .execute()
    },
  }
}

function feedbackOf(row: Selectable<FeedbackTable> & { handle: string }): Feedback {
  return {
    id: row.id,
    userId: row.user_id,
    by: row.handle,
    kind: row.kind,
    path: row.path,
    lang: row.lang as Lang,
    revision: row.revision,
    passage: row.passage,
    text: row.text,
    step:
      row.step_path !== null && row.step_id !== null ? { path: row.step_path, id: row.step_id } : undefined,
    status: row.status,
    answer: row.answer ?? undefined,
    answeredBy: row.answered_by ?? undefined,
    answeredAt: row.answered_at ?? undefined,
    commit: row.closed_commit ?? undefined,
    at: row.created_at,
  }
}
