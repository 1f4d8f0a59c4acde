import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { createSearch, type Search } from '../../src/search/search.ts'
import { ask, closeAll, engines, openSearch, page, pathsFor, useEngine } from './stage.ts'

/** A body that is not read before it is let go. */
function slowBody(text: string) {
  const { promise, resolve } = Promise.withResolvers<string>()
  return { body: { version: text, read: () => promise }, letGo: () => resolve(text) }
}

describe.each(engines)('on %s', (engine) => {
  beforeEach(() => useEngine(engine))
  afterEach(closeAll)

  test('while the first index is built titles are found, saves too, and nothing older comes over them', async () => {
    const slow = slowBody('먼저 있던 글')
    const search = createSearch({ log: pino({ level: 'silent' }), engine, waitMs: 50 })
    try {
      const building = search.start([
        page({ path: 'slow', title: '느린 글', body: slow.body }),
        page({ path: 'gone', title: '사라질 글', body: slow.body }),
      ])
      await named(search, '느린')
      expect(await ask(search, '느린 글')).toMatchObject({ results: [{ path: 'slow' }] })
      await search.put(page({ path: 'slow', title: '느린 글', body: '고쳐 쓴 글' }))
      await search.put(page({ path: 'new', title: '새 글', body: '두루마리' }))
      await search.remove('gone')
      expect(await pathsFor(search, '두루마리')).toEqual(['new'])
      slow.letGo()
      await building
      await search.ready
      expect(await pathsFor(search, '고쳐')).toEqual(['slow'])
      expect(await pathsFor(search, '먼저')).toEqual([])
      expect(await pathsFor(search, '사라질')).toEqual([])
    } finally {
      await search.close()
    }
  })

  test('of two saves of one page the later one holds, whichever is read first', async () => {
    const search = await openSearch([])
    const slow = slowBody('먼저 쓴 글')
    const first = search.put(page({ path: 'a', body: slow.body }))
    await search.put(page({ path: 'a', body: '나중에 쓴 글' }))
    slow.letGo()
    await first
    expect(await pathsFor(search, '나중')).toEqual(['a'])
    expect(await pathsFor(search, '먼저')).toEqual([])
  })

  test('what a killed process had written serves the next one, and what it had not is caught up with', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'giljabi-killed-'))
    try {
      const writer = fork(join(import.meta.dirname, 'killed-writer.ts'), [folder, engine], {
        execArgv: ['--disable-warning=ExperimentalWarning'],
      })
      let written = 0
      writer.on('message', (at: number) => {
        written = at + 1
        if (written === 40) writer.kill('SIGKILL')
      })
      await once(writer, 'exit')
      const pages = Array.from({ length: written + 5 }, (_, at) =>
        page({
          path: `p/${at}`,
          body: { version: `v${at}`, read: () => Promise.resolve(`두루마리 ${at}`) },
        }),
      )
      const search = await openSearch(pages, { folder })
      expect(await ask(search, '두루마리')).toMatchObject({ total: written + 5 })
      for (const { path } of pages.slice(-7)) expect(await pathsFor(search, path)).toContain(path)
    } finally {
      await closeAll()
      await rm(folder, { recursive: true })
    }
  })
})

/** Resolves when the title can be suggested. */
async function named(search: Search, q: string): Promise<void> {
  const ask = { q, readerLang: 'ko', visible: () => true, limit: 5 } as const
  while ((await search.suggest(ask)).length === 0);
}
