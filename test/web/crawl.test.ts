import { sql } from 'kysely'
import { startApp, type TestApp } from '../app.ts'
import { ada, leo, mina } from '../cast.ts'

const MOST_PAGES = 150

let app: TestApp
beforeAll(async () => {
  app = await startApp({ people: [ada, leo, mina] })
  const { accounts, pages } = app.context
  const admin = await app.user(ada)
  await accounts.tokens.createToken(admin, 'a token to revoke')
  await accounts.invites.create(admin, { role: 'member' })
  const source = '---\ntitle: 초안\nstatus: draft\n---\n\n본문\n'
  await pages.save(await app.user(leo), { path: 'notes/draft', source, how: 'create' })
})
afterAll(() => app.stop())

test('following every link of the wiki as an admin changes nothing (abuse 51)', async () => {
  const ask = await app.signIn(ada)
  const before = [await app.context.repository.head(), await dump()]
  const asked = new Set<string>()
  // Links that look like they do something come first, so that the bound leaves none of them out.
  const waiting = ['/', '/admin/people', '/admin/invites', '/account', '/account/tokens', '/learn', '/write']
  const faults: string[] = []
  while (waiting.length > 0 && asked.size < MOST_PAGES) {
    const path = waiting.shift() ?? ''
    if (asked.has(path)) continue
    asked.add(path)
    const answer = await ask(path)
    const body = await answer.text()
    if (answer.status >= 400) faults.push(`${answer.status} ${path}`)
    const links = linksIn(body).filter((link) => !asked.has(link) && !waiting.includes(link))
    for (const link of links) {
      if (/revoke|disable|password|delete|edit|restore|new\b/.test(link)) waiting.unshift(link)
      else waiting.push(link)
    }
  }
  expect(asked.size).toBe(MOST_PAGES)
  for (const kind of [/\/revoke$/, /\/disable$/, /^\/delete\//, /^\/edit\//, /^\/diff\//, /^\/wiki\//])
    expect([...asked].filter((path) => kind.test(path)).length).toBeGreaterThan(0)
  expect(faults.filter((fault) => !fault.startsWith('404 /wiki/'))).toEqual([])
  expect([await app.context.repository.head(), await dump()]).toEqual(before)
})

test('reading with HEAD changes nothing either, and leaves out the body (abuse 51)', async () => {
  const ask = await app.signIn(mina)
  const before = [await app.context.repository.head(), await dump()]
  for (const path of [
    '/',
    '/wiki/lessons/write-down-why',
    '/learn',
    '/search?q=why',
    '/api/v1/me/progress',
  ]) {
    const answer = await ask(path, { method: 'HEAD' })
    expect([path, answer.status, (await answer.arrayBuffer()).byteLength]).toEqual([path, 200, 0])
  }
  expect([await app.context.repository.head(), await dump()]).toEqual(before)
})

/** Addresses of this site in links and in forms that only ask. */
function linksIn(html: string): string[] {
  const hrefs = [...html.matchAll(/<a\b[^>]*\shref="([^"]+)"/g)].map((match) => match[1] ?? '')
  const asking = [...html.matchAll(/<form\b[^>]*\smethod="get"[^>]*\saction="([^"]+)"/g)]
  const all = [...hrefs, ...asking.map((match) => match[1] ?? '')]
  return all
    .map((href) => href.replaceAll('&amp;', '&').replace(/#.*$/, ''))
    .filter((href) => /^\/(?!\/)/.test(href))
}

/** Every row of every table. */
async function dump(): Promise<Record<string, unknown[]>> {
  const { kysely } = app.context.database
  const tables = await kysely.introspection.getTables()
  const rows: Record<string, unknown[]> = {}
  for (const { name } of tables)
    rows[name] = (await sql`SELECT * FROM ${sql.table(name)} ORDER BY rowid`.execute(kysely)).rows
  expect(Object.keys(rows).length).toBeGreaterThan(4)
  return rows
}
