import { form, startApp, type Ask, type TestApp } from '../app.ts'
import { ada, leo, mina, noa } from '../cast.ts'

const PATH = 'paths/following'
const source = `---
title: 따라 걷는 길
kind: path
lang: ko
owner: leo
steps:
  - {id: read, section: 첫날, page: guides/follow, minutes: 5, due: 1d}
  - id: quiz
    title: 퀴즈 하나
    check: {type: quiz, questions: [{ask: 무엇을 먼저 할까요?, options: [숨은답, 다른답], answer: [숨은답], because: 숨은까닭이에요}]}
  - {id: task, title: 첫 교훈 쓰기, after: [read], check: {type: task, do: 써요, confirm: true}}
---

본문이에요.
`
const guide = (body: string) =>
  `---\ntitle: 따라 읽는 글\nkind: guide\nlang: ko\n---\n\n## 앞\n\n그대로예요. ${'같은 말 '.repeat(20)}\n\n${body}\n`

let app: TestApp
let lead: Ask
let member: Ask
let other: Ask
beforeAll(async () => {
  app = await startApp({ people: [ada, leo, mina, noa] })
  lead = await app.signIn(leo)
  member = await app.signIn(mina)
  other = await app.signIn(noa)
})
afterAll(() => app.stop())
const save = async (path: string, text: string, trailers?: Record<string, string>) =>
  app.context.pages.save(await app.user(leo), { path, source: text, how: 'replace', trailers })
const text = async (answer: Promise<Response>) => (await answer).text()
const tick = (ask: Ask, step: string, more: Record<string, string> = {}) =>
  ask('/learn/step', form({ path: PATH, step, action: 'done', ...more }))

beforeEach(async () => {
  await save('guides/follow', guide('처음 글이에요.'))
  await save(PATH, source)
  const { learning } = app.context
  for (const person of [mina, noa]) {
    const user = await app.user(person)
    for (const step of ['read', 'quiz', 'task']) await learning.reopenStep(user, PATH, step)
  }
})

test('a member walks to the end: locked, read, quiz, task confirmed by a lead, and a record that anybody may check', async () => {
  const before = await text(member(`/wiki/${PATH}`))
  expect(before).toContain('먼저 할 걸음')
  const early = await tick(member, 'task', { evidence: '제 교훈이에요' })
  expect([early.status, await early.text()]).toEqual([400, expect.stringContaining('제 교훈이에요')])
  await tick(member, 'read')
  await tick(member, 'quiz', { a0: '숨은답' })
  expect((await tick(member, 'task', { evidence: '제 교훈이에요' })).headers.get('location')).toContain(PATH)
  expect(await text(member(`/wiki/${PATH}`))).toContain('확인을 기다려요')
  expect(await text(member('/confirmations'))).toContain('할 일은 리드와 그 사람의 버디가 확인해요')
  expect((await member('/confirmations')).status).toBe(403)

  expect(await text(lead('/'))).toContain('김민아 님의 할 일을 확인해요')
  const list = await text(lead('/confirmations'))
  expect(list).toContain('제 교훈이에요')
  const fields = { handle: 'mina', path: PATH, step: 'task' }
  const bare = await lead('/confirmations', form({ ...fields, action: 'back', said: ' ' }))
  expect([bare.status, await bare.text()]).toEqual([400, expect.stringContaining('한 문장으로 적어 주세요')])
  expect((await member('/confirmations', form({ ...fields, action: 'confirm' }))).status).toBe(403)
  const done = await lead('/confirmations', form({ ...fields, action: 'confirm' }))
  expect([done.status, done.headers.get('location')]).toEqual([303, '/confirmations?done=confirmed'])

  expect(await text(member('/notifications'))).toContain('첫 교훈 쓰기')
  const path = await text(member(`/wiki/${PATH}`))
  const record = /\/learn\/records\/([\w-]+)/.exec(path)?.[1] ?? ''
  for (const ask of [member, other, lead]) {
    const page = await text(ask(`/learn/records/${record}`))
    expect(page).toContain('김민아')
    expect(page).not.toMatch(/제 교훈이에요|숨은답/)
  }
  expect((await app.anonymous(`/learn/records/${record}`)).status).toBe(303)
  expect((await member('/learn/records/none')).status).toBe(404)
})

