import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AppError } from '../../src/errors.ts'
import { openRepository, type Repository } from '../../src/git/repository.ts'
import { createLog } from '../../src/log.ts'
import { createPages } from '../../src/pages/pages.ts'
import type { User } from '../../src/user.ts'
import { leo } from '../cast.ts'

const log = createLog('silent')
const user: User = { ...leo, id: 'u-leo', lang: 'ko', theme: 'system' }
const author = { name: leo.name, email: leo.email }
const closing: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

test('saves that wait for their turn go to disk together, each as a commit of its own', async () => {
  const { repository, pages, published, hold } = await openWiki()
  const release = hold()
  const saves = Array.from({ length: 10 }, (_, at) => save(pages, `guides/p${at}`, `Page ${at}`))
  release()
  const saved = await Promise.all(saves)
  expect(published.slice(-1)).toEqual([10])
  expect(new Set(saved.map(({ commit }) => commit)).size).toBe(10)
  expect(await repository.head()).toBe(saved.at(-1)?.commit)
  expect(await repository.fsck()).toEqual([])
  const again = await reopen(repository)
  expect(saved.map(({ path }) => again.content.history.of(`${path}.md`).length)).toEqual(Array(10).fill(1))
})

test('a page that several people save at once has all of it, and each is told their own revision', async () => {
  const { repository, pages, hold } = await openWiki()
  const lines = Array.from({ length: 9 }, (_, at) => `Line ${at}\n`)
  const { revision: base } = await save(pages, 'guides/a', lines.join('\n'))
  const release = hold()
  const saves = [0, 4, 8].map((at) => {
    const body = lines.map((line, place) => (place === at ? `Mine ${at}\n` : line)).join('\n')
    return pages.save(user, { path: 'guides/a', source: page(body), how: 'merge', base })
  })
  release()
  const saved = await Promise.all(saves)
  const texts = await Promise.all(
    saved.map(async ({ revision }) => String(await repository.readBlob(revision))),
  )
  expect(texts.map((text) => text.match(/Mine \d/g))).toEqual([
    ['Mine 0'],
    ['Mine 0', 'Mine 4'],
    ['Mine 0', 'Mine 4', 'Mine 8'],
  ])
})

test('of two who make the same page at once the second is refused', async () => {
  const { pages, hold } = await openWiki()
  const release = hold()
  const saves = ['First', 'Second'].map((body) => save(pages, 'guides/a', body))
  release()
  const [first, second] = await Promise.allSettled(saves)
  expect([first?.status, second?.status]).toEqual(['fulfilled', 'rejected'])
  expect((second as PromiseRejectedResult).reason).toMatchObject({ key: 'pages.exists' })
})

test('when others move the branch meanwhile, all are decided anew on top of it', async () => {
  const { repository, pages, hold } = await openWiki()
  const outside = await openRepository(repository.dir, { log })
  closing.push(() => outside.close())
  const release = hold()
  const saves = [0, 1].map((at) => save(pages, `guides/p${at}`, `Page ${at}`))
  let times = 0
  const last = pages.content.commit(
    author,
    async () => {
      if (++times === 1) await commitOutside(outside, 'guides/outside.md')
      return { files: [{ path: 'guides/last.md', content: Buffer.from(page('Last')) }], message: 'Last' }
    },
    { together: true },
  )
  release()
  await Promise.all([...saves, last])
  expect(times).toBe(2)
  const again = await reopen(repository)
  const found = ['p0', 'p1', 'outside', 'last'].map((name) => again.content.catalog.find(`guides/${name}`))
  expect(found.every(Boolean)).toBe(true)
  expect([...again.content.history.recent()].map(({ id }) => id)).toEqual(
    [...pages.content.history.recent()].map(({ id }) => id),
  )
})

test('what cannot be written is nowhere, not in memory either, and the next save works', async () => {
  const wiki = await openWiki()
  const { revision } = await save(wiki.pages, 'guides/a', 'Before')
  const release = wiki.hold()
  const full = new AppError('storage-full', 'git.storageFull')
  const saves = [
    wiki.pages.save(user, { path: 'guides/a', source: page('After'), how: 'replace' }),
    save(wiki.pages, 'guides/b', 'New'),
    save(wiki.pages, 'guides/c', 'New'),
  ]
  wiki.failOnce(full)
  release()
  const results = await Promise.allSettled(saves)
  expect(results.map((result) => (result as PromiseRejectedResult).reason as unknown)).toEqual([
    full,
    full,
    full,
  ])
  const { catalog, history } = wiki.pages.content
  expect(catalog.find('guides/a')?.original.blob).toBe(revision)
  expect(['guides/b', 'guides/c'].map((path) => catalog.find(path))).toEqual([undefined, undefined])
  expect(history.of('guides/a.md')).toHaveLength(1)
  expect(history.of('guides/b.md')).toEqual([])
  const { commit } = await save(wiki.pages, 'guides/b', 'New')
  expect(await wiki.repository.head()).toBe(commit)
})

/** A wiki of which we count how many commits go to disk at once, can hold the turn, and can fill the disk once. */
async function openWiki() {
  const folder = await mkdtemp(join(tmpdir(), 'giljabi-together-'))
  closing.push(() => rm(folder, { recursive: true, force: true }))
  const repository = await openRepository(join(folder, 'content.git'), { log })
  closing.push(() => repository.close())
  const published: number[] = []
  let failure: Error | undefined
  const counted: Repository = {
    ...repository,
    publishCommits(commits, moves) {
      const error = failure
      failure = undefined
      if (error) return Promise.reject(error)
      published.push(commits.length)
      return repository.publishCommits(commits, moves)
    },
  }
  const pages = createPages(counted, log)
  await pages.content.load()
  await save(pages, 'guides/first', 'First')
  const hold = (): (() => void) => {
    const { promise, resolve } = Promise.withResolvers<undefined>()
    void pages.content.commit(author, () => promise)
    return () => resolve(undefined)
  }
  return { repository, pages, published, hold, failOnce: (error: Error) => (failure = error) }
}

async function reopen(repository: Repository) {
  const pages = createPages(repository, log)
  await pages.content.load()
  return pages
}

function save(pages: ReturnType<typeof createPages>, path: string, body: string) {
  return pages.save(user, { path, source: page(body), how: 'create' })
}

function page(body: string): string {
  return `---\ntitle: Title\n---\n\n${body}\n`
}

async function commitOutside(repository: Repository, path: string): Promise<void> {
  await repository.commitIfUnchanged({
    parent: await repository.head(),
    changes: [{ path, content: Buffer.from(page('Outside')) }],
    message: 'Outside',
    author,
    time: new Date(),
  })
}
