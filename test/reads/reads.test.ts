import { form, startApp, type Ask, type TestApp } from '../app.ts'
import { ada, leo, mina, noa } from '../cast.ts'

const PAGE = 'guides/judge-a-source'
let app: TestApp
let clock: Date

beforeEach(async () => {
  clock = new Date('2026-11-24T01:00:00Z')
  app = await startApp({ now: () => clock })
})
afterEach(() => app.stop())

interface PageJson {
  readonly revision: string
  readonly markdown: string
}
const readPage = async (ask: Ask, path = PAGE) =>
  (await (await ask(`/api/v1/pages/${path}?lang=ko`)).json()) as PageJson
const markRead = (ask: Ask, revision: string, path = PAGE, lang = 'ko') =>
  ask('/read', form({ path, lang, revision }))
const textOf = async (answer: Promise<Response>) => (await answer).text()

/** The lead adds paragraphs to the page. */
async function addParagraphs(...paragraphs: string[]): Promise<void> {
  const lead = await app.withToken(leo)
  const { markdown } = await readPage(lead)
  const body = `${markdown.trimEnd()}\n\n${paragraphs.join('\n\n')}\n`
  expect((await lead(`/api/v1/pages/${PAGE}?lang=ko`, { method: 'PUT', body })).status).toBe(200)
}

test('a page says what changed since this reader read it, and to nobody else', async () => {
  const [reader, other] = [await app.signIn(mina), await app.signIn(noa)]
  const { revision } = await readPage(reader)
  expect((await markRead(reader, revision)).status).toBe(204)
  expect(await textOf(reader(`/wiki/${PAGE}`))).not.toContain('읽은 뒤')
  await addParagraphs('하나를 더해요.', '또 하나를 더해요.')
  const page = await textOf(reader(`/wiki/${PAGE}`))
  expect(page).toContain('읽은 뒤 두 문단이 바뀌었어요')
  expect(page).toContain(`/changes/${PAGE}?since=${revision}&amp;lang=ko`)
  expect(await textOf(reader(`/wiki/${PAGE}?lang=en`))).not.toContain('읽은 뒤')
  expect(await textOf(other(`/wiki/${PAGE}`))).not.toContain('읽은 뒤')
  await markRead(reader, (await readPage(reader)).revision)
  expect(await textOf(reader(`/wiki/${PAGE}`))).not.toContain('읽은 뒤')
})

test('what was read stays read over a restart and a rename', async () => {
  const reader = await app.user(mina)
  const ask = await app.signIn(mina)
  await markRead(ask, (await readPage(ask)).revision)
  const { pages, reads } = app.context
  expect(await reads.hasRead(reader, PAGE)).toBe(true)
  const source = (await readPage(ask)).markdown
  const author = { name: 'Leo', email: leo.email }
  await pages.content.commit(author, () =>
    Promise.resolve({
      message: 'Move a guide',
      files: [
        { path: `${PAGE}.md`, removed: true },
        { path: `${PAGE}.en.md`, removed: true },
        { path: 'guides/judging.md', content: Buffer.from(source) },
        { path: 'redirects.yml', content: Buffer.from(`${PAGE}: guides/judging\n`) },
      ],
    }),
  )
  expect(await reads.hasRead(reader, 'guides/judging')).toBe(true)
  expect(await reads.hasRead(await app.user(noa), 'guides/judging')).toBe(false)
})

test('only a revision that the page has had can be read, and only by those who may see it', async () => {
  const ask = await app.signIn(mina)
  const { revision } = await readPage(ask)
  expect((await markRead(ask, 'f'.repeat(40))).status).toBe(400)
  expect((await markRead(ask, 'HEAD')).status).toBe(400)
  expect((await markRead(ask, revision, 'guides/nowhere')).status).toBe(404)
  expect((await markRead(app.anonymous, revision)).status).toBe(401)
})

test('people are counted once a week, without names; owners see their pages, leads all', async () => {
  const [one, two] = [await app.signIn(mina), await app.signIn(noa)]
  const { revision } = await readPage(one)
  for (const ask of [one, one, two]) await markRead(ask, revision)
  clock = new Date('2026-12-01T01:00:00Z')
  await markRead(await app.signIn(mina), revision)
  const lead = await app.signIn(leo)
  const usage = (await (await lead('/api/v1/usage')).json()) as {
    results: { path: string; weeks: number[]; total: number }[]
  }
  const row = usage.results.find(({ path }) => path === PAGE)
  expect(row?.weeks.slice(-2)).toEqual([2, 1])
  expect(row?.total).toBe(3)
  const board = await textOf(lead('/usage'))
  expect(board).toContain(`/wiki/${PAGE}`)
  expect(board).not.toContain(mina.name)
  expect(await textOf((await app.signIn(mina))('/usage'))).not.toContain(`/wiki/${PAGE}"`)
})

test('counting can be switched off; what one has read is still remembered for oneself', async () => {
  const quiet = await startApp({ config: { usage: false }, people: [ada, mina] })
  const ask = await quiet.signIn(mina)
  await markRead(ask, (await readPage(ask)).revision)
  expect(await quiet.context.reads.hasRead(await quiet.user(mina), PAGE)).toBe(true)
  expect((await quiet.context.reads.recentReads()).size).toBe(0)
  expect(await textOf((await quiet.signIn(ada))('/usage'))).toContain('설정 USAGE가 off예요')
  await quiet.stop()
})
