import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { form, startApp, type Ask, type TestApp } from '../app.ts'
import { leo, mina, noa } from '../cast.ts'
import { reopenAll } from './reopen-all.ts'

const PATH = 'paths/first-two-weeks'
const people = [leo, mina, noa]
let app: TestApp
beforeAll(async () => {
  app = await startApp({ people })
})
afterEach(() => reopenAll(app, people))
afterAll(() => app.stop())

const textOf = async (answer: Response | Promise<Response>) => (await answer).text()
const tick = (ask: Ask, step: string, more: Record<string, string> = {}) =>
  ask('/learn/step', form({ path: PATH, step, action: 'done', ...more }))
const walkedBy = async (ask: Ask) =>
  /<progress[^>]* value="(\d+)"/.exec(await textOf(ask(`/wiki/${PATH}`)))?.[1]

test('a new hire ticks a step, comes back after a restart, and goes on where they stopped', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'giljabi-learning-'))
  const first = await startApp({ dataDir, people })
  const ask = await first.signIn(noa)
  const before = await textOf(ask('/'))
  expect(before).toContain('여기서부터 걸어 봐요')
  const ticked = await tick(ask, 'find-your-way', { back: `/wiki/${PATH}` })
  expect([ticked.status, ticked.headers.get('location')]).toEqual([303, `/wiki/${PATH}#step-find-your-way`])
  await first.stop()
  const second = await startApp({ dataDir, people })
  const again = await second.signIn(noa)
  expect(await textOf(again('/'))).toContain('다음 걸음 · 처음 두 주 12걸음 가운데 2번째')
  expect(await walkedBy(again)).toBe('1')
  const learn = await textOf(again('/learn'))
  expect(learn).toContain('걷고 있는 길')
  expect(learn).toContain(`/wiki/onboarding/first-day?path=${PATH}&amp;step=first-day`)
  await second.stop()
  await rm(dataDir, { recursive: true, force: true })
})

test("a path's page shows the road and the trail, and a done step can be taken back", async () => {
  const ask = await app.signIn(mina)
  await tick(ask, 'find-your-way')
  const page = await textOf(ask(`/wiki/${PATH}`))
  expect(page.match(/<ol class="road"/g)).toHaveLength(1)
  expect(page).toContain('aria-current="step"')
  expect(page.match(/name="action" value="undo"/g)).toHaveLength(1)
  await ask('/learn/step', form({ path: PATH, step: 'find-your-way', action: 'undo' }))
  expect(await walkedBy(ask)).toBe('0')
})

test('another sees only their own progress', async () => {
  const [own, other] = [await app.signIn(mina), await app.signIn(noa)]
  await tick(own, 'find-your-way')
  expect(await walkedBy(own)).toBe('1')
  expect(await walkedBy(other)).toBe('0')
  await tick(other, 'find-your-way', { user: mina.handle, userId: 'id', action: 'undo' })
  expect(await walkedBy(own)).toBe('1')
})

test('a page kept by the browser is fetched again after a tick', async () => {
  const ask = await app.signIn(mina)
  const tag = (await ask(`/wiki/${PATH}`)).headers.get('etag') ?? ''
  expect((await ask(`/wiki/${PATH}`, { headers: { 'if-none-match': tag } })).status).toBe(304)
  await tick(ask, 'find-your-way')
  expect((await ask(`/wiki/${PATH}`, { headers: { 'if-none-match': tag } })).status).toBe(200)
})

test('a page that is a step says so to those who came by its path, and then to those who have begun it', async () => {
  const ask = await app.signIn(mina)
  expect(await textOf(ask('/wiki/onboarding/glossary'))).not.toContain('id="step"')
  const came = await textOf(ask(`/wiki/onboarding/glossary?path=${PATH}&step=glossary`))
  expect(came).toContain('처음 두 주 · 12걸음 가운데 5번째')
  await tick(ask, 'find-your-way')
  expect(await textOf(ask('/wiki/onboarding/glossary'))).toContain('처음 두 주 · 12걸음 가운데 5번째')
  expect(await textOf(ask('/wiki/lessons/grow-the-organisation'))).not.toContain('id="step"')
})

