import type { KyselyPlugin } from 'kysely'
import { migrate } from '../../src/db/migrate.ts'
import { openDatabase } from '../../src/db/open.ts'

/**
 * Run as a process of its own: brings the database of its first argument up to date, and is ended as by `kill -9` before
 * the statement whose number is its second, with all before it done. Prints how many there were where it came to the end.
 */
const [file = ':memory:', killAt = 'never'] = process.argv.slice(2)
let statements = 0

const killing: KyselyPlugin = {
  transformQuery: ({ node }) => {
    if (++statements === Number(killAt)) process.kill(process.pid, 'SIGKILL')
    return node
  },
  transformResult: ({ result }) => Promise.resolve(result),
}

const database = openDatabase(file)
await migrate(database.kysely.withPlugin(killing))
process.stdout.write(String(statements))
await database.close()
