import { startApp, type Ask, type TestApp } from './app.ts'
import { ada, leo, mina } from './cast.ts'

let app: TestApp
beforeAll(async () => {
  app = await startApp({ people: [ada, leo, mina] })
})
afterAll(() => app.stop())

/** The addresses of the list that leads have under the one of everybody. */
const leadingOf = async (ask: Ask, address: string): Promise<string[]> => {
  const text = await (await ask(address)).text()
  const list = /<ul aria-labelledby="nav-leading">(.*?)<\/nav>/s.exec(text)?.[1] ?? ''
  return [...list.matchAll(/<li><a href="([^"]+)"/g)].map(([, href = '']) => href)
}
const ENTRIES = ['/team', '/gaps', '/upkeep']

test('leads have three entries more, admins one more than that, members none', async () => {
  expect(await leadingOf(await app.signIn(leo), '/')).toEqual(ENTRIES)
  expect(await leadingOf(await app.signIn(ada), '/')).toEqual([...ENTRIES, '/admin/people'])
  expect(await leadingOf(await app.signIn(mina), '/')).toEqual([])
})

test.each([
  ['/team', ['/team', '/team/friction', '/confirmations', '/gaps', '/upkeep']],
  ['/team/friction', ['/team', '/team/friction', '/confirmations', '/gaps', '/upkeep']],
  ['/assign/paths/first-two-weeks', ['/team', '/team/friction', '/confirmations', '/gaps', '/upkeep']],
  ['/feedback', ['/team', '/gaps', '/gaps/searches', '/feedback', '/upkeep']],
  ['/usage', [...ENTRIES, '/upkeep/sources', '/upkeep/translations', '/contradictions', '/usage', '/trash']],
])('at %s the entry shows what belongs to it', async (address, shown) => {
  expect(await leadingOf(await app.signIn(leo), address)).toEqual(shown)
})

test('the place one is at is marked, and every place there is can be opened by a lead', async () => {
  const ask = await app.signIn(leo)
  const page = await (await ask('/usage')).text()
  expect(page).toContain('<a href="/usage" aria-current="page">')
  expect(page).toContain('<a href="/upkeep" aria-current="true">')
  const places = [...(await leadingOf(ask, '/team')), ...(await leadingOf(ask, '/gaps'))]
  for (const place of [...places, ...(await leadingOf(ask, '/upkeep'))])
    expect([place, (await ask(place)).status]).toEqual([place, 200])
})
