import { execFileSync } from 'node:child_process'
import { appendFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '../../src/db/migrate.ts'
import { openDatabase, type Database } from '../../src/db/open.ts'
import { openRepository } from '../../src/git/repository.ts'
import { createGuidance, type Guidance } from '../../src/guidance/guidance.ts'
import { createLog } from '../../src/log.ts'
import { createNotifications, type Notifications } from '../../src/notifications/notifications.ts'
import { createPages, type Pages } from '../../src/pages/pages.ts'
import { REDIRECTS_FILE, takeRedirects } from '../../src/pages/redirects.ts'
import { termsOf } from '../../src/search/tokens.ts'
import type { User } from '../../src/user.ts'
import { ada, leo, mina, noa, type CastMember } from '../cast.ts'

/** A wiki without a server, as one process has it: real git, real SQLite. */
export interface Process {
  readonly pages: Pages
  readonly guidance: Guidance
  readonly notifications: Notifications
}

export interface Clone {
  readonly git: (...words: string[]) => string
  /** Adds to a file and commits it. */
  append(file: string, text: string): Promise<void>
}

export interface World extends Process {
  readonly people: Readonly<Record<'ada' | 'leo' | 'mina' | 'noa', User>>
  clock: Date
  /** The same data as another process has it. */
  openAgain(): Promise<Process>
  /** A page as leo saves it. */
  write(path: string, source: string, lang?: 'ko' | 'en'): Promise<string>
  /** A commit that no process of the wiki made, by file; undefined removes one. */
  push(files: Readonly<Record<string, string | undefined>>): Promise<void>
  /** A clone of the content, as somebody has it on their own machine. */
  clone(): Promise<Clone>
  /** A file at the branch's head. */
  show(file: string): string
  close(): Promise<void>
}

export async function createWorld(): Promise<World> {
  const dir = await mkdtemp(join(tmpdir(), 'giljabi-guidance-'))
  const git = join(dir, 'content.git')
  const log = createLog('silent')
  const closings: (() => Promise<void>)[] = []
  const now = () => world.clock
  const people = Object.fromEntries([ada, leo, mina, noa].map((one) => [one.handle, userOf(one)]))

  const open = async (): Promise<Process & { repository: Awaited<ReturnType<typeof openRepository>> }> => {
    const database = openDatabase(join(dir, 'state.sqlite'))
    await migrate(database.kysely)
    await addPeople(database, Object.values(people))
    const repository = await openRepository(git, { log })
    const pages = createPages(repository, log, now)
    const { content } = pages
    const notifications = createNotifications({ database, log, now })
    const findUser = (handle: string) => Promise.resolve(people[handle])
    const guidance = createGuidance({ pages, repository, notifications, findUser, stems: termsOf, now })
    const readRedirects = async () => {
      const head = content.head()
      const found = head && (await repository.findFile(head, REDIRECTS_FILE))
      takeRedirects(content, found ? (await repository.readBlob(found.blob)).toString('utf8') : '{}')
    }
    await content.load()
    await readRedirects()
    content.onChanged(readRedirects)
    await guidance.load()
    closings.push(async () => {
      await repository.close()
      await database.close()
    })
    return { pages, guidance, notifications, repository }
  }

  const first = await open()
  const world: World = {
    clock: new Date('2026-11-24T09:00:00.000Z'),
    people: people as World['people'],
    ...first,
    openAgain: open,
    async write(path, source, lang) {
      const input = { path, source, lang, how: 'replace' } as const
      return (await world.pages.save(world.people.leo, input)).revision
    },
    async push(files) {
      const other = await openRepository(git, { log })
      const changes = Object.entries(files).map(([path, text]) =>
        text === undefined ? { path, removed: true as const } : { path, content: Buffer.from(text) },
      )
      const author = { name: 'Outsider', email: 'outsider@team.example' }
      const parent = await other.head()
      await other.commitIfUnchanged({ parent, changes, message: 'From outside', author, time: now() })
      await other.close()
      await world.pages.content.refresh()
    },
    clone: () => Promise.resolve(cloneInto(git, join(dir, 'clone'))),
    show: (file) => execFileSync('git', ['show', `main:${file}`], { cwd: git, encoding: 'utf8' }),
    async close() {
      for (const close of closings) await close()
      await rm(dir, { recursive: true, force: true })
    },
  }
  return world
}

/** The file of a lesson. */
export function lesson(title: string, front = '', advice = 'do: [do it]'): string {
  return `---\ntitle: ${title}\nkind: lesson\nlang: en\n${front}lesson:\n  when: it applies\n  ${advice}\n---\n\nText.\n`
}

function cloneInto(from: string, dir: string): Clone {
  execFileSync('git', ['clone', '-q', '--branch', 'main', from, dir])
  const who = ['-c', 'user.name=Noa', '-c', 'user.email=noa@team.example']
  const git = (...words: string[]) => execFileSync('git', [...who, ...words], { cwd: dir, encoding: 'utf8' })
  return {
    git,
    async append(file, text) {
      await appendFile(join(dir, file), text)
      git('commit', '-q', '-a', '-m', 'Append')
    },
  }
}

async function addPeople({ kysely }: Database, people: readonly User[]): Promise<void> {
  for (const { id, handle, name, email, role } of people) {
    const row = { id, handle, name, email, role, email_key: email, name_shape: name, password_hash: '-' }
    const rest = { lang: null, theme: 'system', created_at: '2026-11-01T00:00:00.000Z' } as const
    const none = { password_given_at: null, disabled_at: null }
    await kysely
      .insertInto('users')
      .values({ ...row, ...rest, ...none })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}

function userOf({ handle, name, email, role }: CastMember): User {
  return { id: `id-${handle}`, handle, name, email, role, lang: 'en', theme: 'system' }
}
