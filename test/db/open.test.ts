import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { migrate } from '../../src/db/migrate.ts'
import { openDatabase, type Database } from '../../src/db/open.ts'

let folder: string
const opened: Database[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'giljabi-db-'))
})

afterEach(async () => {
  for (const database of opened.splice(0)) await database.close()
  await rm(folder, { recursive: true, force: true })
})

async function open(name = 'state.sqlite'): Promise<Database> {
  const database = openDatabase(join(folder, name))
  opened.push(database)
  await migrate(database.kysely)
  return database
}

function addVisitor(database: Database, id: string) {
  return database.kysely.insertInto('audit').values(entry(id)).execute()
}

function entry(id: string) {
  return {
    id,
    at: '2026-11-24T00:00:00.000Z',
    actor: null,
    action: 'test',
    object: null,
    ip: null,
    request_id: null,
    result: 'ok',
  }
}

test('tells when another connection has committed, and only then', async () => {
  const ours = await open()
  const theirs = await open()
  const before = ours.dataVersion()
  await addVisitor(ours, 'a')
  await nextTurn()
  expect(ours.dataVersion()).toBe(before)
  await addVisitor(theirs, 'b')
  await nextTurn()
  expect(ours.dataVersion()).not.toBe(before)
})

test('copies itself while it is in use, with all that was committed (abuse F11)', async () => {
  const database = await open()
  await addVisitor(database, 'a')
  await database.backupTo(join(folder, 'copy.sqlite'))
  const copy = await open('copy.sqlite')
  expect(await copy.kysely.selectFrom('audit').select('id').execute()).toEqual([{ id: 'a' }])
  expect(await copy.integrityFaults()).toEqual([])
})

test('nobody else commits between the reading and the writing of a transaction', async () => {
  const database = await open()
  const other = new DatabaseSync(join(folder, 'state.sqlite'), { timeout: 0 })
  await database.kysely.transaction().execute(async (transaction) => {
    await transaction.selectFrom('audit').selectAll().execute()
    expect(() => other.exec('DELETE FROM audit')).toThrow(/locked/)
    await transaction.insertInto('audit').values(entry('a')).execute()
  })
  other.close()
  expect(await database.kysely.selectFrom('audit').select('id').execute()).toEqual([{ id: 'a' }])
})

test('rolls back all of a transaction that throws', async () => {
  const database = await open()
  const failing = database.kysely.transaction().execute(async (transaction) => {
    await transaction.insertInto('audit').values(entry('a')).execute()
    throw new Error('stop')
  })
  await expect(failing).rejects.toThrow('stop')
  expect(await database.kysely.selectFrom('audit').selectAll().execute()).toEqual([])
})

test('refuses rows that point to nobody', async () => {
  const database = await open()
  const dangling = database.kysely
    .insertInto('visits')
    .values({ user_id: 'nobody', seen_commit: 'abc', seen_at: '2026-11-24T00:00:00.000Z' })
    .execute()
  await expect(dangling).rejects.toThrow(/FOREIGN KEY/)
})

test('empties its log at a checkpoint', async () => {
  const database = await open()
  await addVisitor(database, 'a')
  await expect(database.checkpoint()).resolves.toBeUndefined()
  expect(await database.integrityFaults()).toEqual([])
})
