import { form, startApp, type Ask, type TestApp } from '../app.ts'
import { ada, leo, mina, noa } from '../cast.ts'

const PAGE = 'guides/judge-a-source'
let app: TestApp
let lead: Ask
let member: Ask

beforeEach(async () => {
  app = await startApp()
  lead = await app.signIn(leo)
  member = await app.signIn(mina)
  await own(PAGE, leo.handle)
})
afterEach(() => app.stop())

const textOf = async (answer: Promise<Response>) => (await answer).text()
const json = async <T>(answer: Promise<Response>) => (await (await answer).json()) as T
const ask = (who: Ask, text: string, more: Record<string, string> = {}) =>
  who('/feedback', form({ path: PAGE, lang: 'ko', kind: 'question', text, ...more }))
const post = (body: unknown): RequestInit => ({
  method: 'POST',
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
})
interface Said {
  readonly id: string
  readonly text: string
  readonly status: string
  readonly passage: string
}
const inboxOf = (who: Ask) => json<{ mine: Said[]; others: Said[]; said: Said[] }>(who('/api/v1/feedback'))

/** Gives the page to somebody. */
async function own(path: string, handle: string): Promise<void> {
  const admin = await app.withToken(ada)
  const { markdown } = await json<{ markdown: string }>(admin(`/api/v1/pages/${path}`))
  const body = markdown.replace(/^owner:.*\n/m, '').replace('---\n', `---\nowner: ${handle}\n`)
  expect((await admin(`/api/v1/pages/${path}`, { method: 'PUT', body })).status).toBe(200)
}

test('a question goes to the owner, who answers in words; the asker is told and the page shows it', async () => {
  const asked = await ask(member, '2차 출처는 언제 믿나요?', { passage: '출처의  순서' })
  expect(asked.status).toBe(303)
  expect(asked.headers.get('location')).toBe(`/wiki/${PAGE}?lang=ko&done=asked#feedback`)
  const [question] = (await inboxOf(lead)).mine
  expect(question).toMatchObject({ text: '2차 출처는 언제 믿나요?', passage: '출처의 순서', status: 'open' })
  expect(await textOf(lead('/'))).toContain(`/feedback/${question?.id}`)
  const answered = await lead(`/feedback/${question?.id}/answer`, form({ answer: '원문과 같을 때요.' }))
  expect(answered.headers.get('location')).toBe('/feedback?done=answered')
  expect(await textOf(member('/notifications'))).toContain('물음에 답이 왔어요')
  expect(await textOf(member(`/wiki/${PAGE}`))).toContain('원문과 같을 때요.')
  expect((await inboxOf(lead)).mine).toEqual([])
})

test('an edit that says so closes the question and takes its answer off the page', async () => {
  await ask(member, '예를 하나 들어 주세요')
  const [question] = (await inboxOf(lead)).mine
  const editor = await textOf(lead(`/edit/${PAGE}?lang=ko&closes=feedback/${question?.id}`))
  expect(editor).toContain(`name="closes" value="feedback/${question?.id}"`)
  const base = /name="base" value="([0-9a-f]{40})"/.exec(editor)?.[1] ?? ''
  const fields = {
    title: '출처',
    kind: 'guide',
    lang: 'ko',
    body: '예를 들면 이래요.',
    base,
    owner: leo.handle,
  }
  const closes = `feedback/${question?.id}`
  expect((await lead(`/edit/${PAGE}?lang=ko`, form({ ...fields, closes }))).status).toBe(303)
  expect((await inboxOf(lead)).mine).toEqual([])
  const [said] = (await inboxOf(member)).said
  expect(said?.status).toBe('closed')
  expect(await textOf(member(`/feedback/${question?.id}`))).toContain(`/changes/${PAGE}?since=`)
  expect(await textOf(member('/notifications'))).toContain('고쳤어요')
})

test('an opinion replaces the earlier one; only one with words waits for the owner', async () => {
  const say = (kind: string, text = '') => member('/feedback', form({ path: PAGE, lang: 'ko', kind, text }))
  await say('unhelpful', '예가 없어요')
  expect((await inboxOf(lead)).mine).toHaveLength(1)
  await say('helpful')
  expect((await inboxOf(lead)).mine).toEqual([])
  expect(await app.context.feedback.countsOf(PAGE)).toEqual({ helpful: 1, unhelpful: 0, questions: 0 })
})

