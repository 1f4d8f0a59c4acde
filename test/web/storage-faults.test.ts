import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { sql } from 'kysely'
import { form, startApp, type Ask, type TestApp } from '../app.ts'
import { leo, mina } from '../cast.ts'

let app: TestApp
let member: Ask

beforeEach(async () => {
  app = await startApp()
  member = await app.withToken(mina)
})

afterEach(() => app.stop())

const wish = (query: string) =>
  member('/api/v1/wishes', {
    method: 'POST',
    body: JSON.stringify({ query, note: query }),
    headers: { 'content-type': 'application/json' },
  })

const kysely = () => app.context.database.kysely

/** No larger than it is, and no page of it without something on it. */
async function fill(): Promise<void> {
  await sql`PRAGMA max_page_count = 1`.execute(kysely())
  const insert = sql`INSERT INTO audit (id, at, action, result) VALUES (hex(randomblob(16)), '', 'fill', hex(randomblob(500)))`
  for (;;) {
    try {
      await insert.execute(kysely())
    } catch (error) {
      if ((error as { errcode?: number }).errcode === SQLITE_FULL) return
      throw error
    }
  }
}

const SQLITE_FULL = 13

/** The pages that a table has already may take some more. */
async function wishUntilRefused(): Promise<Response> {
  for (let time = 0; ; time++) {
    const answer = await wish(`${time} ${'a page about the harbour '.repeat(6)}`)
    if (answer.status !== 201) return answer
    await answer.text()
  }
}

test('a database without room is a full disk, said in words, and room is all it needs (F7)', async () => {
  await fill()
  const answer = await wishUntilRefused()
  expect([answer.status, await answer.json()]).toMatchObject([507, { code: 'storage-full' }])
  expect((await member('/wiki/lessons/read-the-official-docs-first')).status).toBe(200)
  await sql`PRAGMA max_page_count = 1000000`.execute(kysely())
  expect((await wish('after')).status).toBe(201)
})

test('a database in which another program writes for long is said to be busy, and is not once that has ended', async () => {
  const other = new DatabaseSync(join(app.dataDir, 'giljabi.sqlite'))
  other.exec('BEGIN IMMEDIATE')
  try {
    const login = form({ login: leo.email, password: leo.password }, app.url)
    const refused = await app.anonymous('/login', login)
    expect([refused.status, await refused.text()]).toEqual([
      503,
      expect.stringContaining('다른 프로그램이 데이터베이스에'),
    ])
    expect((await member('/wiki/lessons/read-the-official-docs-first')).status).toBe(200)
  } finally {
    other.exec('ROLLBACK')
    other.close()
  }
  await app.signIn(leo)
})
