import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '../../src/db/migrate.ts'
import { openDatabase, type Database } from '../../src/db/open.ts'
import { openRepository, type Repository } from '../../src/git/repository.ts'
import { createLog } from '../../src/log.ts'
import { createNotifications, type Notifications } from '../../src/notifications/notifications.ts'
import { decodeUtf8 } from '../../src/pages/page.ts'
import { createPages, type Pages } from '../../src/pages/pages.ts'
import type { AskSource, SourceAnswer } from '../../src/upkeep/ask-source.ts'
import { createUpkeep, type Upkeep } from '../../src/upkeep/upkeep.ts'
import type { Lang, User } from '../../src/user.ts'
import { leo, mina, noa, type CastMember } from '../cast.ts'

/** A wiki without a server: real git, real SQLite, three people, and an Internet of its own. */
export interface World {
  readonly lead: User
  readonly member: User
  readonly other: User
  readonly pages: Pages
  readonly repository: Repository
  readonly database: Database
  readonly notifications: Notifications
  readonly upkeep: Upkeep
  clock: Date
  /** What the Internet answers, by address. */
  readonly internet: Map<string, Partial<SourceAnswer>>
  readonly asked: string[]
  readonly reads: Map<string, number>
  write(path: string, source: string, lang?: Lang): Promise<string>
  read(file: string): Promise<string>
  /** Somebody's account ends. */
  leave(handle: string): void
  day(date: string): void
  close(): Promise<void>
}

export const ANSWERED: SourceAnswer = {
  outcome: 'answered',
  status: 200,
  etag: undefined,
  lastModified: undefined,
  movedTo: undefined,
  retryAfterMs: undefined,
  reason: undefined,
}

export async function createWorld(): Promise<World> {
  const dir = await mkdtemp(join(tmpdir(), 'giljabi-upkeep-'))
  const log = createLog('silent')
  const database = openDatabase(join(dir, 'state.sqlite'))
  await migrate(database.kysely)
  const repository = await openRepository(join(dir, 'content.git'), { log })
  const now = () => world.clock
  const pages = createPages(repository, log, now)
  await pages.content.load()
  const notifications = createNotifications({ database, log, now })
  const users = [leo, mina, noa].map(asUser)
  const [lead, member, other] = users as [User, User, User]
  for (const user of users) await insertUser(database, user)
  const accounts = users.map(({ handle, id }) => ({ handle, id, disabled: false }))
  let version = 0
  const internet = new Map<string, Partial<SourceAnswer>>()
  const asked: string[] = []
  const ask: AskSource = (url) => {
    asked.push(url)
    return Promise.resolve({ ...ANSWERED, ...internet.get(url) })
  }
  const reads = new Map<string, number>()
  const upkeep = createUpkeep({
    database,
    pages,
    notifications,
    accounts: { version: () => version, list: () => Promise.resolve(accounts) },
    recentReads: () => Promise.resolve(reads),
    sourceCheck: {
      on: true,
      everyMs: 7 * 24 * 60 * 60 * 1000,
      allowPrivate: false,
      proxy: { http: undefined, https: undefined, except: '' },
      pauseMs: 0,
    },
    ask,
    now,
    log,
  })
  const world: World = {
    clock: new Date('2026-11-24T03:00:00.000Z'),
    lead,
    member,
    other,
    pages,
    repository,
    database,
    notifications,
    upkeep,
    internet,
    asked,
    reads,
    async write(path, source, lang) {
      return (await pages.save(lead, { path, source, lang, how: 'replace' })).revision
    },
    async read(file) {
      const variant = pages.content.catalog.findFile(file)
      return variant ? (decodeUtf8(await pages.readSource(variant)) ?? '') : ''
    },
    leave(handle) {
      const account = accounts.find((one) => one.handle === handle)
      if (account) account.disabled = true
      version += 1
    },
    day: (date) => void (world.clock = new Date(`${date}T03:00:00.000Z`)),
    async close() {
      await upkeep.close()
      await repository.close()
      await database.close()
      await rm(dir, { recursive: true, force: true })
    },
  }
  return world
}

function asUser({ handle, email, name, role }: CastMember): User {
  return { id: `id-${handle}`, handle, email, name, role, lang: 'ko', theme: 'system' }
}

async function insertUser({ kysely }: Database, { id, handle, email, name, role }: User): Promise<void> {
  await kysely
    .insertInto('users')
    .values({
      id,
      handle,
      email,
      email_key: email,
      name,
      name_shape: handle,
      role,
      lang: 'ko',
      theme: 'system',
      password_hash: '',
      password_given_at: null,
      disabled_at: null,
      created_at: '2026-11-01T00:00:00.000Z',
    })
    .execute()
}

export const page = (title: string, frontMatter = '', body = '본문이에요.'): string =>
  `---\ntitle: ${title}\nlang: ko\n${frontMatter}---\n\n${body}\n`
