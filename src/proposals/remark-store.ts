import type { Kysely, Selectable } from 'kysely'
import { newRowId } from '../db/row-id.ts'
import type { ProposalRemarkTable, Schema } from '../db/schema.ts'
import type { Anchor, Remark, RemarkKind } from './proposal.ts'

export type RemarkStore = ReturnType<typeof createRemarkStore>

export interface NewRemark {
  readonly number: number
  readonly userId: string | undefined
  readonly kind: RemarkKind
  readonly text: string
  readonly thread?: string | undefined
  readonly anchor?: Anchor | undefined
  readonly at: string
}

export function createRemarkStore(kysely: Kysely<Schema>) {
  return {
    /** Oldest first. */
    async list(number: number): Promise<Remark[]> {
      const rows = await kysely
        .selectFrom('proposal_remarks as remark')
        .leftJoin('users', 'users.id', 'remark.user_id')
        .selectAll('remark')
        .select(['users.handle', 'users.name'])
        .where('remark.number', '=', number)
        .orderBy('remark.id')
        .execute()
      return rows.map(remarkOf)
    },

    async count(number: number): Promise<number> {
      const row = await kysely
        .selectFrom('proposal_remarks')
        .select((select) => select.fn.countAll<number>().as('count'))
        .where('number', '=', number)
        .executeTakeFirst()
      return Number(row?.count ?? 0)
    },

    async add({ number, userId, kind, text, thread, anchor, at }: NewRemark): Promise<string> {
      const id = newRowId()
      await kysely
        .insertInto('proposal_remarks')
        .values({
          id,
          number,
          user_id: userId ?? null,
          kind,
          text,
          thread: thread ?? null,
          file: anchor?.file ?? null,
          side: anchor?.side ?? null,
          line: anchor?.line ?? null,
          revision: anchor?.revision ?? null,
          quote: anchor?.quote ?? null,
          settled_at: null,
          created_at: at,
        })
        .execute()
      return id
    },

    /** Settled, or open again where `at` is undefined. */
    async settle(id: string, at: string | undefined): Promise<void> {
      await kysely
        .updateTable('proposal_remarks')
        .set({ settled_at: at ?? null })
        .where('id', '=', id)
        .execute()
    },
  }
}

type Row = Selectable<ProposalRemarkTable> & { handle: string | null; name: string | null }

function remarkOf(row: Row): Remark {
  return {
    id: row.id,
    number: row.number,
    userId: row.user_id ?? undefined,
    by: row.handle ?? undefined,
    name: row.name ?? undefined,
    kind: row.kind as RemarkKind,
    text: row.text,
    thread: row.thread ?? undefined,
    anchor: anchorOf(row),
    settledAt: row.settled_at ?? undefined,
    at: row.created_at,
  }
}

function anchorOf({ file, side, line, revision, quote }: Row): Anchor | undefined {
  if (file === null || line === null || revision === null) return undefined
  return { file, side: side === 'old' ? 'old' : 'new', line, revision, quote: quote ?? '' }
}
