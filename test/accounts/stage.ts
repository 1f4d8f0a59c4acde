import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createAccounts, type Accounts } from '../../src/accounts/accounts.ts'
import { createAudit, type Audit } from '../../src/audit/audit.ts'
import { migrate } from '../../src/db/migrate.ts'
import { openDatabase, type Database } from '../../src/db/open.ts'
import { createLog } from '../../src/log.ts'
import type { User } from '../../src/user.ts'
import type { CastMember } from '../cast.ts'

export interface Stage {
  readonly file: string
  readonly database: Database
  readonly accounts: Accounts
  readonly audit: Audit
  /** What the clock says from now on. */
  setNow(now: Date): void
  /** The same database through a second connection, as a command beside the server has it. */
  openBeside(): Promise<Accounts>
  add(person: CastMember): Promise<User>
  close(): Promise<void>
}

/** The operations on a database of their own in a temporary folder. */
export async function openStage(): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'giljabi-accounts-'))
  const file = join(folder, 'giljabi.sqlite')
  let now: Date | undefined
  const clock = () => now ?? new Date()
  const open: Database[] = []
  const connect = async () => {
    const database = openDatabase(file)
    open.push(database)
    await migrate(database.kysely)
    const audit = createAudit(database, createLog('silent'), clock)
    return { database, audit, accounts: createAccounts(database, audit, clock) }
  }
  const own = await connect()
  return {
    file,
    ...own,
    setNow: (moment) => {
      now = moment
    },
    openBeside: async () => (await connect()).accounts,
    add: async ({ email, name, role, password }) =>
      (await own.accounts.people.addUser('command', { email, name, role, password })).user,
    close: async () => {
      for (const database of open) await database.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
