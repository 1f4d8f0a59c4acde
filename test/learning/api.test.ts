import { startApp, type Ask, type TestApp } from '../app.ts'
import { leo, mina, noa } from '../cast.ts'
import { reopenAll } from './reopen-all.ts'

const PATH = 'paths/first-two-weeks'
let app: TestApp
let ask: Ask
const people = [leo, mina, noa]
beforeAll(async () => {
  app = await startApp({ people })
  ask = await app.withToken(mina)
})
afterEach(() => reopenAll(app, people))
afterAll(() => app.stop())

const complete = (step: string, body?: unknown, from: Ask = ask, path = PATH) =>
  from(`/api/v1/paths/${path}/steps/${step}/completion`, {
    method: 'PUT',
    ...(body !== undefined && {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    }),
  })
const json = async <T>(answer: Response | Promise<Response>) => (await (await answer).json()) as T
interface Progress {
  paths: {
    path: string
    steps: { id: string; status: string; revision: string | null; completedAt: string | null }[]
  }[]
}
const stepIn = async (id: string, from: Ask = ask) => {
  const { paths } = await json<Progress>(from('/api/v1/me/progress'))
  return paths.find(({ path }) => path === PATH)?.steps.find((step) => step.id === id)
}

test('lists the paths, and one path with its steps', async () => {
  const { paths } = await json<{ paths: { path: string; title: string; stepCount: number }[] }>(
    ask('/api/v1/paths?lang=en'),
  )
  expect(paths).toContainEqual(
    expect.objectContaining({ path: PATH, title: 'First two weeks', stepCount: 12 }),
  )
  const path = await json<{ next: string; steps: { id: string; page: string; check: object }[] }>(
    ask(`/api/v1/paths/${PATH}`),
  )
  expect(path.next).toBe('find-your-way')
  expect(path.steps[0]).toMatchObject({
    id: 'find-your-way',
    page: 'onboarding/where-things-are-written',
    status: 'todo',
  })
  expect(path.steps).toHaveLength(12)
})

test('quiz answers are not in the JSON, neither before nor after (abuse 61)', async () => {
  await complete('glossary', { answers: ['POC', '외부 고객. 밖에서 기대어 쓰니까요', '롤백'] })
  const text = await (await ask(`/api/v1/paths/${PATH}`)).text()
  expect(text).toContain('까닭은 아직 모르지만')
  expect(text).not.toMatch(/accept|because|rollback|"answer"/)
})

test('completes a step at the revision of its page', async () => {
  const { revision } = await json<{ revision: string }>(
    ask('/api/v1/pages/onboarding/where-things-are-written?lang=ko'),
  )
  expect(await json(complete('find-your-way', undefined, ask))).toMatchObject({ status: 'done' })
  const answer = await ask(`/api/v1/paths/${PATH}/steps/find-your-way/completion?lang=ko`, { method: 'PUT' })
  expect(await answer.json()).toEqual({ status: 'done', revision })
  expect(await stepIn('find-your-way')).toMatchObject({
    status: 'done',
    revision,
    completedAt: expect.stringMatching(/Z$/) as string,
  })
})

test('a page that changed makes its step say so', async () => {
  await complete('find-your-way', {})
  const { pages } = app.context
  const page = pages.get(await app.user(leo), 'onboarding/where-things-are-written')
  for (const variant of page.variants.values()) {
    const source = `${(await pages.readSource(variant)).toString()}\n더 적어요.\n`
    const trailers = { 'Look-again': 'yes' }
    await pages.save(await app.user(leo), {
      path: page.path,
      lang: variant.lang,
      source,
      how: 'replace',
      trailers,
    })
  }
  expect((await stepIn('find-your-way'))?.status).toBe('changed')
})

test('a quiz is graded here; a score that is sent is ignored (abuse 61)', async () => {
  const wrong = await json<{ status: string; wrong: { question: number; because: string }[] }>(
    complete('glossary', {
      answers: [['릴리스'], '외부 고객. 밖에서 기대어 쓰니까요', '롤백'],
      score: 1,
      status: 'done',
    }),
  )
  expect(wrong.status).toBe('todo')
  expect(wrong.wrong).toEqual([{ question: 0, because: expect.stringContaining('POC') as string }])
  expect((await stepIn('glossary'))?.status).toBe('todo')
})

test("nobody's progress but one's own is answered or changed (abuse 61)", async () => {
  const other = await app.withToken(noa)
  await complete('find-your-way', { user: noa.handle, userId: (await app.user(noa)).id })
  expect((await stepIn('find-your-way', other))?.status).toBe('todo')
  expect((await other('/api/v1/people/mina/progress')).status).toBe(404)
  expect((await stepIn('find-your-way'))?.status).toBe('done')
})

test('bad input gets its status and a message', async () => {
  const problem = async (answer: Promise<Response>) => {
    const { status, headers } = await answer
    return [status, headers.get('content-type')?.split(';')[0]]
  }
  const json400 = [400, 'application/problem+json']
  expect(await problem(complete('none'))).toEqual([404, 'application/problem+json'])
  expect(await problem(complete('a', {}, ask, 'paths/none'))).toEqual([404, 'application/problem+json'])
  expect(await problem(ask('/api/v1/paths/lessons/define-the-word-first'))).toEqual([
    404,
    'application/problem+json',
  ])
  expect(await problem(complete('first-day', {}))).toEqual(json400)
  expect(await problem(complete('glossary', {}))).toEqual(json400)
  expect(await problem(complete('glossary', { answers: 'POC' }))).toEqual(json400)
  expect(await problem(complete('glossary', [1, 2]))).toEqual(json400)
  const send = (body: string, type: string) =>
    ask(`/api/v1/paths/${PATH}/steps/first-day/completion`, {
      method: 'PUT',
      body,
      headers: { 'content-type': type },
    })
  expect(await problem(send('{"evidence"', 'application/json'))).toEqual(json400)
  expect(await problem(send('evidence=a', 'text/plain'))).toEqual(json400)
  expect((await app.anonymous('/api/v1/me/progress')).status).toBe(401)
})
