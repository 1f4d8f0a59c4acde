import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { Kysely, SqliteDialect, sql } from 'kysely'
import { sqliteDriver } from './sqlite-driver.ts'
import type { Schema } from './schema.ts'

/** Milliseconds to wait for another process (a command beside the server) that is writing. */
const BUSY_TIMEOUT_MS = 5_000

export interface Database {
  readonly kysely: Kysely<Schema>
  /**
   * A number that changes whenever another connection has committed; our own commits leave it. Looked at once in a turn
   * of the event loop, for a view asks it for each thing that is kept in memory.
   */
  dataVersion(): number
  /** A consistent copy as one file, while serving. The file must not exist yet. */
  backupTo(file: string): Promise<void>
  /** What is wrong with the file or its references, one line each; empty when sound. */
  integrityFaults(): Promise<string[]>
  /** Moves the write-ahead log into the main file and empties it. */
  checkpoint(): Promise<void>
  /** Waits for running statements, then closes. */
  close(): Promise<void>
}

/**
 * Opens the state of the wiki, creating the file where there is none. The schema comes from
 * `migrate`. `:memory:` is allowed.
 */
export function openDatabase(file: string): Database {
  const sqlite = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS, enableForeignKeyConstraints: true })
  sqlite.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
  const kysely = new Kysely<Schema>({ dialect: new SqliteDialect({ database: sqliteDriver(sqlite) }) })
  const version = sqlite.prepare('PRAGMA data_version')
  return {
    kysely,
    dataVersion: oncePerTurn(() => readNumber(version)),
    backupTo: async (target) => {
      await sql`VACUUM INTO ${target}`.execute(kysely)
    },
    integrityFaults: () => integrityFaults(kysely),
    checkpoint: async () => {
      await sql`PRAGMA wal_checkpoint(TRUNCATE)`.execute(kysely)
    },
    close: async () => {
      await kysely.destroy()
      if (sqlite.isOpen) sqlite.close()
    },
  }
}

function oncePerTurn<Value>(read: () => Value): () => Value {
  let known: { readonly value: Value } | undefined
  const forget = (): void => {
    known = undefined
  }
  return () => {
    if (known) return known.value
    known = { value: read() }
    setImmediate(forget).unref()
    return known.value
  }
}

function readNumber(statement: StatementSync): number {
  return Number(Object.values(statement.get() ?? {})[0])
}

async function integrityFaults(kysely: Kysely<Schema>): Promise<string[]> {
  const checked = await sql<{ integrity_check: string }>`PRAGMA integrity_check`.execute(kysely)
  const faults = checked.rows.map((row) => row.integrity_check).filter((line) => line !== 'ok')
  const dangling = await sql<{ table: string; parent: string }>`PRAGMA foreign_key_check`.execute(kysely)
  return [...faults, ...dangling.rows.map((row) => `a row of ${row.table} points to a missing ${row.parent}`)]
}
