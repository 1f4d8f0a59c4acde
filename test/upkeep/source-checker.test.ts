import type { Source } from '../../src/pages/front-matter.ts'
import { createLog } from '../../src/log.ts'
import type { AskSource, Known } from '../../src/upkeep/ask-source.ts'
import { createSourceChecker } from '../../src/upkeep/source-checker.ts'
import type { SourceState } from '../../src/upkeep/source-state.ts'
import type { SourceUse } from '../../src/upkeep/source-uses.ts'
import { ANSWERED } from './world.ts'

const now = () => new Date('2026-11-24T03:00:00.000Z')

/** A checker of these addresses whose states are in memory. */
function checkerOf(urls: readonly string[], ask: AskSource) {
  const kept = new Map<string, SourceState>()
  const uses = new Map(
    urls.map((url): [string, SourceUse] => [url, { url, source: {} as Source, pages: [] }]),
  )
  const checker = createSourceChecker({
    states: {
      all: () => Promise.resolve(kept),
      put: (state) => Promise.resolve(void kept.set(state.url, state)),
      remove: (gone) => Promise.resolve(gone.forEach((url) => void kept.delete(url))),
    },
    uses: () => uses,
    ask,
    onMarked: () => Promise.resolve(),
    everyMs: 1_000,
    pauseMs: 0,
    now,
    log: createLog('silent'),
  })
  return { checker, kept, uses }
}

test('asks one host one thing at a time, and several hosts beside each other', async () => {
  const open = new Map<string, number>()
  let most = 0
  let together = 0
  const ask: AskSource = async (url) => {
    const { host } = new URL(url)
    const here = (open.get(host) ?? 0) + 1
    open.set(host, here)
    most = Math.max(most, here)
    together = Math.max(together, [...open.values()].filter((count) => count > 0).length)
    for (let turn = 0; turn < 5; turn++) await Promise.resolve()
    open.set(host, here - 1)
    return ANSWERED
  }
  const urls = ['a', 'b', 'c'].flatMap((host) => [1, 2, 3].map((page) => `https://${host}.example/${page}`))
  expect(await checkerOf(urls, ask).checker.run()).toEqual({ asked: 9, marked: 0, offline: false })
  expect(most).toBe(1)
  expect(together).toBeGreaterThan(1)
})

test('tells the server what it knows, joins a check that is under way, and forgets what nobody uses', async () => {
  const asked: (readonly [string, string | undefined])[] = []
  const ask: AskSource = (url, { etag }: Known) => {
    asked.push([url, etag])
    return Promise.resolve({ ...ANSWERED, etag: '"one"' })
  }
  const { checker, kept, uses } = checkerOf(['https://a.example/', 'https://b.example/'], ask)
  await Promise.all([checker.run({ all: true }), checker.run({ all: true })])
  expect(asked).toHaveLength(2)
  uses.delete('https://b.example/')
  await checker.run({ all: true })
  expect(asked.at(-1)).toEqual(['https://a.example/', '"one"'])
  expect([...kept.keys()]).toEqual(['https://a.example/'])
})

test('closing ends what is under way and writes nothing down of it', async () => {
  const begun = Promise.withResolvers<void>()
  const ask: AskSource = (_url, _known, signal) => {
    begun.resolve()
    return new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve({ ...ANSWERED, outcome: 'failed', status: undefined }))
    })
  }
  const { checker, kept } = checkerOf(['https://a.example/1', 'https://a.example/2'], ask)
  checker.start()
  const running = checker.run()
  await begun.promise
  expect(checker.isRunning()).toBe(true)
  await checker.close()
  expect(await running).toMatchObject({ asked: 0 })
  expect([checker.isRunning(), kept.size]).toEqual([false, 0])
})
