import type { Kysely } from 'kysely'
import { newRowId } from '../db/row-id.ts'
import type { AuditTable, Schema } from '../db/schema.ts'
import type { AuditEntry, AuditEvent } from './audit.ts'

export function createAuditStore(kysely: Kysely<Schema>) {
  return {
    async append(event: AuditEvent, at: Date): Promise<void> {
      await kysely
        .insertInto('audit')
        .values({
          id: newRowId(),
          at: at.toISOString(),
          actor: event.actor ?? null,
          action: event.action,
          object: event.object ?? null,
          ip: event.ip ?? null,
          request_id: event.requestId ?? null,
          result: event.result,
        })
        .execute()
    },
    async newest(limit: number): Promise<AuditEntry[]> {
      const rows = await kysely.selectFrom('audit').selectAll().orderBy('id', 'desc').limit(limit).execute()
      return rows.map(entryOf)
    },
  }
}

function entryOf(row: AuditTable): AuditEntry {
  return {
    id: row.id,
    at: row.at,
    actor: row.actor ?? undefined,
    action: row.action,
    object: row.object ?? undefined,
    ip: row.ip ?? undefined,
    requestId: row.request_id ?? undefined,
    result: row.result === 'ok' ? 'ok' : 'refused',
  }
}
