import { sql } from 'kysely'
import { form, startApp, type Ask, type TestApp } from '../app.ts'
import { leo, mina, noa } from '../cast.ts'

let app: TestApp
let clock: Date
let lead: Ask
let member: Ask
let other: Ask

beforeAll(async () => {
  clock = new Date('2026-11-24T01:00:00Z')
  app = await startApp({ people: [leo, mina, noa], now: () => (clock = new Date(clock.getTime() + 1)) })
  ;[lead, member, other] = (await Promise.all([leo, mina, noa].map((one) => app.withToken(one)))) as [
    Ask,
    Ask,
    Ask,
  ]
})
afterAll(() => app.stop())

interface Row {
  readonly text: string
  readonly people: number
  readonly times: number
  readonly found: number
  readonly missed: number
  readonly opened: readonly { path: string; people: number }[]
}
const report = async (days = 30) => {
  const answer = await lead(`/api/v1/searches?days=${days}`)
  return ((await answer.json()) as { results: Row[] }).results
}
const find = async (text: string, days?: number) => (await report(days)).find((row) => row.text === text)
const tell = (who: Ask, q: string, total: number, more: Record<string, string> = {}) =>
  who('/search/log', form({ q, total: String(total), ...more }))
const post = (body: unknown): RequestInit => ({
  method: 'POST',
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
})
const rowsOf = async (table: string) =>
  (await sql<Record<string, unknown>>`SELECT * FROM ${sql.table(table)}`.execute(app.context.database.kysely))
    .rows
const nextDay = () => (clock = new Date(clock.getTime() + 24 * 60 * 60 * 1000))

test('queries are counted whatever their case and spacing, a person once a day', async () => {
  await tell(member, 'Rolling  Back', 3)
  await tell(member, 'rolling back ', 3)
  await tell(other, 'ROLLING BACK', 4)
  expect(await find('rolling back')).toMatchObject({ people: 2, times: 3, found: 4, missed: 0, opened: [] })
})

test('the log says which pages were opened, to leads with their titles', async () => {
  const opened = { opened: 'guides/judge-a-source' }
  await tell(member, '출처 고르기', 2, opened)
  await tell(member, '출처 고르기', 2, opened)
  await tell(other, '출처 고르기', 2, { opened: 'guides/no-such-page' })
  expect(await find('출처 고르기')).toMatchObject({
    people: 2,
    opened: [{ path: 'guides/judge-a-source', people: 1 }],
  })
  const html = await (await (await app.signIn(leo))('/gaps/searches')).text()
  expect(html).toContain('/wiki/guides/judge-a-source')
})

test('nobody can be told from the log: no ids, no names, and other hashes tomorrow', async () => {
  await tell(member, '누구일까', 0)
  const today = (await rowsOf('searches')).find(({ text }) => text === '누구일까')
  nextDay()
  await tell(member, '누구일까', 0)
  const both = (await rowsOf('searches')).filter(({ text }) => text === '누구일까')
  expect(new Set(both.map(({ person }) => person)).size).toBe(2)
  const all = JSON.stringify([...(await rowsOf('searches')), ...(await rowsOf('search_opens'))])
  for (const person of [mina, noa]) {
    const { id } = await app.user(person)
    for (const name of [id, person.handle, person.name, person.email]) expect(all).not.toContain(name)
  }
  expect(await rowsOf('search_keys')).toHaveLength(1)
  expect(JSON.stringify(await rowsOf('search_keys'))).not.toContain(String(today?.day))
})

test('what is older than thirty days is deleted with the next search', async () => {
  await tell(member, '오래된 말', 0, { opened: 'guides/judge-a-source' })
  for (let day = 0; day < 29; day++) nextDay()
  expect(await find('오래된 말')).toMatchObject({ people: 1 })
  expect(await find('오래된 말', 7)).toBeUndefined()
  nextDay()
  nextDay()
  await tell(member, '새 말', 1)
  expect(await find('오래된 말')).toBeUndefined()
  expect(JSON.stringify(await rowsOf('searches'))).not.toContain('오래된 말')
  expect(JSON.stringify(await rowsOf('search_opens'))).not.toContain('오래된 말')
})

test('a search by GET is remembered and writes nothing until the next write takes it along (abuse 51)', async () => {
  const before = await rowsOf('searches')
  await member(`/api/v1/search?q=${encodeURIComponent('프로그램이 찾은 말')}`)
  await member(`/search?q=${encodeURIComponent('프로그램이 찾은 말')}`)
  await member(`/api/v1/search?kind=lesson&q=${encodeURIComponent('좁혀 찾은 말')}`)
  await member(`/search/suggest?q=${encodeURIComponent('치는 중인 말')}`)
  expect(await rowsOf('searches')).toEqual(before)
  expect(await find('프로그램이 찾은 말')).toMatchObject({ people: 1, times: 1 })
  expect(await find('좁혀 찾은 말')).toBeUndefined()
  expect(await find('치는 중인 말')).toBeUndefined()
  await tell(other, '다른 말', 1)
  expect(await rowsOf('searches')).toHaveLength(before.length + 2)
  expect(await find('프로그램이 찾은 말')).toMatchObject({ people: 1, times: 1 })
  await member(`/api/v1/search?q=${encodeURIComponent('프로그램이 찾은 말')}`)
  expect(await find('프로그램이 찾은 말')).toMatchObject({ people: 1, times: 2 })
})

test('programs tell of searches they have made, and of what they opened', async () => {
  const answer = await member(
    '/api/v1/searches',
    post({ query: '기계의 말', found: 3, opened: 'guides/judge-a-source' }),
  )
  expect(answer.status).toBe(204)
  expect(await find('기계의 말')).toMatchObject({ people: 1, found: 3, opened: [{ people: 1 }] })
  expect((await member('/api/v1/searches', post({ query: '기계의 말', found: -1 }))).status).toBe(400)
  expect((await member('/api/v1/searches', post({ query: '', found: 1 }))).status).toBe(400)
  expect(
    (await member('/api/v1/searches', post({ query: 'x', found: 1, opened: 'guides/none' }))).status,
  ).toBe(404)
  expect((await member('/api/v1/searches')).status).toBe(403)
})

test('what cannot be a search is refused or not counted', async () => {
  const before = await report()
  expect((await tell(member, '', 0)).status).toBe(400)
  expect((await member('/search/log', form({ q: 'x', total: 'many' }))).status).toBe(400)
  expect((await tell(member, '\u200b \u0007', 0)).status).toBe(204)
  expect((await app.anonymous('/search/log', form({ q: 'x', total: '1' }))).status).toBe(401)
  expect(await report()).toEqual(before)
  expect((await tell(member, '가'.repeat(999), 0)).status).toBe(204)
  expect((await report())[0]?.text.length).toBeLessThanOrEqual(200)
})

test('the page of results does not wait for the log, nor fail with it', async () => {
  await app.context.database.kysely.schema.alterTable('searches').renameTo('elsewhere').execute()
  try {
    expect((await tell(member, '넘어져도 괜찮아', 0)).status).toBe(204)
    expect((await member('/search?q=why')).status).toBe(200)
  } finally {
    await app.context.database.kysely.schema.alterTable('elsewhere').renameTo('searches').execute()
  }
})
