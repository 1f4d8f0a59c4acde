import { chmod, mkdtemp, readdir, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startApp, type TestApp } from '../app.ts'
import { leo } from '../cast.ts'

let dataDir: string
const running: TestApp[] = []

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'giljabi-damaged-'))
})

afterEach(async () => {
  for (const app of running.splice(0)) await app.stop()
  await rm(dataDir, { recursive: true, force: true })
})

async function start(): Promise<TestApp> {
  const app = await startApp({ dataDir })
  running.push(app)
  return app
}

async function stopped(): Promise<void> {
  await (await start()).stop()
  running.pop()
}

/** That a page is read, found and saved as if nothing had been. */
async function expectWhole(app: TestApp): Promise<void> {
  const lead = await app.withToken(leo)
  expect((await lead('/wiki/lessons/read-the-official-docs-first')).status).toBe(200)
  expect(await (await lead('/history/lessons/read-the-official-docs-first')).text()).toContain('/diff/')
  const { results } = (await (await lead('/api/v1/search?q=official+docs')).json()) as { results: unknown[] }
  expect(results.length).toBeGreaterThan(0)
  const source = '---\ntitle: After\nkind: note\n---\n\nafter\n'
  expect((await lead('/api/v1/pages/notes/after', { method: 'PUT', body: source })).status).toBe(201)
}

test.each([
  ['cut in half', async (file: string) => truncate(file, Math.floor((await stat(file)).size / 2))],
  ['empty', (file: string) => truncate(file, 0)],
  ['something else', (file: string) => writeFile(file, 'not a cache'.repeat(500))],
])('a cache whose files are %s is made anew by the start (F8)', async (_, damage) => {
  await stopped()
  const names = await readdir(join(dataDir, 'cache'))
  expect(names).toContain('content.cache')
  for (const name of names) {
    const file = join(dataDir, 'cache', name)
    if ((await stat(file)).isFile()) await damage(file)
  }
  await expectWhole(await start())
})

test.each([
  ['cut in half', async (file: string) => truncate(file, Math.floor((await stat(file)).size / 2))],
  ['gone', (file: string) => rm(file)],
  ['something else', (file: string) => writeFile(file, 'not an index'.repeat(500))],
])('git’s index of a pack that is %s is made anew by the start, and nothing is lost', async (_, damage) => {
  const app = await start()
  await expectWhole(app)
  await app.context.repository.tidy()
  await app.stop()
  running.pop()
  const packs = join(dataDir, 'content.git/objects/pack')
  const indexes = (await readdir(packs)).filter((name) => name.endsWith('.idx'))
  expect(indexes.length).toBeGreaterThan(0)
  for (const name of indexes) {
    await chmod(join(packs, name), 0o644)
    await damage(join(packs, name))
  }
  // What is kept of the pages would hide that they cannot be read.
  await rm(join(dataDir, 'cache'), { recursive: true })
  const again = await start()
  expect((await (await again.withToken(leo))('/wiki/notes/after')).status).toBe(200)
  expect(await again.context.repository.fsck()).toEqual([])
})

test('a cache of pages that is whole spares reading them, and what changed meanwhile is read', async () => {
  const first = await start()
  await expectWhole(first)
  const before = first.context.pages.content
  const known = [...before.catalog.variants()].map(({ file, blob, title }) => [file, blob, title]).sort()
  const commits = [...before.history.recent()].map(({ id }) => id)
  await first.stop()
  running.pop()
  const { content } = (await start()).context.pages
  expect([...content.catalog.variants()].map(({ file, blob, title }) => [file, blob, title]).sort()).toEqual(
    known,
  )
  expect([...content.history.recent()].map(({ id }) => id)).toEqual(commits)
})

test('a start removes the locks of git that a killed process left (F8)', async () => {
  await stopped()
  const long = new Date(Date.now() - 60_000)
  for (const lock of ['refs/heads/main.lock', 'packed-refs.lock', 'HEAD.lock']) {
    const file = join(dataDir, 'content.git', lock)
    await writeFile(file, '')
    await utimes(file, long, long)
  }
  await expectWhole(await start())
})

test('the lock of a server that is gone keeps nobody from starting, nor from restoring', async () => {
  await writeFile(join(dataDir, 'server-4194305-3000.lock'), JSON.stringify({ pid: 4_194_305 }))
  await stopped()
  expect((await readdir(dataDir)).filter((name) => name.endsWith('.lock'))).toEqual([])
})
