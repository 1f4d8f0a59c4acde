import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import type { SqliteDatabase } from 'kysely'

type Prepared = ReturnType<SqliteDatabase['prepare']>

/** More texts than the program has; those made by the length of a list are the ones that go. */
const MOST_KEPT = 500

/**
 * Node's own SQLite in the shape that Kysely's dialect asks for (that of better-sqlite3). Statements are prepared once;
 * SQLite itself prepares them anew when the schema has changed.
 */
export function sqliteDriver(sqlite: DatabaseSync): SqliteDatabase {
  const kept = new Map<string, Prepared>()
  return {
    close: () => sqlite.close(),
    prepare: (text) => {
      const known = kept.get(text)
      if (known) return known
      const prepared = describe(sqlite, sqlite.prepare(startsTransaction(text) ? 'begin immediate' : text))
      if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value ?? '')
      kept.set(text, prepared)
      return prepared
    },
  }
}

function describe(sqlite: DatabaseSync, statement: StatementSync): Prepared {
  return {
    reader: statement.columns().length > 0,
    all: (values) => statement.all(...bound(values)),
    run: (values) => statement.run(...bound(values)),
    // One of its own: others run the kept one while rows are still being read.
    iterate: (values) => sqlite.prepare(statement.sourceSQL).iterate(...bound(values)),
  }
}

/**
 * A deferred transaction that reads and then writes fails at once (SQLITE_BUSY_SNAPSHOT) when another
 * process committed in between; an immediate one waits for its turn.
 */
function startsTransaction(text: string): boolean {
  return text === 'begin'
}

function bound(values: readonly unknown[]): SQLInputValue[] {
  return values as SQLInputValue[]
}
