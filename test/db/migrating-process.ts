import { migrate } from '../../src/db/migrate.ts'
import { openDatabase } from '../../src/db/open.ts'

/** Run as a process of its own: brings the database of its argument up to date and prints the version. */
const database = openDatabase(process.argv[2] ?? ':memory:')
process.stdout.write(String(await migrate(database.kysely)))
await database.close()
