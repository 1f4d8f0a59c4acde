import { form } from '../app.ts'
import { ada, leo, mina, noa } from '../cast.ts'
import { json, openWorld, type World } from './world.ts'

let world: World
beforeAll(async () => void (world = await openWorld()))
afterAll(() => world.app.stop())

/** The id of a new gap. */
async function wished(text: string): Promise<string> {
  await world.wish(world.member, text)
  return (await world.find(text))?.id ?? ''
}
async function noaIsBack(): Promise<void> {
  await world.app.context.accounts.standing.enable('command', noa.handle)
  world.other = await world.app.signIn(noa)
}
const textOf = async (answer: Promise<Response>) => (await answer).text()

test('a lead takes a gap: it waits on their home page until its day, and late after it', async () => {
  const due = world.day(1)
  const id = await wished('기린 목욕')
  const taken = await world.lead(`/gaps/${id}/take`, form({ due }))
  expect(taken.headers.get('location')).toBe(`/gaps/${id}?done=taken`)
  expect(await world.find('기린 목욕')).toMatchObject({ status: 'taken', assignee: 'leo', due })
  expect(await textOf(world.lead('/'))).toContain(`/gaps/${id}`)
  expect(await textOf(world.lead('/gaps'))).toContain('leo님이 쓰고 있어요')
  world.passDays(2)
  const home = await textOf(world.lead('/'))
  expect(/badge overdue[^]*?쓰기로 한 날/.test(home)).toBe(true)
  expect(await textOf(world.lead('/gaps'))).toContain('까지였어요')
})

test('a second lead is told who has it, and nothing changes', async () => {
  const id = await wished('하마 목욕')
  await world.lead(`/gaps/${id}/take`, form({}))
  const admin = await world.app.signIn(ada)
  const refused = await admin(`/gaps/${id}/take`, form({}))
  expect([refused.status, (await refused.text()).includes('leo님이 먼저 맡았어요')]).toEqual([409, true])
  const byApi = await (await world.app.withToken(ada))(`/api/v1/gaps/${id}`, json({ action: 'take' }))
  expect([byApi.status, ((await byApi.json()) as { code: string }).code]).toEqual([409, 'conflict'])
  expect(await world.find('하마 목욕')).toMatchObject({ assignee: 'leo' })
})

test('a lead gives a gap to somebody with a day; they are told, see it, and may put it back', async () => {
  const due = world.day(30)
  const id = await wished('사자 목욕')
  await world.lead(`/gaps/${id}/give`, form({ to: '@Noa', due }))
  expect(await world.find('사자 목욕')).toMatchObject({ status: 'taken', assignee: 'noa', due })
  expect((await world.told(world.other))[0]).toBe(`leo님이 ‘사자 목욕’ 글을 ${due}까지 맡겼어요.`)
  expect(await textOf(world.other('/'))).toContain(`/gaps/${id}`)
  const page = await textOf(world.other(`/gaps/${id}`))
  const proposing = /href="(\/propose\/new\/guide\?[^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? ''
  expect(await textOf(world.other(proposing))).toContain(`name="closes" value="gap/${id}"`)
  expect((await world.other(`/gaps/${id}/close`, form({ reason: '싫어요' }))).status).toBe(403)
  expect((await world.other(`/gaps/${id}/back`, form({}))).status).toBe(303)
  expect(await world.find('사자 목욕')).toMatchObject({ status: 'open', assignee: null, due: null })
  expect((await world.other(`/gaps/${id}`)).status).toBe(404)
})

test.each([
  ['2020-11-23', '이미 지난 날이에요'],
  ['2026-02-30', '날짜를 2026-12-24처럼'],
  ['내일', '날짜를 2026-12-24처럼'],
  ['2099-01-01', '2년 안의 날로'],
])('the day %s is refused and what was typed is kept', async (due, words) => {
  const id = await wished('호랑이 목욕')
  const answer = await world.lead(`/gaps/${id}/give`, form({ to: 'noa', due }))
  const html = await answer.text()
  expect(answer.status).toBe(400)
  expect(html).toContain(words)
  expect(html).toContain('value="noa"')
  expect(await world.find('호랑이 목욕')).toMatchObject({ status: 'open' })
})

test('a gap is given to nobody who is not here', async () => {
  const id = await wished('곰 목욕')
  await world.app.context.accounts.standing.disable('command', noa.handle)
  for (const to of ['noa', 'nobody', '']) {
    const answer = await world.lead(`/gaps/${id}/give`, form({ to }))
    expect([to, answer.status]).toEqual([to, 400])
  }
  await noaIsBack()
})

test('when who was writing it leaves, it is open again and another can take it', async () => {
  const id = await wished('여우 목욕')
  await world.lead(`/gaps/${id}/give`, form({ to: 'noa', due: world.day(30) }))
  await world.app.context.accounts.standing.disable('command', noa.handle)
  expect(await world.find('여우 목욕')).toMatchObject({ status: 'open', assignee: null, due: null })
  expect((await world.lead(`/gaps/${id}/take`, form({}))).status).toBe(303)
  expect(await world.find('여우 목욕')).toMatchObject({ status: 'taken', assignee: 'leo', due: null })
  await noaIsBack()
})

