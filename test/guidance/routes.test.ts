import { form, startApp, type Ask, type TestApp } from '../app.ts'
import { leo, mina, noa } from '../cast.ts'

const LESSON = 'lessons/read-the-official-docs-first'
let app: TestApp
let lead: Ask
let member: Ask
let clock: Date

beforeEach(async () => {
  clock = new Date('2026-11-24T03:00:00Z')
  app = await startApp({ now: () => clock })
  lead = await app.signIn(leo)
  member = await app.signIn(mina)
})
afterEach(() => app.stop())

const textOf = async (answer: Promise<Response>) => (await answer).text()
const statusOf = async (answer: Promise<Response>) => (await answer).status
const json = async <T>(answer: Promise<Response>) => (await (await answer).json()) as T
const apply = (who: Ask, fields: Record<string, string>, path = LESSON) =>
  who(`/applications/${path}`, form({ where: 'PR 1', outcome: 'held', note: '', ...fields }))
const body = (method: string, value: unknown): RequestInit => ({
  method,
  body: JSON.stringify(value),
  headers: { 'content-type': 'application/json' },
})
const put = async (path: string, markdown: string) =>
  (await app.withToken(leo))(`/api/v1/pages/${path}`, { method: 'PUT', body: markdown })

test('a member applies a lesson without scripts; the lesson shows counts, a bar and the newest first', async () => {
  const before = await textOf(member(`/wiki/${LESSON}`))
  expect(before).toContain('아직 적용해 본 사람이 없어요')
  const sent = await apply(member, {
    where: '변경 #482 https://git.example/482',
    note: '옵션이 이미 있었어요.',
  })
  expect([sent.status, sent.headers.get('location')]).toEqual([303, `/wiki/${LESSON}?done=applied#log`])
  await apply(member, { outcome: 'partly', note: '옛 버전이었어요.' })
  const page = await textOf(member(`/wiki/${LESSON}`))
  expect(page).toContain('2번 적용 · 1번 맞았어요')
  expect(page).toContain('href="https://git.example/482">변경 #482</a>')
  expect(page.indexOf('옛 버전이었어요.')).toBeLessThan(page.indexOf('옵션이 이미 있었어요.'))
  expect(page).toContain('aria-label="맞음 1, 조금 1, 아님 0"')
  const english = await textOf(lead(`/wiki/${LESSON}?lang=en`))
  expect(english).toContain('변경 #482')
})

test('what cannot be kept comes back with what was typed, in both languages', async () => {
  const refused = await apply(member, { where: 'javascript:alert(1)', note: '그대로 남을 말' })
  expect(refused.status).toBe(400)
  const again = await refused.text()
  expect(again).toContain('그대로 남을 말')
  expect(again).toContain('http나 https로 시작하는 링크만')
  const without = await member(`/applications/${LESSON}`, form({ where: 'PR 7', note: '' }))
  expect([without.status, (await without.text()).includes('value="PR 7"')]).toEqual([400, true])
  const english = await apply(member, { where: '' }).then(() =>
    member(`/applications/${LESSON}`, { ...form({ where: '' }), headers: { 'accept-language': 'en' } }),
  )
  expect(await english.text()).toContain('Choose one of the three.')
  expect(await json(member(`/api/v1/pages/${LESSON}/applications`))).toMatchObject({ total: 0, results: [] })
})

test('what is written into a log runs nowhere (abuse 1)', async () => {
  const evil = '"><img src=x onerror=alert(1)><script>alert(2)</script>'
  await apply(member, { where: evil, note: evil })
  for (const address of [`/wiki/${LESSON}`, `/applications/${LESSON}`])
    expect(await textOf(lead(address))).not.toMatch(/<img src=x|<script>alert/)
})