test('the last step leads to the record', async () => {
  await save(
    'paths/short',
    '---\ntitle: 짧은 길\nkind: path\nlang: ko\nsteps: [{id: a, page: guides/follow}]\n---\n',
  )
  const answer = await other('/learn/step', form({ path: 'paths/short', step: 'a', action: 'done' }))
  expect(answer.headers.get('location')).toMatch(/^\/learn\/records\/[\w-]+$/)
  expect((await other('/learn/records', form({ path: PATH }))).status).toBe(400)
  expect((await other('/learn/records', form({ path: 'paths/short' }))).status).toBe(303)
  expect((await other('/learn/records', form({}))).status).toBe(400)
})

test('a step whose page changed in a way that matters leads to only what changed, and back', async () => {
  await tick(member, 'read')
  await save('guides/follow', guide('처음 글이에요. 작은 고침.'))
  expect(await text(member(`/wiki/${PATH}`))).not.toContain('바뀐 곳만 보기')
  await save('guides/follow', guide('새로 쓴 글이에요.'), { 'Look-again': 'yes' })
  const path = await text(member(`/wiki/${PATH}`))
  const address = /href="(\/changes\/guides\/follow\?[^"]+)"/.exec(path)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const changes = await text(member(address))
  expect(changes).toContain('새로 쓴 글이에요.')
  expect(changes).not.toContain('그대로예요.</p>')
  const revision = /name="revision" value="(\w+)"/.exec(changes)?.[1] ?? ''
  expect((await tick(member, 'read', { revision, lang: 'ko' })).status).toBe(303)
  expect(await text(member(`/wiki/${PATH}`))).not.toContain('바뀐 곳만 보기')
})

test('answers of a quiz are in no page, search result, excerpt or answer of the API before they are given', async () => {
  const token = await app.withToken(mina)
  const found = async (word: string) => {
    const answer = await token(`/api/v1/search?q=${encodeURIComponent(word)}&limit=100`)
    const { results } = (await answer.json()) as { results: { path: string; excerpt: unknown }[] }
    return results.filter(({ path, excerpt }) => path === PATH && JSON.stringify(excerpt).includes(word))
  }
  expect(await found('본문이에요')).toHaveLength(1)
  for (const word of ['숨은까닭이에요', '숨은답']) {
    expect(await found(word)).toEqual([])
    expect(await text(member(`/search?q=${encodeURIComponent(word)}`))).not.toContain('무엇을 먼저 할까요')
  }
  for (const path of [`/wiki/${PATH}`, '/learn', '/', `/api/v1/paths/${PATH}`]) {
    expect(await text((path.startsWith('/api') ? token : member)(path))).not.toContain('숨은까닭이에요')
  }
  await tick(member, 'quiz', { a0: '숨은답' })
  expect(await text(member(`/wiki/${PATH}`))).toContain('숨은까닭이에요')
})

