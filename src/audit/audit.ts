import type { Database } from '../db/open.ts'
import type { Log } from '../log.ts'
import { createAuditStore } from './store.ts'

/** Where a request came from. */
export interface Trace {
  readonly ip?: string | undefined
  readonly requestId?: string | undefined
}

export interface AuditEvent extends Trace {
  /** The id of the account that did it; undefined for a command or a stranger. */
  readonly actor: string | undefined
  /** A noun and a verb: `password.change`, `sign-in`. */
  readonly action: string
  /** What it was done to: an id, a handle, a page's path. Never a secret. */
  readonly object?: string | undefined
  readonly result: 'ok' | 'refused'
}

export interface AuditEntry extends AuditEvent {
  readonly id: string
  /** ISO 8601, UTC. */
  readonly at: string
}

export interface Audit {
  /** Keeps the event for good and writes one log line. Never pass passwords, tokens or cookies. */
  record(event: AuditEvent): Promise<void>
  /** The newest entries first. */
  list(limit: number): Promise<AuditEntry[]>
}

/** The record of who did what: rows are added and never changed. */
export function createAudit(database: Database, log: Log, now: () => Date = () => new Date()): Audit {
  const store = createAuditStore(database.kysely)
  return {
    async record(event) {
      await store.append(event, now())
      log.info({ audit: event }, 'audit')
    },
    list: (limit) => store.newest(limit),
  }
}