test('a lesson that stopped holding says so wherever it is shown and waits for its owner', async () => {
  await put(LESSON, `---\ntitle: 문서\nkind: lesson\nlang: ko\nowner: leo\n---\n`)
  await apply(member, { outcome: 'not' })
  await apply(member, { outcome: 'not' })
  for (const address of [`/wiki/${LESSON}`, '/lessons'])
    expect(await textOf(member(address))).toContain('badge stopped')
  expect(await textOf(lead('/'))).toContain(`/wiki/${LESSON}#log`)
  expect(await textOf(lead('/notifications'))).toContain('‘문서’가 요즘은 맞지 않는다고 해요')
  expect(await textOf(member('/'))).not.toContain(`/wiki/${LESSON}#log`)
})

test('one’s own entry can be taken back from the page, and only for some minutes', async () => {
  await apply(member, { where: 'PR 1' })
  const { results } = await json<{ results: { id: string }[] }>(
    member(`/api/v1/pages/${LESSON}/applications`),
  )
  const id = results[0]?.id ?? ''
  const remove = (who: Ask) => who(`/applications-removed/${LESSON}`, form({ id }))
  expect(await textOf(member(`/wiki/${LESSON}`))).toContain('/applications-removed/')
  expect(await textOf(lead(`/wiki/${LESSON}`))).not.toContain('/applications-removed/')
  expect(await statusOf(remove(await app.signIn(noa)))).toBe(403)
  clock = new Date(clock.getTime() + 11 * 60_000)
  expect(await textOf(member(`/wiki/${LESSON}`))).not.toContain('/applications-removed/')
  expect(await statusOf(remove(member))).toBe(403)
  expect(await statusOf(remove(lead))).toBe(303)
  expect(await statusOf(remove(lead))).toBe(404)
})

test('programs read and add to a log by the same rules', async () => {
  const [own, other] = [await app.withToken(mina), await app.withToken(leo)]
  const address = `/api/v1/pages/${LESSON}/applications`
  const entry = { where: 'https://git.example/1', outcome: 'held', note: 'It did.' }
  const added = await own(address, body('POST', entry))
  expect(added.status).toBe(201)
  const kept = (await added.json()) as { id: string }
  expect(kept).toMatchObject({ ...entry, by: 'mina', at: '2026-11-24T03:00:00.000Z' })
  await other(address, body('POST', { where: 'ticket', outcome: 'not' }))
  const log = await json<{ results: { outcome: string }[]; counts: object }>(own(address))
  expect(log.results.map(({ outcome }) => outcome)).toEqual(['not', 'held'])
  expect(log.counts).toEqual({ held: 1, partly: 0, not: 1 })
  for (const bad of [
    {},
    { where: '', outcome: 'held' },
    { ...entry, outcome: 'maybe' },
    { ...entry, more: 1 },
    { ...entry, where: 'file:///x' },
  ])
    expect(await statusOf(own(address, body('POST', bad)))).toBe(400)
  expect(await statusOf(own('/api/v1/pages/lessons/none/applications'))).toBe(404)
  expect(await statusOf(own('/api/v1/pages/lessons/none/applications', body('POST', entry)))).toBe(404)
  const guide = await own('/api/v1/pages/guides/judge-a-source/applications', body('POST', entry))
  expect([guide.status, ((await guide.json()) as { detail: string }).detail]).toEqual([
    400,
    expect.stringMatching(/lesson|교훈/),
  ])
  expect(await statusOf(app.anonymous(address))).toBe(401)
  expect(await statusOf(own(`${address}/${kept.id}`, { method: 'DELETE' }))).toBe(204)
})