test('a done step leads to the next, from its own page', async () => {
  const ask = await app.signIn(mina)
  const address = `/wiki/onboarding/where-things-are-written?path=${PATH}&step=find-your-way`
  const ticked = await tick(ask, 'find-your-way', { back: address })
  expect(ticked.headers.get('location')).toBe(`${address}#step`)
  const page = await textOf(ask(address))
  expect(page).toContain('이 걸음을 마쳤어요')
  expect(page).toContain(`/wiki/onboarding/first-day?path=${PATH}&amp;step=first-day`)
})

test('quiz answers are in no page until they are given', async () => {
  const ask = await app.signIn(mina)
  for (const path of [`/wiki/${PATH}`, `/wiki/onboarding/glossary?path=${PATH}`, '/learn', '/']) {
    const page = await textOf(ask(path))
    expect(page).not.toContain('POC는 ‘되기는 하나?’에 답해요')
    expect(page).not.toMatch(/roll back/)
  }
})

test('a quiz with a wrong answer comes back with the reason and what was chosen', async () => {
  const ask = await app.signIn(mina)
  const answers = { a0: '릴리스', a1: '외부 고객. 밖에서 기대어 쓰니까요', a2: '롤백' }
  const answer = await tick(ask, 'glossary', answers)
  const page = await answer.text()
  expect(answer.status).toBe(200)
  expect(page).toContain('POC는 ‘되기는 하나?’에 답해요')
  expect(page).toMatch(/value="릴리스" checked/)
  expect(page).toContain('value="롤백"')
  expect(await walkedBy(ask)).toBe('0')
  expect((await tick(ask, 'glossary', { ...answers, a0: 'POC' })).status).toBe(303)
  expect(await walkedBy(ask)).toBe('1')
  expect(await textOf(ask(`/wiki/${PATH}`))).toContain('답의 까닭 보기')
})

test('a quiz of which all right options are to be chosen is done by choosing all', async () => {
  const ask = await app.signIn(mina)
  const body = new URLSearchParams({ path: PATH, step: 'external-customers', action: 'done' })
  body.append('a0', '리드에게 알리고, 오늘 안에 글로 다정하게 거절하면서 만든 이야기를 쓴 글을 건네요')
  body.append('a1', 'API 이름을 바꾸려면 2주 전에 회사 밖에 알려야 해요')
  body.append('a1', '밤에 도구가 멈추자 회사 밖에서 전화가 왔어요')
  expect((await ask('/learn/step', { method: 'POST', body })).status).toBe(303)
  expect(await walkedBy(ask)).toBe('1')
})

test('an unanswered question is named, and the other answers are kept', async () => {
  const answer = await tick(await app.signIn(mina), 'glossary', { a0: 'POC', a2: '롤백' })
  const page = await answer.text()
  expect(answer.status).toBe(400)
  expect(page).toContain('2번 질문에 아직 답하지 않았어요')
  expect(page).toMatch(/value="POC" checked/)
})

test('a task without evidence says what is missing; with too much, keeps what was typed', async () => {
  const ask = await app.signIn(mina)
  const empty = await tick(ask, 'first-day', { evidence: ' ' })
  expect([empty.status, await empty.text()]).toEqual([
    400,
    expect.stringContaining('링크나 한 문장을 남겨 주세요'),
  ])
  const long = await tick(ask, 'first-day', { evidence: `<b>${'가'.repeat(2_000)}` })
  expect([long.status, await long.text()]).toEqual([
    400,
    expect.stringContaining(`&lt;b&gt;${'가'.repeat(2_000)}`),
  ])
  expect((await tick(ask, 'first-day', { evidence: '배포{을} <script>alert(1)</script>' })).status).toBe(303)
  const page = await textOf(ask(`/wiki/${PATH}`))
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
})