describe('through the API', () => {
  const send = (ask: Ask, path: string, body: unknown, method = 'POST') =>
    ask(path, { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })
  const stepsOf = `/api/v1/paths/${PATH}/steps`

  test('a task waits, is sent back, waits again and is confirmed; nobody but leads and buddies decides', async () => {
    const [token, leads, others] = await Promise.all([mina, leo, noa].map((one) => app.withToken(one)))
    if (!token || !leads || !others) throw new Error('nobody asks')
    const status = async () => {
      const { paths } = (await (await token('/api/v1/me/progress')).json()) as {
        paths: { path: string; steps: { id: string; status: string; revision: string | null }[] }[]
      }
      return paths.find(({ path }) => path === PATH)?.steps.find(({ id }) => id === 'task')
    }
    const locked = await send(token, `${stepsOf}/task/completion`, { evidence: '링크' }, 'PUT')
    expect([locked.status, locked.headers.get('content-type')]).toEqual([400, 'application/problem+json'])
    await send(token, `${stepsOf}/read/completion`, {}, 'PUT')
    const sent = await send(token, `${stepsOf}/task/completion`, { evidence: '링크' }, 'PUT')
    expect(await sent.json()).toEqual({ status: 'waiting', revision: '' })
    expect(await status()).toMatchObject({ status: 'waiting' })

    expect((await token('/api/v1/confirmations')).status).toBe(403)
    const { results } = (await (await leads('/api/v1/confirmations')).json()) as {
      results: { handle: string }[]
    }
    expect(results).toContainEqual(
      expect.objectContaining({ handle: 'mina', step: 'task', evidence: '링크' }),
    )
    const decide = (ask: Ask, body: object) =>
      send(ask, `${stepsOf}/task/confirmation`, { handle: 'mina', ...body })
    expect((await decide(others, { verdict: 'confirmed' })).status).toBe(403)
    expect((await decide(token, { verdict: 'confirmed' })).status).toBe(403)
    expect((await decide(leads, { verdict: 'back' })).status).toBe(400)
    expect((await decide(leads, { verdict: 'perhaps' })).status).toBe(400)
    expect((await decide(leads, { handle: 'nobody', verdict: 'confirmed' })).status).toBe(404)
    expect(await (await decide(leads, { verdict: 'back', said: '조금 더' })).json()).toEqual({
      status: 'todo',
    })
    expect(await status()).toEqual({ id: 'task', status: 'todo', revision: null, completedAt: null })
    await send(token, `${stepsOf}/task/completion`, { evidence: '더 쓴 링크' }, 'PUT')
    expect(await (await decide(leads, { verdict: 'confirmed' })).json()).toEqual({ status: 'done' })
    expect(await status()).toMatchObject({ status: 'done' })
    expect((await decide(leads, { verdict: 'confirmed' })).status).toBe(400)
  })

  test('a record is read by everybody with a token', async () => {
    const user = await app.user(ada)
    await save(
      'paths/tiny',
      '---\ntitle: 아주 짧은 길\nkind: path\nlang: ko\nsteps: [{id: a, page: guides/follow}]\n---\n',
    )
    const { finish } = await app.context.learning.completeStep(user, 'paths/tiny', 'a')
    const token = await app.withToken(noa)
    expect(await (await token(`/api/v1/records/${finish?.id}`)).json()).toMatchObject({
      name: 'Ada Han',
      path: 'paths/tiny',
      steps: [{ id: 'a', page: 'guides/follow' }],
    })
    expect((await token('/api/v1/records/none')).status).toBe(404)
  })

  test('loops are refused with the loop in words', async () => {
    const token = await app.withToken(leo)
    const body = '---\ntitle: 원\nkind: path\nlang: ko\nsteps: [{id: a, page: paths/round}]\n---\n'
    const answer = await token('/api/v1/pages/paths/round', { method: 'PUT', body })
    expect([answer.status, ((await answer.json()) as { detail: string }).detail]).toEqual([
      400,
      expect.stringContaining('원 → 원'),
    ])
  })
})

test('the home page shows the next step, who to ask, and what was sent back', async () => {
  await tick(member, 'read')
  const home = await text(member('/'))
  expect(home).toContain('퀴즈 하나')
  expect(home).toContain('/people/leo')
  await tick(member, 'task', { evidence: '초안' })
  await app.context.learning.sendBack(
    await app.user(leo),
    { handle: 'mina', path: PATH, stepId: 'task' },
    '더 써 주세요',
  )
  expect(await text(member('/'))).toContain('Leo Park 님이 더 부탁했어요')
  expect(await text(member(`/wiki/${PATH}`))).toContain('Leo Park 님: 더 써 주세요')
})
