import { rmSync, statSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createFilter } from '../../src/search/filters.ts'
import { indexed } from '../../src/search/filling.ts'
import type { EngineAnswer, EngineKind, EngineQuery, SearchEngine } from '../../src/search/engine.ts'
import { countFacets, groupByPage } from '../../src/search/grouping.ts'
import { openEngine } from '../../src/search/open-engine.ts'
import { parseQuery } from '../../src/search/query.ts'
import { rank } from '../../src/search/ranking.ts'
import { createShelf, type Shelf } from '../../src/search/shelf.ts'
import type { TextDocument } from './search-corpora.ts'

/** Milliseconds, sorted; seconds of processor time; megabytes. */
export interface Speed {
  readonly buildSeconds: number
  readonly openSeconds: number
  readonly fileMegabytes: number
  readonly heapMegabytes: number
  readonly search: readonly number[]
  readonly passages: readonly number[]
  readonly suggest: readonly number[]
  readonly put: readonly number[]
  /** What the thread that serves does for a search. */
  readonly ranking: readonly number[]
}

const BATCH = 50
const PASSES = 3

/**
 * One engine in this thread, so that times and memory are those of the engine alone. The machine is shared, and the
 * system counts processor time in ticks too coarse for one query: of each query the quickest of three passes counts,
 * with every other query between them.
 */
export async function measureSpeed(
  kind: EngineKind,
  documents: Iterable<TextDocument>,
  queries: readonly string[],
): Promise<Speed> {
  const dir = await mkdtemp(join(tmpdir(), 'giljabi-bench-'))
  const file = join(dir, 'search.sqlite')
  try {
    const before = megabytesInUse()
    const shelf = createShelf()
    let engine = openEngine({ kind, file })
    const building = process.threadCpuUsage()
    const some = await fill(engine, shelf, documents)
    const buildSeconds = secondsOfCpu(building)
    await engine.close()
    const reopening = process.threadCpuUsage()
    engine = openEngine({ kind, file })
    const openSeconds = secondsOfCpu(reopening)
    const asked = queries.map(toEngineQuery)
    const search = await timeEach(asked, (query) => engine.search(query))
    const suggest = await timeEach(queries, (text) => engine.searchTitles(text))
    const answers = await Promise.all(asked.map((query) => engine.search(query)))
    const passages = await timeEach(asked, async (query, at) => {
      const shown = Array.from(answers[at]?.numbers.slice(0, 10) ?? [])
      return engine.passages(shown, query)
    })
    const ranking = await timeEach(answers, (answer) => rankAll(shelf, answer))
    const put = await timeEach(some, async (document) => {
      await engine.put([await indexed(shelf.put(document))])
      await engine.search(toEngineQuery(document.title))
    })
    const heapMegabytes = megabytesInUse() - before
    const { size } = statSync(file)
    await engine.close()
    return {
      buildSeconds,
      openSeconds,
      fileMegabytes: size / 1e6,
      heapMegabytes,
      search,
      passages,
      suggest,
      put,
      ranking,
    }
  } finally {
    rmSync(dir, { recursive: true })
  }
}

/** @returns some of the documents, to put again. */
async function fill(
  engine: SearchEngine,
  shelf: Shelf,
  documents: Iterable<TextDocument>,
): Promise<TextDocument[]> {
  const some: TextDocument[] = []
  let batch: TextDocument[] = []
  const put = async (): Promise<void> => {
    await engine.put(await Promise.all(batch.map((document) => indexed(shelf.put(document)))))
    // As pages are: facts without their text.
    for (const document of batch)
      shelf.put({ ...document, body: { version: '1', read: () => Promise.resolve('') } })
    batch = []
  }
  for (const document of documents) {
    if (some.length < 100) some.push(document)
    if (batch.push(document) === BATCH) await put()
  }
  await put()
  await engine.settle()
  return some
}

function rankAll(shelf: Shelf, answer: EngineAnswer): void {
  const { titles } = answer
  const matches = new Map(
    Array.from(titles.numbers, (number, at) => [
      number,
      { score: titles.scores[at] ?? 0, heading: titles.headings[at] ?? -1 },
    ]),
  )
  const filter = createFilter({}, parseQuery('').filters)
  const ranked = rank(answer, matches, (number) => shelf.find(number))
  groupByPage(ranked.filter(({ document }) => filter.passes(document)))
  countFacets(ranked, filter)
}

function toEngineQuery(q: string): EngineQuery {
  const { text, words, phrases, excluded } = parseQuery(q)
  return { text, words, phrases, excluded }
}

async function timeEach<T>(items: readonly T[], run: (item: T, at: number) => unknown): Promise<number[]> {
  const best = new Array<number>(items.length).fill(Infinity)
  for (let pass = 0; pass < PASSES; pass++) {
    for (const [at, item] of items.entries()) {
      const start = performance.now()
      await run(item, at)
      best[at] = Math.min(best[at] ?? Infinity, performance.now() - start)
    }
  }
  return best.sort((one, other) => one - other)
}

function secondsOfCpu(before: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1_000_000
}

function megabytesInUse(): number {
  setFlagsFromString('--expose-gc')
  ;(runInNewContext('gc') as () => void)()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return (heapUsed + arrayBuffers) / 1e6
}
