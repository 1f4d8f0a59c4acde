import type { Kysely } from 'kysely'
import type { Schema, SourceCheckTable } from '../db/schema.ts'
import type { SourceFault, SourceState } from './source-state.ts'

export type SourceStore = ReturnType<typeof createSourceStore>

export function createSourceStore(kysely: Kysely<Schema>) {
  return {
    async list(): Promise<SourceState[]> {
      return (await kysely.selectFrom('source_checks').selectAll().execute()).map(stateOf)
    },

    async put(state: SourceState): Promise<void> {
      const { url, ...values } = rowOf(state)
      await kysely
        .insertInto('source_checks')
        .values({ url, ...values })
        .onConflict((conflict) => conflict.column('url').doUpdateSet(values))
        .execute()
    },

    async remove(urls: readonly string[]): Promise<void> {
      for (const url of urls) await kysely.deleteFrom('source_checks').where('url', '=', url).execute()
    },
  }
}

function stateOf(row: SourceCheckTable): SourceState {
  return {
    url: row.url,
    triedAt: row.tried_at ?? undefined,
    reachedAt: row.reached_at ?? undefined,
    status: row.status ?? undefined,
    etag: row.etag ?? undefined,
    lastModified: row.last_modified ?? undefined,
    movedTo: row.moved_to ?? undefined,
    fault: (row.fault as SourceFault | null) ?? undefined,
    detail: row.fault_detail ?? undefined,
    faultSince: row.fault_since ?? undefined,
    faultDays: Number(row.fault_days),
    faultDay: row.fault_day ?? undefined,
    markedAt: row.marked_at ?? undefined,
    heldBy: row.held_by ?? undefined,
    heldAt: row.held_at ?? undefined,
  }
}

function rowOf(state: SourceState): SourceCheckTable {
  return {
    url: state.url,
    tried_at: state.triedAt ?? null,
    reached_at: state.reachedAt ?? null,
    status: state.status ?? null,
    etag: state.etag ?? null,
    last_modified: state.lastModified ?? null,
    moved_to: state.movedTo ?? null,
    fault: state.fault ?? null,
    fault_detail: state.detail ?? null,
    fault_since: state.faultSince ?? null,
    fault_days: state.faultDays,
    fault_day: state.faultDay ?? null,
    marked_at: state.markedAt ?? null,
    held_by: state.heldBy ?? null,
    held_at: state.heldAt ?? null,
  }
}
