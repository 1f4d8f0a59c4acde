import type { Role } from '../../src/user.ts'
import { form, startApp, type Ask, type TestApp } from '../app.ts'
import { ada, leo, type CastMember } from '../cast.ts'

/** A wiki whose clock stands still until it is set. A test makes people and a path of its own. */
export interface Stage {
  readonly app: TestApp
  /** `2026-11-24T09:00+09:00`. */
  setClock(moment: string): void
  /** Somebody new, with a handle that begins so. */
  newcomer(name: string, role?: Role): Promise<CastMember>
  /** A path of four steps: due on working days 1, 2, 3 and 5 after the first day; and one that may be left out. */
  writePath(path?: string, more?: string): Promise<string>
  /** Completes a step, at the time of the clock; the quiz by its right answer. */
  walk(person: CastMember, path: string, ...steps: readonly string[]): Promise<void>
  /** Answers the quiz wrongly. */
  failQuiz(person: CastMember, path: string): Promise<void>
  assign(path: string, person: CastMember, start: string, buddy?: CastMember): Promise<void>
  /** Writes a file that is no page; undefined removes it. */
  writeFile(path: string, content: string | undefined): Promise<void>
  /** What they are told, the newest first, in the language of the person. */
  told(person: CastMember): Promise<string[]>
  stop(): Promise<void>
}

export const DAY_ONE = '2026-11-23T09:00+09:00'

export async function openStage(): Promise<Stage> {
  let clock = new Date(DAY_ONE)
  let made = 0
  const app = await startApp({ people: [ada, leo], now: () => clock })
  const lead = await app.user(leo)
  const { accounts, pages, learning, team, notifications } = app.context
  const write = (path: string, source: string) => pages.save(lead, { path, source, how: 'replace' })
  for (const [name, title] of [
    ['one', '하나'],
    ['two', '둘'],
    ['three', '셋'],
  ])
    await write(`guides/${name}`, `---\ntitle: ${title}\nlang: ko\nowner: leo\n---\n\n본문이에요.\n`)

  return {
    app,
    setClock: (moment) => void (clock = new Date(moment)),
    async newcomer(name, role = 'member') {
      const handle = `${name.toLowerCase()}${++made}`
      const person = {
        name: `${name} ${made}`,
        handle,
        email: `${handle}@team.example`,
        role,
        password: `${handle} walks here`,
      }
      await accounts.people.addUser('command', person)
      return person
    },
    async writePath(path = `paths/start-${++made}`, more = '') {
      await write(path, pathSource(more))
      return path
    },
    async walk(person, path, ...steps) {
      const user = await app.user(person)
      for (const step of steps) {
        const input = { evidence: '자리 사진', ...(step === 'two' && { answers: [['공식 문서']] }) }
        await learning.completeStep(user, path, step, input)
      }
    },
    async failQuiz(person, path) {
      await learning.completeStep(await app.user(person), path, 'two', { answers: [['블로그']] })
    },
    async assign(path, { handle }, start, buddy) {
      await team.assign(lead, { path, handles: [handle], start, buddy: buddy?.handle })
    },
    async writeFile(path, content) {
      const file =
        content === undefined ? { path, removed: true as const } : { path, content: Buffer.from(content) }
      await pages.content.commit(lead, () => Promise.resolve({ message: 'Settings', files: [file] }))
    },
    async told(person) {
      return (await notifications.list(await app.user(person))).map(({ type }) => type)
    },
    stop: () => app.stop(),
  }
}

export const pathSource = (more = ''): string => `---
title: 시작하기
kind: path
lang: ko
${more}steps:
  - {id: one, page: guides/one, minutes: 5, due: 1d}
  - id: two
    page: guides/two
    minutes: 10
    due: 2d
    check:
      type: quiz
      questions:
        - {ask: 무엇을 먼저 읽나요?, options: [블로그, 공식 문서], answer: 공식 문서}
  - {id: extra, page: guides/three, minutes: 30, due: 2d, optional: true}
  - {id: three, minutes: 20, due: 3d, title: 자리 정하기, check: {type: task, do: 자리 사진을 남겨요, confirm: true}}
  - {id: four, title: Git 문서, url: "https://git-scm.com/docs", due: 5d}
---
`

export const post = (ask: Ask, path: string, fields: Record<string, string> = {}): Promise<Response> =>
  ask(path, form(fields))

export const textOf = async (answer: Response | Promise<Response>): Promise<string> => (await answer).text()

/** Asks the API with JSON. */
export const send = (ask: Ask, method: string, path: string, body?: unknown): Promise<Response> =>
  ask(path, {
    method,
    ...(body !== undefined && {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    }),
  })
