import { form, startApp, type TestApp } from '../app.ts'
import { leo, mina } from '../cast.ts'

let app: TestApp
beforeEach(async () => {
  app = await startApp({ people: [leo, mina] })
})
afterEach(() => app.stop())

const textOf = async (answer: Promise<Response>) => (await answer).text()

test('what was seen is gone from the home page, and a later change is there', async () => {
  const ask = await app.signIn(mina)
  const first = await textOf(ask('/'))
  expect(first).toContain('요즘 바뀐 글')
  const commit = /name="commit" value="([0-9a-f]{40})"/.exec(first)?.[1] ?? ''
  const seen = await ask('/seen', form({ commit }))
  expect([seen.status, seen.headers.get('location')]).toEqual([303, '/'])
  expect(await textOf(ask('/'))).toContain('그 사이 바뀐 글이 없어요')
  const source = '---\ntitle: 배포하는 날 <b>\nlang: ko\n---\n\n본문\n'
  await app.context.pages.save(await app.user(leo), { path: 'guides/deploy', source, how: 'create' })
  const page = await textOf(ask('/'))
  expect(page).toContain('지난번 이후 바뀐 글')
  expect(page).toContain('배포하는 날 &lt;b&gt;')
})

test('refuses as seen what is no commit of the wiki (abuse 25)', async () => {
  const ask = await app.signIn(mina)
  for (const commit of ['', 'HEAD', '--output=x', 'f'.repeat(40), 'HEAD@{1}']) {
    expect([commit, (await ask('/seen', form({ commit }))).status]).toEqual([commit, 400])
  }
  expect(await app.context.database.kysely.selectFrom('visits').selectAll().execute()).toEqual([])
})

test('the home page of an empty wiki says so, to members and to leads', async () => {
  const lead = await app.user(leo)
  for (const page of [...app.context.pages.content.catalog.all()])
    await app.context.pages.remove(lead, { path: page.path })
  const member = await textOf((await app.signIn(mina))('/'))
  expect(member).toContain('아직 글이 없어요')
  expect(member).not.toContain('href="/write"')
  expect(await textOf((await app.signIn(leo))('/'))).toContain('href="/write"')
})

test('speaks English to who asks for it', async () => {
  const ask = await app.signIn(mina)
  const page = await textOf(ask('/', { headers: { 'accept-language': 'en' } }))
  expect(page).toContain('This is where to begin')
  expect(page).not.toMatch(/learning\.|home\./)
})
