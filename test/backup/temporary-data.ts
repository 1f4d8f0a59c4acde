import { DatabaseSync } from 'node:sqlite'
import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createAccounts } from '../../src/accounts/accounts.ts'
import { createAudit } from '../../src/audit/audit.ts'
import { migrate } from '../../src/db/migrate.ts'
import { openDatabase } from '../../src/db/open.ts'
import { openRepository, type Repository } from '../../src/git/repository.ts'
import { createLog } from '../../src/log.ts'

export const log = createLog('silent')
const disposals: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const dispose of disposals.splice(0).reverse()) await dispose()
})

export async function temporaryFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'giljabi-backup-')))
  disposals.push(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** A data folder with an account and a commit for each name. */
export async function temporaryData(...names: string[]): Promise<string> {
  const dataDir = join(await temporaryFolder(), 'data')
  await writeWith(dataDir, async (repository) => {
    for (const name of names) await commit(repository, `notes/${name}.md`, name)
  })
  const database = openDatabase(join(dataDir, 'giljabi.sqlite'))
  await migrate(database.kysely)
  const accounts = createAccounts(database, createAudit(database, log))
  for (const name of names)
    await accounts.people.addUser('command', { email: `${name}@example.com`, name, role: 'member' })
  await database.close()
  return dataDir
}

export async function writeWith(
  dataDir: string,
  write: (repository: Repository) => Promise<void>,
): Promise<void> {
  const repository = await openRepository(join(dataDir, 'content.git'), { log })
  await write(repository)
  await repository.close()
}

export async function commit(repository: Repository, path: string, text: string): Promise<void> {
  const author = { name: 'Ada', email: 'ada@example.com' }
  const changes = [{ path, content: Buffer.from(text) }]
  await repository.commitIfUnchanged({
    parent: await repository.head(),
    changes,
    message: text,
    author,
    time: new Date(),
  })
}

export async function headOf(dataDir: string): Promise<string | undefined> {
  let head: string | undefined
  await writeWith(dataDir, async (repository) => {
    head = await repository.head()
  })
  return head
}

/** Every row of every table. */
export function rowsOf(dataDir: string): Record<string, unknown[]> {
  const database = new DatabaseSync(join(dataDir, 'giljabi.sqlite'))
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").all()
  const rows = tables.map(({ name }) => [
    name,
    database
      .prepare(`SELECT * FROM "${String(name)}"`)
      .all()
      .map((row) => ({ ...row })),
  ])
  database.close()
  return Object.fromEntries(rows) as Record<string, unknown[]>
}