test('leads see what contradicts and settle it; others may not', async () => {
  const lesson = (title: string, advice: string) =>
    `---\ntitle: ${title}\nkind: lesson\nlang: ko\nlesson:\n  when: 배포할 때\n  ${advice}\n---\n`
  expect(await textOf(lead('/contradictions'))).toContain('어긋나는 교훈이 없어요')
  await put('lessons/ga', lesson('금요일에도 간다', 'do: [금요일에 배포해요]'))
  await put('lessons/na', lesson('금요일엔 쉰다', 'dont: [금요일에는 배포하지 않아요]'))
  expect(await textOf(lead('/'))).toContain('금요일에도 간다 ↔ 금요일엔 쉰다')
  const page = await textOf(lead('/contradictions'))
  expect(page).toContain('<mark>금요일에 배포해요</mark>')
  const id = /name="id" value="([\w-]+)"/.exec(page)?.[1] ?? ''
  expect(await statusOf(member('/contradictions'))).toBe(403)
  expect(await statusOf(member('/contradictions', form({ id, way: 'agree', reason: 'x' })))).toBe(403)
  const empty = await lead('/contradictions', form({ id, way: 'agree', reason: ' ' }))
  expect([empty.status, (await empty.text()).includes('까닭을 한 문장으로')]).toEqual([400, true])
  expect(await statusOf(lead('/contradictions', form({ id, way: 'fight' })))).toBe(400)
  expect(await statusOf(lead('/contradictions', form({ id: 'none', way: 'agree', reason: 'x' })))).toBe(404)
  const token = await app.withToken(leo)
  expect(await json(token('/api/v1/contradictions'))).toMatchObject({ results: [{ id, declared: false }] })
  expect(
    await statusOf(
      token(`/api/v1/contradictions/${id}`, body('POST', { way: 'supersede', keep: 'lessons/na' })),
    ),
  ).toBe(204)
  expect(await json(token('/api/v1/contradictions'))).toEqual({ results: [] })
  expect(await textOf(member('/wiki/lessons/ga'))).toContain('금요일엔 쉰다')
  expect(await textOf(member('/lessons'))).toContain('badge superseded')
})

test('a circle of replacing is refused by the editor with what was typed, and by the API', async () => {
  const page = (front = '') => `---\ntitle: T\nkind: lesson\nlang: ko\n${front}---\n\n글\n`
  await put('lessons/a', page())
  await put('lessons/b', page('supersedes: [lessons/a]\n'))
  const problem = await put('lessons/a', page('supersedes: [lessons/b]\n'))
  expect(problem.status).toBe(400)
  expect(((await problem.json()) as { detail: string }).detail).toContain('lessons/a → lessons/b → lessons/a')
  const editor = await textOf(lead('/edit/lessons/a'))
  const base = /name="base" value="([0-9a-f]{40})"/.exec(editor)?.[1] ?? ''
  const fields = { title: 'T', kind: 'lesson', lang: 'ko', body: '쓰던 글', base, supersedes: 'lessons/b' }
  const again = await lead('/edit/lessons/a', form(fields))
  expect(again.status).toBe(400)
  const html = await again.text()
  expect(html).toContain('lessons/a → lessons/b → lessons/a')
  expect(html).toContain('쓰던 글')
  expect(html).toMatch(/name="supersedes"[^>]*>\s*lessons\/b</)
})

test('the editor offers the directions, and a choice becomes front matter', async () => {
  const editor = await textOf(lead('/new/guide'))
  expect(editor).toContain('<option value="directions/2026"')
  const fields = {
    title: '새 가이드',
    kind: 'guide',
    lang: 'ko',
    path: 'guides/new',
    body: '글',
    status: 'published',
  }
  await lead('/new/guide', form({ ...fields, supports: 'directions/2026' }))
  expect(await textOf(lead('/wiki/guides/new.md'))).toContain('supports:\n  - directions/2026\n')
  expect(await textOf(member('/wiki/directions/2026'))).toContain('새 가이드')
  const alone = { ...fields, title: '홀로', path: 'guides/alone', supports: '' }
  await lead('/new/guide', form(alone))
  expect(await textOf(lead('/wiki/directions/2026'))).toContain('홀로 서 있는 글')
  expect(await textOf(member('/wiki/directions/2026'))).not.toContain('홀로 서 있는 글')
})

