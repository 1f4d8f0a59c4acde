import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readConfig } from '../../src/config.ts'
import { form, startApp, type Ask, type TestApp } from '../app.ts'
import { leo, mina, noa } from '../cast.ts'

let clock = new Date('2026-11-24T03:00:00.000Z')
let app: TestApp
let site: Server
let origin = ''
let asLead: Ask
let asOwner: Ask
let asMember: Ask
const { sourceCheck } = readConfig({ SOURCE_CHECK: 'on', SOURCE_CHECK_ALLOW_PRIVATE: 'yes' })

beforeAll(async () => {
  site = createServer((request, response) => {
    if (request.url === '/gone') response.writeHead(404).end()
    else if (request.url === '/old') response.writeHead(301, { location: '/new' }).end()
    else response.end('here')
  }).listen(0, '127.0.0.1')
  await once(site, 'listening')
  origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`
  app = await startApp({ people: [leo, mina, noa], now: () => clock, config: { sourceCheck } })
  const asked = await Promise.all([leo, mina, noa].map((one) => app.signIn(one)))
  ;[asLead, asOwner, asMember] = asked as [Ask, Ask, Ask]
  // Only our own sources: the starter content's are out in the world.
  const lead = await app.user(leo)
  for (const page of [...app.context.pages.content.catalog.all()])
    await app.context.pages.remove(lead, { path: page.path })
})
afterAll(async () => {
  await app.stop()
  site.close()
})

beforeEach(async () => {
  clock = new Date('2026-11-24T03:00:00.000Z')
  const line = (path: string) =>
    `  - {tier: official, title: 문서 <b>, url: "${origin}${path}", checked: 2026-01-01}\n`
  const source = `---\ntitle: 기대는 글\nkind: guide\nlang: ko\nowner: mina\nsources:\n${line('/gone')}${line('/old')}${line('/there')}---\n\n본문\n`
  await app.context.pages.save(await app.user(leo), { path: 'guides/one', source, how: 'replace' })
})

const textOf = async (answer: Promise<Response>) => (await answer).text()
const urlOf = (path: string) => encodeURIComponent(`${origin}${path}`)
const post = (body: unknown): RequestInit => ({
  method: 'POST',
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
})

/** Asked on two days, as a lead asks who does not wait a week. */
async function checkTwice(): Promise<void> {
  const lead = await app.user(leo)
  for (const day of ['2026-11-24', '2026-11-25']) {
    clock = new Date(`${day}T03:00:00.000Z`)
    await app.context.upkeep.sources.checkNow(lead)
  }
}

test('what is gone and what has moved is marked on the page, and its owner is led to a way out', async () => {
  await checkTwice()
  const shown = await textOf(asMember('/wiki/guides/one'))
  expect(shown).toContain('사라졌어요')
  expect(shown).toContain('옮겨 갔어요')
  expect(shown).not.toContain('/upkeep/source?url=')
  expect(await textOf(asOwner('/wiki/guides/one'))).toContain(`/upkeep/source?url=${urlOf('/gone')}`)
  expect(await textOf(asOwner('/'))).toContain(`/upkeep/source?url=${urlOf('/gone')}`)
  expect(await textOf(asOwner('/notifications'))).toContain('출처 하나가 옮겨 갔어요')
  const moved = await textOf(asOwner(`/upkeep/source?url=${urlOf('/old')}`))
  expect(moved).toContain(`name="to" value="${origin}/new"`)
  expect(await textOf(asMember(`/upkeep/source?url=${urlOf('/old')}`))).not.toContain('name="act"')
})

test('the new address with one click, a word that it is fine, or off the page', async () => {
  await checkTwice()
  const act = (ask: Ask, fields: Record<string, string>) => ask('/upkeep/source', form(fields))
  const url = (path: string) => `${origin}${path}`
  expect((await act(asMember, { url: url('/old'), act: 'hold' })).status).toBe(403)
  const bad = await act(asOwner, { url: url('/old'), act: 'replace', to: 'javascript:alert(1)' })
  expect(bad.status).toBe(400)
  expect(await bad.text()).toContain('value="javascript:alert(1)"')
  const replaced = await act(asOwner, { url: url('/old'), act: 'replace', to: url('/new') })
  expect(replaced.headers.get('location')).toBe('/wiki/guides/one?done=sourceReplaced')
  await act(asOwner, { url: url('/gone'), act: 'hold' })
  await act(asOwner, { url: url('/there'), act: 'remove' })
  const { sources = [] } = app.context.pages.get(await app.user(leo), 'guides/one').original.frontMatter
  expect(sources.map((source) => [source.url, source.checked])).toEqual([
    [url('/gone'), '2026-11-25'],
    [url('/new'), '2026-01-01'],
  ])
  expect(await textOf(asMember('/wiki/guides/one'))).not.toContain('사라졌어요')
  expect((await act(asOwner, { url: url('/there'), act: 'hold' })).status).toBe(404)
})

test('leads see all of them and ask for a check, which looking does not begin', async () => {
  const list = await textOf(asLead('/upkeep/sources'))
  expect(list).toContain(`${origin}/there`)
  expect(list).toContain('지금 모두 확인하기')
  expect(app.context.upkeep.sources.isRunning()).toBe(false)
  const own = await textOf(asOwner('/upkeep/sources'))
  expect(own).toContain(`${origin}/there`)
  expect(own).not.toContain('지금 모두 확인하기')
  expect(await textOf(asOwner('/people/mina'))).toContain('href="/upkeep/sources"')
  expect(await textOf(asMember('/upkeep/sources'))).toContain('맡은 글의 정보에')
  expect((await asMember('/upkeep/sources/check', form({}))).status).toBe(403)
  const begun = await asLead('/upkeep/sources/check', form({}))
  expect(begun.headers.get('location')).toBe('/upkeep/sources?done=checking')
  await app.context.upkeep.sources.checkNow(await app.user(leo))
  expect(await textOf(asLead('/upkeep/sources', { headers: { 'accept-language': 'en' } }))).toContain(
    'Last reached',
  )
})

test('programs do the same', async () => {
  await checkTwice()
  const [lead, owner, member] = (await Promise.all([leo, mina, noa].map((one) => app.withToken(one)))) as [
    Ask,
    Ask,
    Ask,
  ]
  const { results } = (await (await lead('/api/v1/sources')).json()) as {
    results: { url: string; fault: string | null; marked: boolean; movedTo: string | null }[]
  }
  expect(results.find(({ url }) => url === `${origin}/old`)).toMatchObject({
    fault: 'moved',
    marked: true,
    movedTo: `${origin}/new`,
  })
  expect(await (await member('/api/v1/sources')).json()).toMatchObject({ results: [] })
  const replace = { url: `${origin}/old`, act: 'replace', to: `${origin}/new` }
  expect((await member('/api/v1/sources', post(replace))).status).toBe(403)
  expect((await owner('/api/v1/sources', post({ ...replace, act: 'forget' }))).status).toBe(400)
  expect(await (await owner('/api/v1/sources', post(replace))).json()).toEqual({
    url: `${origin}/old`,
    act: 'replace',
    pages: 1,
  })
  expect((await lead('/api/v1/sources/check', post({}))).status).toBe(202)
  await app.context.upkeep.sources.checkNow(await app.user(leo))
})

test('a guide without an official source says so, quietly; other kinds that name none say nothing', async () => {
  const lead = await app.user(leo)
  const write = (path: string, kind: string) =>
    app.context.pages.save(lead, { path, source: `---\ntitle: 빈 글\nkind: ${kind}\n---\n`, how: 'replace' })
  await write('guides/bare', 'guide')
  await write('notes/bare', 'note')
  expect(await textOf(asMember('/wiki/guides/bare'))).toContain('공식 출처가 아직 없어요')
  expect(await textOf(asMember('/wiki/notes/bare'))).not.toContain('공식 출처가 아직 없어요')
  expect(await textOf(asLead('/upkeep'))).toContain('/wiki/guides/bare')
})

test('sources are written in rows without a script, and a faulty one comes back with what was typed', async () => {
  const editor = await textOf(asLead('/edit/guides/one'))
  expect(editor).toContain(`name="sourceUrl1" value="${origin}/gone"`)
  expect(editor).toContain('name="sourceUrl5" value=""')
  expect(editor).not.toContain('sources:')
  const base = /name="base" value="([0-9a-f]{40})"/.exec(editor)?.[1] ?? ''
  const rows = {
    sourceTier1: 'official',
    sourceTitle1: '문서 <b>',
    sourceUrl1: `${origin}/gone`,
    sourceVersion1: '2.0',
    sourceTier2: 'official',
    sourceTitle2: '',
    sourceUrl2: '',
    sourceVersion2: '',
    sourceTier3: 'other',
    sourceTitle3: '다른 곳',
    sourceUrl3: 'https://elsewhere.example/',
    sourceVersion3: '',
    sourceTier4: 'authoritative',
    sourceTitle4: '책',
    sourceUrl4: 'book',
    sourceVersion4: '',
  }
  const fields = { title: '기대는 글', kind: 'guide', lang: 'ko', owner: 'mina', body: '본문', base, ...rows }
  const bad = await asLead('/edit/guides/one?lang=ko', form(fields))
  const again = await bad.text()
  expect(bad.status).toBe(400)
  expect(again).toContain('번째 출처의 주소를 http나 https로')
  expect(again).toContain('value="book"')
  const saved = await asLead(
    '/edit/guides/one?lang=ko',
    form({ ...fields, sourceUrl4: 'https://book.example/' }),
  )
  expect(saved.status).toBe(303)
  const { sources } = app.context.pages.get(await app.user(leo), 'guides/one').original.frontMatter
  expect(sources).toEqual([
    { tier: 'official', title: '문서 <b>', url: `${origin}/gone`, version: '2.0', checked: '2026-01-01' },
    { tier: 'other', title: '다른 곳', url: 'https://elsewhere.example/' },
    { tier: 'authoritative', title: '책', url: 'https://book.example/' },
  ])
})