test('a question that is asked on a step goes to the owner of the path', async () => {
  const path = 'paths/first-two-weeks'
  await own(path, ada.handle)
  await ask(member, '여기서 무엇을 하나요?', { stepPath: path, stepId: 'find-your-way' })
  const admin = await app.signIn(ada)
  expect((await inboxOf(admin)).mine).toHaveLength(1)
  expect((await inboxOf(lead)).mine).toEqual([])
  const step = { path, id: 'find-your-way' }
  expect((await app.context.feedback.countsOf(PAGE, step)).questions).toBe(1)
})

test('what cannot be sent comes back with what was typed', async () => {
  const empty = await ask(member, '  ', { passage: '고른 부분' })
  expect(empty.status).toBe(400)
  const again = await empty.text()
  expect(again).toContain('무엇이 궁금한지 적어 주세요')
  expect(again).toContain('고른 부분')
  const long = await ask(member, '가'.repeat(2_001))
  expect([long.status, (await long.text()).includes('가'.repeat(2_001))]).toEqual([400, true])
  expect((await ask(member, '어디?', { path: 'guides/nowhere' })).status).toBe(404)
  expect((await inboxOf(member)).said).toEqual([])
})

test('others may neither read nor answer it; the owner may be a member', async () => {
  await ask(member, '이게 뭐예요?')
  const [question] = (await inboxOf(lead)).mine
  const other = await app.signIn(noa)
  expect((await other(`/feedback/${question?.id}`)).status).toBe(404)
  expect((await other(`/feedback/${question?.id}/answer`, form({ answer: '몰라요' }))).status).toBe(403)
  expect((await app.anonymous(`/feedback/${question?.id}`)).status).toBe(303)
  await own(PAGE, noa.handle)
  expect((await other(`/feedback/${question?.id}/answer`, form({ answer: '이거예요' }))).status).toBe(303)
})

test('whoever asked can take it back, and the owner can say there is nothing to answer', async () => {
  await ask(member, '하나')
  await ask(member, '둘')
  const [first, second] = (await inboxOf(lead)).mine
  await member(`/feedback/${first?.id}/close`, form({}))
  await lead(`/feedback/${second?.id}/close`, form({}))
  expect((await inboxOf(lead)).mine).toEqual([])
  expect((await lead(`/feedback/${second?.id}/answer`, form({ answer: '늦은 답' }))).status).toBe(409)
})

test('programs ask, say and answer by the same rules', async () => {
  const [own, answering] = [await app.withToken(mina), await app.withToken(leo)]
  const asked = await own(`/api/v1/pages/${PAGE}/questions`, post({ text: '왜요?', lang: 'ko' }))
  expect(asked.status).toBe(201)
  const { id } = (await asked.json()) as Said
  expect((await own(`/api/v1/pages/${PAGE}/feedback`, post({ helpful: 'yes' }))).status).toBe(400)
  expect((await own(`/api/v1/pages/${PAGE}/feedback`, post({ helpful: true }))).status).toBe(201)
  expect((await own(`/api/v1/feedback/${id}/answer`, post({ answer: '스스로' }))).status).toBe(403)
  const answered = await json<Said>(answering(`/api/v1/feedback/${id}/answer`, post({ answer: '그래서요' })))
  expect(answered).toMatchObject({ status: 'answered', answer: '그래서요' })
  expect((await own('/api/v1/feedback/unknown/close', post({}))).status).toBe(404)
  const told = await json<{ results: { text: string; id: string }[] }>(own('/api/v1/me/notifications'))
  expect(told.results).toHaveLength(1)
})

test('what is said is shown as it was typed and runs nowhere (abuse 1)', async () => {
  const evil = '<img src=x onerror=alert(1)><script>alert(2)</script>'
  await ask(member, evil, { passage: evil })
  const [question] = (await inboxOf(lead)).mine
  await lead(`/feedback/${question?.id}/answer`, form({ answer: evil }))
  for (const address of ['/feedback', `/feedback/${question?.id}`, `/wiki/${PAGE}`, '/']) {
    const html = await textOf(lead(address))
    expect(html).not.toMatch(/<img src=x|<script>alert/)
  }
})