test('a retrospective is written in a guided form; a lesson is drawn from it with one click, and its action ticked', async () => {
  const guided = await textOf(lead('/new/retro'))
  expect(guided).toContain('name="reason1"')
  const fields = {
    title: '분기 회고',
    kind: 'retro',
    lang: 'ko',
    path: 'retros/q',
    body: '',
    status: 'published',
  }
  const rows = {
    reason1: '빨라지려고',
    outcome1: '조금 빨라졌어요',
    reason2: '',
    learned1: '먼저 잰다',
    action1: '재요',
  }
  const saved = await lead(
    '/new/retro',
    form({ ...fields, ...rows, actionOwner1: 'mina', actionBy1: '2026-12-01' }),
  )
  expect(saved.status).toBe(303)
  const page = await textOf(lead('/wiki/retros/q'))
  for (const words of ['빨라지려고', '조금 빨라졌어요', '먼저 잰다']) expect(page).toContain(words)
  expect(await textOf(member('/'))).toContain('/wiki/retros/q#actions')
  expect(await textOf(member('/wiki/retros/q'))).not.toContain('/retro-lessons/')
  const draw = (who: Ask, more: Record<string, string> = {}) =>
    who(
      '/retro-lessons/retros/q',
      form({ item: '0', learned: '먼저 잰다', what: '글로 써요', owner: 'leo', by: '', ...more }),
    )
  expect(await statusOf(draw(member))).toBe(403)
  const late = await draw(lead, { by: '2026-01-01', what: '남을 말' })
  expect([late.status, (await late.text()).includes('남을 말')]).toEqual([400, true])
  const drawn = await draw(lead)
  expect(drawn.headers.get('location')).toBe('/edit/lessons/%EB%A8%BC%EC%A0%80-%EC%9E%B0%EB%8B%A4')
  expect(await textOf(lead(drawn.headers.get('location') ?? ''))).toContain('value="retros/q"')
  expect(await textOf(lead('/wiki/retros/q'))).toContain('교훈이 됐어요')
  expect(await statusOf(draw(lead))).toBe(409)
  const tick = (who: Ask) => who('/retro-actions/retros/q', form({ item: '0', what: '재요', done: 'yes' }))
  expect(await statusOf(tick(await app.signIn(noa)))).toBe(403)
  expect(await statusOf(tick(member))).toBe(303)
  expect(await textOf(member('/'))).not.toContain('/wiki/retros/q#actions')
  const token = await app.withToken(mina)
  const untick = await token('/api/v1/pages/retros/q/actions/0', body('PUT', { done: false }))
  expect(untick.status).toBe(200)
  expect(await statusOf(token('/api/v1/pages/retros/q/actions/1', body('PUT', { done: true })))).toBe(403)
  expect(await statusOf(token('/api/v1/pages/retros/q/actions/9', body('PUT', { done: true })))).toBe(404)
  const editor = await textOf(lead('/edit/retros/q'))
  expect(editor).toContain('name="action2"')
  const base = /name="base" value="([0-9a-f]{40})"/.exec(editor)?.[1] ?? ''
  const more = {
    learned1: '먼저 잰다',
    learned2: '둘째',
    action1: '재요',
    actionOwner1: 'mina',
    actionBy1: '2026-12-01',
  }
  await lead(
    '/edit/retros/q',
    form({ ...fields, base, ...rows, ...more, action2: '글로 써요', actionOwner2: 'leo' }),
  )
  const source = await textOf(lead('/wiki/retros/q.md'))
  expect(source).toContain('- what: 둘째')
  expect(source.match(/lesson: lessons\/먼저-잰다/g)).toHaveLength(2)
})

test('a direction shows its small cycles, where it is now, and what each works by, in both languages', async () => {
  const korean = await textOf(member('/wiki/directions/2026'))
  expect(korean).toMatch(/1\. 남기기<\/b><span class="badge here"[^>]*>지금</)
  expect(korean).toContain('href="/wiki/guides/write-a-lesson"')
  expect(await textOf(member('/wiki/directions/2026?lang=en'))).toContain('1. Keep')
})

test('a page shows the lessons for it', async () => {
  const page = await textOf(member('/wiki/guides/internal-tool-checklist'))
  expect(page).toContain('이럴 때의 교훈')
})
