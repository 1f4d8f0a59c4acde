import { form, startApp, type Ask, type TestApp } from '../app.ts'
import { ada, leo, mina, type CastMember } from '../cast.ts'

const lena: CastMember = { ...leo, name: 'Lena Oh', email: 'lena@team.example', handle: 'lena' }
const DAY = 24 * 60 * 60 * 1_000
let time = Date.parse('2026-11-24T09:00:00Z')
let app: TestApp
let lead: Ask
let admin: Ask
let token: Ask
beforeAll(async () => {
  app = await startApp({ people: [ada, leo, lena, mina], now: () => new Date(time) })
  lead = await app.signIn(leo)
  admin = await app.signIn(ada)
  token = await app.withToken(leo)
}, 60_000)
afterAll(() => app.stop())
beforeEach(() => (time += 60_000))

const put = async (path: string, title: string, query = '', ask = token) => {
  const source = `---\ntitle: ${title}\nlang: ${query.includes('en') ? 'en' : 'ko'}\n---\n\n${title}의 글\n`
  const answer = await ask(`/api/v1/pages/${encodeURI(path)}${query}`, { method: 'PUT', body: source })
  expect([200, 201]).toContain(answer.status)
  return source
}
const textOf = async (ask: Ask, address: string) => (await ask(address)).text()
const trashOf = async (ask: Ask) => {
  const { results } = (await (await ask('/api/v1/trash')).json()) as { results: Trashed[] }
  return results
}
interface Trashed {
  path: string
  title: string
  commit: string
  languages: string[]
  attachments: number
  until: string
  taken: string | null
  links: string[]
}
const commits = () => app.context.pages.content.history.recent()

test('a deleted page comes back with its translations and files, byte for byte, in one commit', async () => {
  const korean = await put('guides/되살릴-글', '되살릴 글')
  await put('guides/되살릴-글', 'To bring back', '?lang=en')
  const file = `/api/v1/pages/${encodeURI('guides/되살릴-글')}/files/note.txt`
  expect((await token(file, { method: 'PUT', body: 'beside it' })).status).toBe(201)

  await lead(`/delete/${encodeURI('guides/되살릴-글')}`, form({}))
  expect((await token(file)).status).toBe(404)
  const [page] = await trashOf(token)
  expect(page).toMatchObject({ path: 'guides/되살릴-글', title: '되살릴 글', languages: ['ko', 'en'] })
  expect([page?.attachments, page?.taken, page?.until]).toEqual([
    1,
    null,
    new Date(time + 30 * DAY).toISOString(),
  ])
  const shown = await textOf(lead, '/trash')
  for (const part of ['되살릴 글', '붙은 파일 1개', 'Leo Park']) expect(shown).toContain(part)

  const before = [...commits()].length
  const back = await lead(`/trash/${encodeURI('guides/되살릴-글')}`, form({ commit: page?.commit ?? '' }))
  expect([back.status, decodeURI(back.headers.get('location') ?? '')]).toEqual([
    303,
    '/wiki/guides/되살릴-글?done=undeleted',
  ])
  expect([...commits()].length).toBe(before + 1)
  expect(await textOf(lead, `/wiki/${encodeURI('guides/되살릴-글')}.md`)).toBe(korean)
  expect(await textOf(lead, `/wiki/${encodeURI('guides/되살릴-글')}?lang=en`)).toContain('To bring back')
  expect(await textOf(token, file)).toBe('beside it')
  expect((await trashOf(token)).map(({ path }) => path)).not.toContain('guides/되살릴-글')
})

test('where the place is taken that is said, and nothing changes', async () => {
  await put('guides/taken', '먼저 있던 글')
  await lead('/delete/guides/taken', form({}))
  const source = await put('guides/taken', '나중에 온 글')
  expect((await trashOf(token))[0]).toMatchObject({ title: '먼저 있던 글', taken: 'guides/taken' })
  const refused = await lead('/trash/guides/taken', form({}))
  const page = await refused.text()
  expect([refused.status, page.includes('그 자리(guides/taken)에 ‘나중에 온 글’이 있어서')]).toEqual([
    409,
    true,
  ])
  expect(await textOf(lead, '/wiki/guides/taken.md')).toBe(source)
  expect((await token('/api/v1/pages/guides/taken/undeletion', { method: 'POST' })).status).toBe(412)
})

