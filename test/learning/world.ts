import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '../../src/db/migrate.ts'
import { openDatabase, type Database } from '../../src/db/open.ts'
import { openRepository } from '../../src/git/repository.ts'
import { createLearning, type Learning } from '../../src/learning/learning.ts'
import { createLog } from '../../src/log.ts'
import { createPages, type Pages } from '../../src/pages/pages.ts'
import type { Telling } from '../../src/notifications/notifications.ts'
import type { User } from '../../src/user.ts'
import { leo, mina, noa, type CastMember } from '../cast.ts'

/** A wiki without a server: real git, real SQLite, three people. */
export interface World {
  readonly lead: User
  readonly member: User
  readonly other: User
  readonly pages: Pages
  readonly database: Database
  readonly learning: Learning
  /** Everything that people were told. */
  readonly told: Telling[]
  /** The time that the next completion is given. */
  clock: Date
  /** The same data as another process has it. */
  openAgain(): Promise<{ learning: Learning; database: Database }>
  write(path: string, source: string, lang?: 'ko' | 'en', trailers?: Record<string, string>): Promise<string>
  close(): Promise<void>
}

export async function createWorld(): Promise<World> {
  const dir = await mkdtemp(join(tmpdir(), 'giljabi-learning-'))
  const log = createLog('silent')
  const closings: (() => Promise<void>)[] = []

  const people = [leo, mina, noa].map(asUser) as [User, User, User]
  const open = async () => {
    const database = openDatabase(join(dir, 'state.sqlite'))
    await migrate(database.kysely)
    const repository = await openRepository(join(dir, 'content.git'), { log })
    const pages = createPages(repository, log)
    await pages.content.load()
    const learning = createLearning({
      database,
      pages,
      notifications: { tell: (telling) => Promise.resolve(void world.told.push(telling)) },
      people: {
        findById: (id) => Promise.resolve(people.find((one) => one.id === id)),
        findByHandle: (handle) => Promise.resolve(people.find((one) => one.handle === handle)),
        leads: () => Promise.resolve(people.filter(({ role }) => role !== 'member')),
      },
      now: () => world.clock,
    })
    closings.push(async () => {
      await repository.close()
      await database.close()
    })
    return { database, pages, learning }
  }

  const [lead, member, other] = people
  const world: World = {
    told: [],
    clock: new Date('2026-11-24T09:00:00.000Z'),
    lead,
    member,
    other,
    ...(await open()),
    openAgain: open,
    async write(path, source, lang, trailers) {
      return (await world.pages.save(lead, { path, source, lang, how: 'replace', trailers })).revision
    },
    async close() {
      for (const close of closings) await close()
      await rm(dir, { recursive: true, force: true })
    },
  }
  for (const user of people) await insertUser(world.database, user)
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

export const PATH = 'paths/start'

/** A path of one step of every kind: a page, a quiz, a task, an outside link, an optional page. */
export const pathSource = `---
title: 시작하기
kind: path
lang: ko
steps:
  - {id: read, section: 첫날, page: guides/one, minutes: 5}
  - id: quiz
    page: guides/two
    minutes: 10
    check:
      type: quiz
      questions:
        - {ask: 무엇을 먼저 읽나요?, options: [블로그, 공식 문서], answer: 공식 문서, because: 만든 사람이 쓴 글이라서요}
        - {ask: 되돌리는 일을 한 낱말로?, accept: [롤백, rollback], because: 롤백이라고 해요}
  - {id: task, minutes: 20, title: 자리 정하기, check: {type: task, do: 자리 사진을 남겨요}}
  - {id: outside, section: 첫 주, url: "https://git-scm.com/docs", title: Git 문서}
  - {id: extra, page: guides/three, minutes: 30, optional: true}
---
`

export const pageSource = (title: string, body = '본문이에요.'): string =>
  `---\ntitle: ${title}\nlang: ko\n---\n\n${body}\n`

/** The path above with the pages of its steps. */
export async function writePath(world: World): Promise<void> {
  await world.write('guides/one', pageSource('하나'))
  await world.write('guides/two', pageSource('둘'))
  await world.write('guides/three', pageSource('셋'))
  await world.write(PATH, pathSource)
}

export const rightAnswers = [['공식 문서'], ['롤백']]
