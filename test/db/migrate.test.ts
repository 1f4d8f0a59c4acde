import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { migrate, migrations as steps, type Migration } from '../../src/db/migrate.ts'
import { openDatabase, type Database } from '../../src/db/open.ts'
import { UsageError } from '../../src/errors.ts'

let folder: string
const opened: Database[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'giljabi-db-'))
})

afterEach(async () => {
  for (const database of opened.splice(0)) await database.close()
  await rm(folder, { recursive: true, force: true })
})

function open(name = 'state.sqlite'): Database {
  const database = openDatabase(join(folder, name))
  opened.push(database)
  return database
}

async function schemaOf(database: Database): Promise<unknown[]> {
  const found = await sql`SELECT name, sql FROM sqlite_master ORDER BY name`.execute(database.kysely)
  return found.rows
}

test('brings a new database to the newest version, and leaves it there', async () => {
  const database = open()
  expect(await migrate(database.kysely)).toBe(steps.length)
  const schema = await schemaOf(database)
  expect(await migrate(database.kysely)).toBe(steps.length)
  expect(await schemaOf(database)).toEqual(schema)
})

test.each(steps.map((_step, index) => index))(
  'a cut in migration %i leaves the one before, and the next start ends at the same schema (abuse F12)',
  async (cutAt) => {
    const cut: Migration = {
      up: async (kysely) => {
        await steps[cutAt]?.up(kysely)
        throw new Error('cut')
      },
    }
    const interrupted = open('interrupted.sqlite')
    await expect(migrate(interrupted.kysely, steps.with(cutAt, cut))).rejects.toThrow('cut')
    const before = open('before.sqlite')
    await migrate(before.kysely, steps.slice(0, cutAt))
    expect(await schemaOf(interrupted)).toEqual(await schemaOf(before))

    await migrate(interrupted.kysely)
    const clean = open('clean.sqlite')
    await migrate(clean.kysely)
    expect(await schemaOf(interrupted)).toEqual(await schemaOf(clean))
  },
)

test('two processes may start at once', async () => {
  const file = join(folder, 'shared.sqlite')
  const program = new URL('./migrating-process.ts', import.meta.url).pathname
  const both = [1, 2].map(() => promisify(execFile)(process.execPath, [program, file]))
  expect((await Promise.all(both)).map(({ stdout }) => stdout)).toEqual([
    `${steps.length}`,
    `${steps.length}`,
  ])
})

test('refuses a database of a newer program and says what to do (abuse F12)', async () => {
  const database = open()
  await migrate(database.kysely, [...steps, { up: async () => {} }])
  const refused = migrate(database.kysely, steps)
  await expect(refused).rejects.toThrow(UsageError)
  await expect(refused).rejects.toThrow(/Start the newer program/)
})
