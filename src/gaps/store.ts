import type { Insertable, Kysely, Selectable } from 'kysely'
import type { GapTable, Schema } from '../db/schema.ts'
import type { GapKind } from './gap.ts'

/** What was decided about a gap. */
export interface Decision {
  readonly id: string
  readonly kind: GapKind
  readonly text: string
  readonly status: 'taken' | 'closed'
  readonly assigneeId: string | undefined
  readonly due: string | undefined
  readonly page: string | undefined
  readonly reason: string
  /** Undefined where a page that came by git closed it. */
  readonly by: string | undefined
  readonly at: string
}

export interface Wish {
  readonly gapId: string
  readonly userId: string
  readonly text: string
  readonly note: string
  readonly at: string
}

export type GapStore = ReturnType<typeof createGapStore>

export function createGapStore(kysely: Kysely<Schema>) {
  return {
    async decisions(): Promise<Decision[]> {
      return (await kysely.selectFrom('gaps').selectAll().execute()).map(decisionOf)
    },

    async takenBy(userId: string): Promise<Decision[]> {
      const rows = kysely
        .selectFrom('gaps')
        .selectAll()
        .where('assignee_id', '=', userId)
        .where('status', '=', 'taken')
      return (await rows.execute()).map(decisionOf)
    },

    /**
     * Writes what `decide` makes of the present decision; null takes it back, undefined leaves it. What `decide`
     * throws leaves everything as it was.
     */
    async change(
      id: string,
      decide: (present: Decision | undefined) => Decision | null | undefined,
    ): Promise<void> {
      await kysely.transaction().execute(async (transaction) => {
        const row = await transaction.selectFrom('gaps').selectAll().where('id', '=', id).executeTakeFirst()
        const next = decide(row && decisionOf(row))
        if (next === undefined) return
        await transaction.deleteFrom('gaps').where('id', '=', id).execute()
        if (next !== null) await transaction.insertInto('gaps').values(rowOf(next)).execute()
      })
    },

    /** Oldest first. */
    async wishes(): Promise<Wish[]> {
      const rows = await kysely.selectFrom('wishes').selectAll().orderBy('created_at').execute()
      return rows.map((row) => ({
        gapId: row.gap_id,
        userId: row.user_id,
        text: row.text,
        note: row.note,
        at: row.created_at,
      }))
    },

    /** Whoever wishes again wishes once, with the newer words. */
    async putWish({ gapId, userId, text, note, at }: Wish): Promise<void> {
      const values = { text, note, created_at: at }
      await kysely
        .insertInto('wishes')
        .values({ gap_id: gapId, user_id: userId, ...values })
        .onConflict((conflict) => conflict.columns(['gap_id', 'user_id']).doUpdateSet(values))
        .execute()
    },

    async removeWish(gapId: string, userId: string): Promise<boolean> {
      const removed = await kysely
        .deleteFrom('wishes')
        .where('gap_id', '=', gapId)
        .where('user_id', '=', userId)
        .executeTakeFirst()
      return removed.numDeletedRows > 0n
    },
  }
}

function decisionOf(row: Selectable<GapTable>): Decision {
  return {
    id: row.id,
    kind: row.kind,
    text: row.text,
    status: row.status,
    assigneeId: row.assignee_id ?? undefined,
    due: row.due ?? undefined,
    page: row.page ?? undefined,
    reason: row.reason,
    by: row.changed_by ?? undefined,
    at: row.changed_at,
  }
}

function rowOf({ assigneeId, due, page, by, at, ...decision }: Decision): Insertable<GapTable> {
  return {
    ...decision,
    assignee_id: assigneeId ?? null,
    due: due ?? null,
    page: page ?? null,
    changed_by: by ?? null,
    changed_at: at,
  }
}
