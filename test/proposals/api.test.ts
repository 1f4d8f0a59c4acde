import type { Ask } from '../app.ts'
import { leo, mina, noa } from '../cast.ts'
import { ORIGINAL, PAGE, startWorld, withLine, type World } from './world.ts'

let world: World
let member: Ask
let lead: Ask
beforeAll(async () => {
  world = await startWorld()
  member = await world.app.withToken(mina)
  lead = await world.app.withToken(leo)
})
afterAll(() => world.app.stop())

interface Shown {
  readonly id: number
  readonly status: string
  readonly state: string
  readonly title: string
  readonly author: { handle: string | null }
  readonly changes: {
    file: string
    revision: string
    lines: { kind: string; text: string }[]
    html: string
  }[]
  readonly comments: { kind: string; text: string; anchor?: { presentLine: number | null } }[]
}
const send = (ask: Ask, path: string, body: unknown) =>
  ask(path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })
const shownOf = async (answer: Promise<Response>) => (await (await answer).json()) as Shown
const propose = (source: string, why = '글 고치기') =>
  send(member, '/api/v1/proposals', { path: PAGE, markdown: source, base: world.revision(PAGE), why })

test('a proposal is made, read, talked about, revised and accepted', async () => {
  const source = withLine(1, '밧줄은 셋이 잡아요.')
  const made = await propose(source, '셋이 잡기\n\n바람이 세요')
  expect(made.status).toBe(201)
  const first = (await made.json()) as Shown
  expect(made.headers.get('location')).toBe(`/api/v1/proposals/${first.id}`)
  expect(first).toMatchObject({
    status: 'open',
    state: 'clean',
    title: '셋이 잡기',
    author: { handle: 'mina' },
  })
  expect(first.changes[0]?.lines.filter(({ kind }) => kind !== 'same')).toEqual([
    { kind: 'removed', old: 10, text: '밧줄은 두 사람이 잡아요.' },
    { kind: 'added', new: 10, text: '밧줄은 셋이 잡아요.' },
  ])
  expect(first.changes[0]?.html).toMatch(/밧줄은 <del>두 사람이<\/del><ins>셋이<\/ins> 잡아요/)

  const path = `/api/v1/proposals/${first.id}`
  const said = await send(lead, `${path}/comments`, { text: '왜요?', file: `${PAGE}.md`, line: 10 })
  expect(said.status).toBe(201)
  expect((await send(lead, `${path}/decision`, { decision: 'ask', reason: '까닭도요' })).status).toBe(200)
  const base = first.changes[0]?.revision
  const markdown = withLine(1, '밧줄은 셋이 잡아요. 바람이 세니까요.')
  const revised = await shownOf(send(member, `${path}/revisions`, { markdown, base }))
  expect(revised).toMatchObject({ status: 'open' })
  expect(revised.comments.map(({ kind }) => kind)).toEqual(['comment', 'asked', 'revised'])
  expect(revised.comments[0]?.anchor?.presentLine).toBeNull()
  expect((await send(member, `${path}/revisions`, { markdown, base })).status).toBe(412)

  const accepted = await shownOf(send(lead, `${path}/decision`, { decision: 'accept', reason: '고마워요' }))
  expect(accepted).toMatchObject({ status: 'accepted' })
  expect(await world.read(PAGE)).toBe(markdown)
  expect((await send(lead, `${path}/decision`, { decision: 'accept' })).status).toBe(409)
  const list = (await (await member('/api/v1/proposals?state=closed')).json()) as { results: Shown[] }
  expect(list.results).toMatchObject([{ id: first.id, status: 'accepted' }])
  const older = await member(`/api/v1/proposals?state=closed&before=${first.id}&limit=1`)
  expect(await older.json()).toEqual({ total: 1, results: [] })
  await world.app.context.pages.save(await world.app.user(leo), {
    path: PAGE,
    source: ORIGINAL,
    how: 'replace',
  })
})

test('an overlap answers 409 with both texts of each page', async () => {
  const made = await shownOf(propose(withLine(0, '물때를 봐요.')))
  await world.app.context.pages.save(await world.app.user(leo), {
    path: PAGE,
    source: withLine(0, '파도를 봐요.'),
    how: 'replace',
  })
  const answer = await send(lead, `/api/v1/proposals/${made.id}/decision`, { decision: 'accept' })
  expect(answer.status).toBe(409)
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  expect(await answer.json()).toMatchObject({
    status: 409,
    code: 'conflict',
    files: [
      { path: PAGE, base: ORIGINAL, theirs: withLine(0, '파도를 봐요.'), mine: withLine(0, '물때를 봐요.') },
    ],
  })
  expect(await shownOf(lead(`/api/v1/proposals/${made.id}`))).toMatchObject({
    status: 'open',
    state: 'conflict',
  })
  await send(lead, `/api/v1/proposals/${made.id}/decision`, {
    decision: 'decline',
    reason: '파도가 먼저예요',
  })
  await world.app.context.pages.save(await world.app.user(leo), {
    path: PAGE,
    source: ORIGINAL,
    how: 'replace',
  })
})

test('what cannot be taken is answered with a reason, in the reader’s language', async () => {
  const base = world.revision(PAGE)
  const bad: [unknown, number][] = [
    [{}, 400],
    [{ path: PAGE, markdown: withLine(0, 'x'), base }, 400],
    [{ path: PAGE, markdown: withLine(0, 'x'), base, why: '' }, 400],
    [{ path: PAGE, markdown: ORIGINAL, base, why: 'x' }, 400],
    [{ path: PAGE, markdown: withLine(0, 'x'), why: 'x' }, 412],
    [{ path: PAGE, markdown: '---\n[\n---\n', base, why: 'x' }, 400],
    [{ path: PAGE, markdown: withLine(0, 'x'), base: 'HEAD', why: 'x' }, 400],
    [{ path: 'guides/none', markdown: withLine(0, 'x'), base, why: 'x' }, 404],
    [{ path: '.git/config', markdown: withLine(0, 'x'), why: 'x' }, 400],
  ]
  for (const [body, status] of bad) {
    const answer = await send(member, '/api/v1/proposals', body)
    expect([body, answer.status]).toEqual([body, status])
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  }
  const empty = { path: PAGE, markdown: withLine(0, 'x'), base, why: '' }
  const english = await member('/api/v1/proposals', {
    method: 'POST',
    body: JSON.stringify(empty),
    headers: { 'content-type': 'application/json', 'accept-language': 'en' },
  })
  expect(((await english.json()) as { detail: string }).detail).toContain('Say why')
})

test('roles are kept: members decide nothing, nobody revises or withdraws another’s, strangers see nothing', async () => {
  const made = await shownOf(propose(withLine(0, '역할')))
  const path = `/api/v1/proposals/${made.id}`
  const stranger = await world.app.withToken(noa)
  for (const decision of ['accept', 'ask', 'decline', 'withdraw'])
    expect((await send(stranger, `${path}/decision`, { decision, reason: 'x' })).status).toBe(403)
  expect((await send(lead, `${path}/decision`, { decision: 'withdraw' })).status).toBe(403)
  const base = made.changes[0]?.revision
  expect((await send(stranger, `${path}/revisions`, { markdown: ORIGINAL, base })).status).toBe(403)
  expect((await send(stranger, `${path}/comments`, { text: '누구나 말해요' })).status).toBe(201)
  expect((await world.app.anonymous(path)).status).toBe(401)
  expect((await send(member, `${path}/decision`, { decision: 'withdraw' })).status).toBe(200)
})
