import { mkdtemp, open, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SearchDocument } from '../../src/search/document.ts'
import { openEngine } from '../../src/search/open-engine.ts'
import type { Search } from '../../src/search/search.ts'
import { ask, closeAll, engines, openSearch, page, pathsFor, useEngine } from './stage.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'giljabi-index-'))
})

afterEach(async () => {
  await closeAll()
  await rm(folder, { recursive: true })
})

/** A page whose body is read when it is needed; `reads` counts how often it is. */
function source(
  path: string,
  text: string,
  version = text,
): { document: SearchDocument; readonly reads: () => number } {
  let reads = 0
  const read = (): Promise<string> => {
    reads++
    return Promise.resolve(text)
  }
  return { document: page({ path, title: `제목 ${path}`, body: { version, read } }), reads: () => reads }
}

function fileOf(kind: string): string {
  return join(folder, `search-${kind}.sqlite`)
}

describe.each(engines)('on %s', (engine) => {
  beforeEach(() => useEngine(engine))

  async function openKept(...documents: SearchDocument[]): Promise<Search> {
    return openSearch(documents, { folder })
  }

  test('a restart reads no page that is as it was, and answers as before', async () => {
    const pages = [
      source('a', '두루마리 휴지'),
      source('b', '키친타월과 두루마리'),
      source('c', 'release notes'),
    ]
    const first = await openKept(...pages.map(({ document }) => document))
    const before = await ask(first, '두루마리')
    await first.close()
    const again = [
      source('a', '두루마리 휴지'),
      source('b', '키친타월과 두루마리'),
      source('c', 'release notes'),
    ]
    const second = await openKept(...again.map(({ document }) => document))
    expect(again.map(({ reads }) => reads())).toEqual([0, 0, 0])
    expect({ ...(await ask(second, '두루마리')), tookMs: 0 }).toEqual({ ...before, tookMs: 0 })
    expect(await pathsFor(second, '제목')).toEqual(expect.arrayContaining(['a', 'b', 'c']))
    expect(await ask(second, '키친타올')).toHaveProperty('didYouMean', '키친타월')
  })

  test('a restart takes up what changed meanwhile: new, changed and removed pages, and those alone', async () => {
    const first = await openKept(
      source('same', '그대로').document,
      source('changed', '먼저 글').document,
      source('gone', '사라질 글').document,
    )
    await first.close()
    const same = source('same', '그대로')
    const second = await openKept(
      source('new', '새로운 글').document,
      source('changed', '나중 글').document,
      same.document,
    )
    expect(same.reads()).toBe(0)
    expect(await pathsFor(second, '그대로')).toEqual(['same'])
    expect(await pathsFor(second, '나중')).toEqual(['changed'])
    expect(await pathsFor(second, '먼저')).toEqual([])
    expect(await pathsFor(second, '사라질')).toEqual([])
    expect(await pathsFor(second, '새로운')).toEqual(['new'])
  })

  test('what was saved and removed before the end is there after it', async () => {
    const first = await openKept(source('a', '하나').document, source('b', '둘째').document)
    await first.put(source('a', '고친 글', 'v2').document)
    await first.remove('b')
    await first.close()
    const kept = source('a', '고친 글', 'v2')
    const second = await openKept(kept.document)
    expect(kept.reads()).toBe(0)
    expect(await pathsFor(second, '고친')).toEqual(['a'])
    expect(await ask(second, '둘째')).toMatchObject({ total: 0 })
  })

  test('a page that is put again as it was is not read again, and shows what else changed of it', async () => {
    const before = source('a', '두루마리')
    const search = await openKept(before.document)
    const again = source('a', '두루마리')
    await search.put({ ...again.document, stale: true })
    expect(again.reads()).toBe(0)
    expect(await ask(search, '두루마리')).toMatchObject({ results: [{ path: 'a', stale: true }] })
    const hidden = source('a', '두루마리')
    await search.put({ ...hidden.document, status: 'draft' })
    expect(hidden.reads()).toBe(1)
    expect(await ask(search, '두루마리', { visible: () => false })).toMatchObject({ total: 0 })
  })

  test('a process killed between two writes leaves an index that is caught up with', async () => {
    const engineBefore = openEngine({ kind: engine, file: fileOf(engine) })
    const text = { title: '제목 a', summary: '', tags: [], headings: [], body: '두루마리' }
    await engineBefore.put([{ number: 1, isOpen: true, key: 'ko:a' as never, version: '두루마리', text }])
    await engineBefore.close()
    // As a killed process leaves it: the log of writes not yet in the file, cut in the middle of one.
    const log = await open(`${fileOf(engine)}-wal`, 'w')
    await log.write(Buffer.alloc(40_000, 7))
    await log.close()
    const kept = source('a', '두루마리')
    const search = await openKept(kept.document, source('b', '두루마리도').document)
    expect((await pathsFor(search, '두루마리')).sort()).toEqual(['a', 'b'])
    expect(kept.reads()).toBe(0)
  })

  test.each([
    ['truncated', async (file: string) => truncate(file, Math.floor((await stat(file)).size / 2))],
    ['emptied', (file: string) => truncate(file, 0)],
    ['something else', (file: string) => writeFile(file, 'not an index'.repeat(1_000))],
    [
      'overwritten in the middle',
      async (file: string) => {
        const handle = await open(file, 'r+')
        await handle.write(Buffer.alloc(16_384, 0xab), 0, 16_384, 4_096)
        await handle.close()
      },
    ],
  ])('a file that is %s is thrown away and built anew', async (_, damage) => {
    const first = await openKept(source('a', '두루마리 휴지').document)
    await first.close()
    await damage(fileOf(engine))
    const read = source('a', '두루마리 휴지')
    const second = await openKept(read.document)
    expect(await pathsFor(second, '두루마리')).toEqual(['a'])
    expect(read.reads()).toBe(1)
  })

  test('a second process leaves the file to the first and serves all the same', async () => {
    const first = await openKept(source('a', '두루마리').document)
    const second = await openKept(source('a', '두루마리').document)
    await second.put(source('b', '둘째 두루마리').document)
    expect(await pathsFor(first, '두루마리')).toEqual(['a'])
    expect((await pathsFor(second, '두루마리')).sort()).toEqual(['a', 'b'])
  })

  test('building anew reads every page again, misses nothing meanwhile, and leaves one file', async () => {
    const pages = Array.from({ length: 60 }, (_, at) => source(`p/${at}`, `두루마리 ${at}`))
    const search = await openKept(...pages.map(({ document }) => document))
    const building = search.rebuild()
    await search.put(source('late', '늦은 글').document)
    await search.remove('p/3')
    expect(await pathsFor(search, '늦은')).toEqual(['late'])
    await building
    expect(pages[5]?.reads()).toBe(2)
    expect(await pathsFor(search, '늦은')).toEqual(['late'])
    expect(await ask(search, '두루마리')).toMatchObject({ total: 59 })
    expect((await readdir(folder)).filter((file) => file.endsWith('.sqlite'))).toEqual([
      `search-${engine}.sqlite`,
    ])
  })
})

test('a file that one engine made is no use to the other, nor left behind', async () => {
  useEngine('lunr')
  const first = await openSearch([source('a', '두루마리').document], { folder })
  await first.close()
  const second = await openSearch([source('a', '두루마리').document], { folder, engine: 'fts5' })
  expect(await pathsFor(second, '두루마리')).toEqual(['a'])
  expect((await readdir(folder)).filter((file) => file.endsWith('.sqlite'))).toEqual(['search-fts5.sqlite'])
})

test('an index of the other kind than the pages want by now was opened in vain, and is not left behind', async () => {
  const first = await openSearch([source('a', '두루마리').document], { folder, engine: 'fts5' })
  await first.close()
  const second = await openSearch([source('a', '두루마리').document], { folder, engine: 'auto' })
  expect(second.engineKind).toBe('lunr')
  expect(await pathsFor(second, '두루마리')).toEqual(['a'])
  expect((await readdir(folder)).filter((file) => file.endsWith('.sqlite'))).toEqual(['search-lunr.sqlite'])
})