test('unknown paths and steps are not found, and a broken form is refused', async () => {
  const ask = await app.signIn(mina)
  expect((await tick(ask, 'no-such-step')).status).toBe(404)
  expect((await ask('/learn/step', form({ path: 'paths/none', step: 'a', action: 'done' }))).status).toBe(404)
  expect((await ask('/learn/step', form({ path: PATH, step: 'find-your-way', action: 'win' }))).status).toBe(
    400,
  )
  expect((await ask('/learn/step', form({}))).status).toBe(400)
  const typed = await tick(ask, 'no-such-step', {
    evidence: `다시 쓰고 싶지 않은 긴 글이에요. ${'가'.repeat(100)}`,
  })
  expect(await typed.text()).toContain('다시 쓰고 싶지 않은 긴 글이에요.')
})

test.each(['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '/account'])(
  'the way back never leads elsewhere: %s (abuse 34)',
  async (back) => {
    const ticked = await tick(await app.signIn(mina), 'find-your-way', { back })
    expect(ticked.headers.get('location')).toBe(`/wiki/${PATH}#step-find-your-way`)
  },
)

test('who is not signed in ticks nothing, and looking changes nothing (abuse 51)', async () => {
  expect(
    (await app.anonymous('/learn/step', form({ path: PATH, step: 'find-your-way', action: 'done' }))).status,
  ).toBe(401)
  const ask = await app.signIn(mina)
  for (const path of ['/', '/learn', `/wiki/${PATH}`, `/wiki/onboarding/glossary?path=${PATH}&step=glossary`])
    await ask(path)
  const { kysely } = app.context.database
  expect(await kysely.selectFrom('progress').selectAll().execute()).toEqual([])
  expect(await kysely.selectFrom('visits').selectAll().execute()).toEqual([])
})

test('a wiki without paths says what to do instead, to members and to leads', async () => {
  const bare = await startApp({ people })
  const lead = await bare.user(leo)
  for (const page of [...bare.context.pages.content.catalog.list('path')]) {
    await bare.context.pages.remove(lead, { path: page.path })
  }
  expect(await textOf((await bare.signIn(mina))('/learn'))).toContain('아직 길이 없어요')
  expect(await textOf((await bare.signIn(leo))('/learn'))).toContain('/new/path')
  await bare.stop()
})

test('the next step shows one lesson that belongs to its page; a step that reads a lesson shows none', async () => {
  const { pages } = app.context
  const lead = await app.user(leo)
  const write = (path: string, source: string) => pages.save(lead, { path, source, how: 'replace' })
  const tags = 'tags: [at-the-next-step]'
  await write('guides/at-a-step', `---\ntitle: 걸음의 글\nkind: guide\nlang: ko\n${tags}\n---\n본문\n`)
  for (const name of ['to-have-in-mind', 'a-step-itself'])
    await write(`lessons/${name}`, `---\ntitle: ${name}\nkind: lesson\nlang: ko\n${tags}\n---\n본문\n`)
  const steps =
    'steps:\n  - {id: one, page: guides/at-a-step}\n  - {id: two, page: lessons/a-step-itself}\n  - {id: end, title: 끝}\n'
  await write('paths/with-lessons', `---\ntitle: 교훈이 있는 길\nkind: path\nlang: ko\n${steps}---\n`)
  const trail = async (ask: Ask) =>
    /<ol class="trail">.*?<\/ol>/s.exec(await textOf(ask('/wiki/paths/with-lessons')))?.[0] ?? ''
  const ask = await app.signIn(mina)
  const first = await trail(ask)
  expect(first.match(/이 걸음에서 떠올릴 교훈/g)).toHaveLength(1)
  expect(first).toContain('href="/wiki/lessons/to-have-in-mind"')
  const step = { path: 'paths/with-lessons', step: 'one', action: 'done' }
  await ask('/learn/step', form(step))
  expect(await trail(ask)).not.toContain('이 걸음에서 떠올릴 교훈')
  const page = await textOf(ask('/wiki/guides/at-a-step?path=paths/with-lessons&step=one'))
  expect(page).toContain('href="/wiki/lessons/to-have-in-mind"')
  await ask('/learn/step', form({ ...step, action: 'undo' }))
})
