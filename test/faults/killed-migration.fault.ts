import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { migrate, migrations } from '../../src/db/migrate.ts'
import { openDatabase } from '../../src/db/open.ts'
import { serve, temporaryFolder } from './wiki-process.ts'

const PEOPLE = 2_000
const STEPS_EACH = 20
const ROUNDS = 10

/** The first version that has people and what they did. */
const OLD = 2

test('a migration that is killed before any of its statements is finished by the next start, with all data whole (F12)', async () => {
  const folder = await temporaryFolder()
  const old = join(folder, 'old.sqlite')
  await makeOldDatabase(old, 20)
  const [before, clean] = [rowsOf(old), join(folder, 'clean.sqlite')]
  await copyFile(old, clean)
  const versions = await schemasFrom(OLD, folder)
  const statements = Number(migrateInProcess(clean).stdout)
  expect(statements).toBeGreaterThan(migrations.length)
  for (let at = 1; at <= statements; at++) {
    const file = join(folder, `killed-${at}.sqlite`)
    await copyFile(old, file)
    expect([at, migrateInProcess(file, at).signal]).toEqual([at, 'SIGKILL'])
    expect([at, faultsOf(file)]).toEqual([at, []])
    expect(versions).toContainEqual(schemaOf(file))
    const again = migrateInProcess(file)
    expect([at, again.status, again.stderr.toString()]).toEqual([at, 0, ''])
    expect([at, schemaOf(file)]).toEqual([at, schemaOf(clean)])
    expect([at, rowsOf(file)]).toEqual([at, before])
  }
}, 900_000)

test('a start that is killed at any moment, the migration of a large database among them, needs no hand (F12)', async () => {
  const folder = await temporaryFolder()
  const old = join(folder, 'old.sqlite')
  await makeOldDatabase(old, PEOPLE)
  const before = rowsOf(old)
  let longest = 4_000
  for (let round = 0; round < ROUNDS; round++) {
    const dataDir = join(folder, `data-${round}`)
    await mkdir(dataDir)
    const file = join(dataDir, 'giljabi.sqlite')
    await copyFile(old, file)
    // The first of them makes the repository, too.
    for (let time = 0; time < 2; time++) await killedStart(dataDir, Math.random() * longest)
    expect(faultsOf(file)).toEqual([])
    const begun = performance.now()
    const wiki = await serve({ dataDir, token: '' })
    longest = performance.now() - begun
    expect((await fetch(`${wiki.url}/login`)).status).toBe(200)
    await wiki.stop()
    expect(rowsOf(file)).toEqual(before)
    expect(faultsOf(file)).toEqual([])
  }
}, 900_000)

async function makeOldDatabase(file: string, people: number): Promise<void> {
  const database = openDatabase(file)
  await migrate(database.kysely, migrations.slice(0, OLD))
  await database.close()
  const sqlite = new DatabaseSync(file)
  const numbers = `WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n <`
  sqlite.exec(`BEGIN;
    INSERT INTO users (id, handle, email, email_key, name, name_shape, role, theme, password_hash, created_at)
      ${numbers} ${people}) SELECT 'id' || n, 'h' || n, 'e' || n, 'e' || n, '이름 ' || n, 'n' || n, 'member', 'system', '', '' FROM number;
    INSERT INTO progress (user_id, path, step_id, revision, completed_at)
      ${numbers} ${STEPS_EACH}) SELECT users.id, 'paths/one', 'step-' || n, hex(randomblob(20)), '2026-11-24' FROM users, number;
    COMMIT`)
  sqlite.close()
}

/** What the versions look like: between two of them nothing may be left. */
async function schemasFrom(first: number, folder: string): Promise<unknown[]> {
  const database = openDatabase(join(folder, 'versions.sqlite'))
  const schemas: unknown[] = []
  for (let version = first; version <= migrations.length; version++) {
    await migrate(database.kysely, migrations.slice(0, version))
    schemas.push(schemaOf(join(folder, 'versions.sqlite')))
  }
  await database.close()
  return schemas
}

function migrateInProcess(file: string, killAt?: number) {
  const program = resolve('test/db/killed-while-migrating.ts')
  const args = ['--disable-warning=ExperimentalWarning', program, file, ...(killAt ? [String(killAt)] : [])]
  return spawnSync(process.execPath, args)
}

async function killedStart(dataDir: string, after: number): Promise<void> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', resolve('src/main.mjs'), 'serve'],
    {
      env: { PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR: dataDir, PORT: '0' },
      stdio: 'ignore',
    },
  )
  const ended = once(child, 'exit')
  const timer = setTimeout(() => child.kill('SIGKILL'), after)
  await ended
  clearTimeout(timer)
}

function read<T>(file: string, work: (sqlite: DatabaseSync) => T): T {
  const sqlite = new DatabaseSync(file)
  try {
    return work(sqlite)
  } finally {
    sqlite.close()
  }
}

const faultsOf = (file: string) =>
  read(file, (sqlite) => [
    ...sqlite
      .prepare('PRAGMA integrity_check')
      .all()
      .map((row) => String(Object.values(row)[0]))
      .filter((line) => line !== 'ok'),
    ...sqlite.prepare('PRAGMA foreign_key_check').all(),
  ])

const schemaOf = (file: string) =>
  read(file, (sqlite) => sqlite.prepare('SELECT name, sql FROM sqlite_schema ORDER BY name').all())

/** What was there before, in the columns that it had. */
const rowsOf = (file: string) =>
  read(file, (sqlite) => [
    ...sqlite.prepare('SELECT id, handle, email, name, role FROM users ORDER BY id').all(),
    ...sqlite
      .prepare(
        'SELECT user_id, path, step_id, revision, completed_at FROM progress ORDER BY user_id, path, step_id',
      )
      .all(),
  ])