test('leads see what they wrote, own or deleted, admins everything, members nothing', async () => {
  const ofLena = await app.withToken(lena)
  await put('guides/of-lena', '레나가 쓴 글', '', ofLena)
  await put('guides/of-leo', '레오가 쓴 글')
  await lead('/delete/guides/of-leo', form({}))
  await (
    await app.signIn(ada)
  )('/delete/guides/of-lena', form({}))
  const paths = async (ask: Ask) => (await trashOf(ask)).map(({ path }) => path)
  expect(await paths(token)).toContain('guides/of-leo')
  expect(await paths(token)).not.toContain('guides/of-lena')
  expect(await paths(ofLena)).toEqual(['guides/of-lena'])
  expect(await paths(await app.withToken(ada))).toEqual(
    expect.arrayContaining(['guides/of-lena', 'guides/of-leo']),
  )
  expect((await lead('/trash/guides/of-lena', form({}))).status).toBe(404)
  const member = await app.signIn(mina)
  expect((await member('/trash')).status).toBe(403)
  expect((await member('/trash/guides/of-lena', form({}))).status).toBe(403)
  expect((await app.anonymous('/trash')).status).toBe(303)
  expect((await admin('/trash/guides/of-lena', form({}))).status).toBe(303)
  expect(await textOf(lead, '/wiki/guides/of-lena')).toContain('레나가 쓴 글')
})

test('after thirty days a page leaves the trash, and its history still brings it back', async () => {
  await put('guides/long-ago', '오래된 글')
  const { versions } = app.context.pages.history(await app.user(leo), 'guides/long-ago')
  await lead('/delete/guides/long-ago', form({}))
  time += 31 * DAY
  lead = await app.signIn(leo)
  admin = await app.signIn(ada)
  expect((await trashOf(token)).map(({ path }) => path)).not.toContain('guides/long-ago')
  const late = await lead('/trash/guides/long-ago', form({}))
  const said = await late.text()
  expect(late.status).toBe(404)
  for (const part of ['2026-11-24에 지운 글이라', '30일 동안만', 'href="/history/guides/long-ago"'])
    expect(said).toContain(part)
  const toPrograms = await token('/api/v1/pages/guides/long-ago/undeletion', { method: 'POST' })
  expect([toPrograms.status, await toPrograms.text()]).toEqual([
    404,
    expect.stringContaining('/history/guides/long-ago'),
  ])
  const restored = await lead('/restore/guides/long-ago', form({ commit: versions[0]?.commit ?? '' }))
  expect(restored.status).toBe(303)
  expect(await textOf(lead, '/wiki/guides/long-ago')).toContain('오래된 글')
})

test('what moved, what lost one language and what was brought back by its history are not in the trash', async () => {
  await put('guides/moving', '옮기는 글')
  await lead('/move/guides/moving', form({ to: 'guides/moved' }))
  await put('guides/brought-back', '돌아온 글')
  await lead('/delete/guides/brought-back', form({}))
  await put('guides/brought-back', '돌아온 글')
  await put('guides/two-languages', '두 언어')
  await put('guides/two-languages', 'Two languages', '?lang=en')
  const removed = { path: 'guides/two-languages.en.md', removed: true as const }
  const change = { files: [removed], message: 'Only one language' }
  await app.context.pages.content.commit(leo, () => Promise.resolve(change))
  const paths = (await trashOf(token)).map(({ path }) => path)
  for (const path of ['guides/moving', 'guides/moved', 'guides/brought-back', 'guides/two-languages'])
    expect(paths).not.toContain(path)
})