test('a lead closes a gap with a reason, which those who asked are told; a new wish opens it again', async () => {
  const id = await wished('늑대 목욕')
  expect((await world.lead(`/gaps/${id}/close`, form({}))).status).toBe(400)
  const unknown = await world.lead(`/gaps/${id}/close`, form({ reason: '', page: 'guides/nowhere' }))
  expect([unknown.status, (await unknown.text()).includes('guides/nowhere')]).toEqual([400, true])
  await world.lead(`/gaps/${id}/close`, form({ reason: '코끼리가 없어요' }))
  expect(await world.find('늑대 목욕')).toBeUndefined()
  expect(await world.find('늑대 목욕', '?status=closed')).toMatchObject({ reason: '코끼리가 없어요' })
  expect((await world.told(world.member)).slice(0, 1)).toEqual([
    '‘늑대 목욕’ 요청에 답이 왔어요: 코끼리가 없어요',
  ])
  expect(await textOf(world.member(`/gaps/${id}`))).toContain('코끼리가 없어요')
  expect((await world.lead(`/gaps/${id}/take`, form({}))).status).toBe(409)
  await world.wish(world.other, '늑대 목욕')
  expect(await world.find('늑대 목욕')).toMatchObject({ status: 'open', count: 1 })
})

test('a gap is closed by the page that answers it, written as its path, address or file', async () => {
  for (const [text, page] of [
    ['하나', 'guides/judge-a-source'],
    ['둘', '/wiki/guides/judge-a-source'],
    ['셋', 'guides/judge-a-source.md'],
  ] as const) {
    const id = await wished(text)
    await world.lead(`/gaps/${id}/close`, form({ reason: '', page }))
    expect(await world.find(text, '?status=closed')).toMatchObject({ page: 'guides/judge-a-source' })
  }
  expect((await world.told(world.member)).filter((text) => text.includes('나왔어요'))).toHaveLength(3)
})

test('a closed gap can be opened again', async () => {
  const id = await wished('사슴 목욕')
  await world.lead(`/gaps/${id}/close`, form({ reason: '나중에' }))
  await world.lead(`/gaps/${id}/back`, form({}))
  expect(await world.find('사슴 목욕')).toMatchObject({ status: 'open', count: 1 })
})

test('closing a question answers it in words, for who asked', async () => {
  await world.write('guides/one', { title: '하나', kind: 'guide', owner: 'leo' })
  const asked = { path: 'guides/one', lang: 'ko', kind: 'question', text: '왜 하나인가요?' }
  await world.member('/feedback', form(asked))
  const id = (await world.find('왜 하나인가요?'))?.id ?? ''
  const closed = await world.lead(`/gaps/${id}/close`, form({ reason: '둘이면 많아서요.' }))
  expect(closed.status).toBe(303)
  expect(await world.find('왜 하나인가요?')).toBeUndefined()
  expect(await textOf(world.member('/feedback'))).toContain('왜 하나인가요?')
  expect(await textOf(world.member('/wiki/guides/one'))).toContain('둘이면 많아서요.')
})

test('programs take, give, put back and close by the same rules', async () => {
  const id = await wished('수달 목욕')
  const decide = (body: unknown) => world.leadApi(`/api/v1/gaps/${id}`, json(body))
  expect((await world.memberApi(`/api/v1/gaps/${id}`, json({ action: 'take' }))).status).toBe(403)
  expect(await (await decide({ action: 'take', due: world.day(7) })).json()).toMatchObject({
    status: 'taken',
    assignee: leo.handle,
    due: world.day(7),
  })
  expect(await (await decide({ action: 'give', to: 'mina' })).json()).toMatchObject({ assignee: mina.handle })
  expect(await (await decide({ action: 'put-back' })).json()).toMatchObject({ status: 'open' })
  expect((await decide({ action: 'give', to: 'nobody' })).status).toBe(400)
  expect((await decide({ action: 'close', reason: '' })).status).toBe(400)
  expect((await decide({ action: 'dance' })).status).toBe(400)
  expect(await (await decide({ action: 'close', reason: '충분해요' })).json()).toMatchObject({
    status: 'closed',
  })
  const own = (await (await world.memberApi('/api/v1/wishes')).json()) as { results: { id: string }[] }
  expect(own.results.map((gap) => gap.id)).toContain(id)
  expect((await world.memberApi(`/api/v1/wishes/${id}`, { method: 'DELETE' })).status).toBe(204)
  const again = await world.memberApi('/api/v1/wishes', json({ query: '하마 목욕', note: '더러워요' }))
  expect([again.status, await again.json()]).toEqual([
    201,
    expect.objectContaining({ kind: 'wish', count: 1 }),
  ])
})

test('the list and a gap speak English too', async () => {
  const id = await wished('물개 목욕')
  const english = { headers: { 'accept-language': 'en' } }
  expect(await textOf(world.lead('/gaps', english))).toContain('What the wiki lacks')
  expect(await textOf(world.lead(`/gaps/${id}`, english))).toContain('Write this page')
  expect(await textOf(world.lead('/gaps/searches', english))).toContain('What people search for')
})
