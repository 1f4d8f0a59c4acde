import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import type { SqliteDatabase } from 'kysely'

/** Node's own SQLite in the shape that Kysely's dialect asks for (that of better-sqlite3). */
export function sqliteDriver(sqlite: DatabaseSync): SqliteDatabase {
  return {
    close: () => sqlite.close(),
    prepare: (text) => {
      const statement = sqlite.prepare(startsTransaction(text) ? 'begin immediate' : text)
      return {
        reader: statement.columns().length > 0,
        all: (values) => statement.all(...bound(values)),
        run: (values) => statement.run(...bound(values)),
        iterate: (values) => statement.iterate(...bound(values)),
      }
    },
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