test('a page is deleted through the API only at the revision that was meant, and comes back through it', async () => {
  await put('guides/by-api', '프로그램이 지우는 글')
  const address = '/api/v1/pages/guides/by-api'
  const etag = (await token(address)).headers.get('etag') ?? ''
  await put('guides/by-api', '그사이 고친 글')
  const stale = await token(address, { method: 'DELETE', headers: { 'if-match': etag } })
  expect(stale.status).toBe(412)
  const now = (await token(address)).headers.get('etag') ?? ''
  expect((await token(address, { method: 'DELETE', headers: { 'if-match': now } })).status).toBe(204)
  expect((await token(address)).status).toBe(404)
  const back = await token(`${address}/undeletion`, { method: 'POST' })
  expect([back.status, await back.json()]).toEqual([200, { path: 'guides/by-api' }])
  expect((await token(address)).headers.get('etag')).toBe(now)
  expect((await token(`${address}/undeletion`, { method: 'POST' })).status).toBe(404)
})

test('a deleted lesson takes its log along, and brings it back; a new lesson at its path begins without one', async () => {
  const lesson = '---\ntitle: 적용한 교훈\nkind: lesson\nlang: ko\n---\n\n글\n'
  const address = '/api/v1/pages/lessons/applied'
  const write = () => token(address, { method: 'PUT', body: lesson })
  const remove = () => token(address, { method: 'DELETE', headers: { 'if-match': '*' } })
  const apply = (where: string) =>
    token(`${address}/applications`, {
      method: 'POST',
      body: JSON.stringify({ where, outcome: 'held', note: '' }),
      headers: { 'content-type': 'application/json' },
    })
  const placesOf = async () =>
    ((await (await token(`${address}/applications`)).json()) as { results: { where: string }[] }).results.map(
      ({ where }) => where,
    )
  await write()
  expect((await apply('첫째')).status).toBe(201)
  const before = [...commits()].length
  await remove()
  expect([...commits()].length).toBe(before + 1)
  const [removed] = await trashOf(token)
  expect([removed?.path, removed?.attachments]).toEqual(['lessons/applied', 0])

  await write()
  expect(await placesOf()).toEqual([])
  await apply('둘째')
  await remove()
  const restored = await token(`${address}/undeletion`, {
    method: 'POST',
    body: JSON.stringify({ commit: (await trashOf(token))[0]?.commit }),
    headers: { 'content-type': 'application/json' },
  })
  expect(restored.status).toBe(200)
  expect(await placesOf()).toEqual(['둘째'])
})

test('the trash says who deleted a page when, and which pages still link to it', async () => {
  await put('guides/led-to', '가리켜지던 글')
  const source = '---\ntitle: 아직 가리키는 글\nlang: ko\n---\n\n[[guides/led-to]]\n'
  await token('/api/v1/pages/guides/still-linking', { method: 'PUT', body: source })
  await lead('/delete/guides/led-to', form({}))
  expect((await trashOf(token))[0]).toMatchObject({
    path: 'guides/led-to',
    deletedBy: 'Leo Park',
    deletedAt: new Date(time).toISOString(),
    links: ['guides/still-linking'],
  })
  const shown = await textOf(lead, '/trash')
  for (const part of ['가리키던 글 1편', '/wiki/guides/still-linking', '아직 가리키는 글'])
    expect(shown).toContain(part)
})

test('the links that a deletion would break are listed before it', async () => {
  await put('guides/linked', '가리켜지는 글')
  const source = '---\ntitle: 가리키는 글\nlang: ko\n---\n\n[[guides/linked]]\n'
  await token('/api/v1/pages/guides/linking', { method: 'PUT', body: source })
  const page = await textOf(lead, '/delete/guides/linked')
  for (const part of ['1편', '/wiki/guides/linking', '30일 동안 휴지통']) expect(page).toContain(part)
})

test('the trash speaks English', async () => {
  const cookie = await admin('/lang', form({ lang: 'en', next: '/trash' }))
  expect(cookie.status).toBe(303)
  const page = await textOf(admin, '/trash')
  expect(page).toContain('All deleted pages.')
})
