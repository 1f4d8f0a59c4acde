/**
 * How well and how fast search finds, on the judged queries of ../shared/search. A report, not a test.
 *
 *   npm run bench:search              140 queries of each type, speed at 1,000 and 10,000 pages
 *   npm run bench:search -- --all     every query
 *   npm run bench:search -- --quick   relevance alone, without the baselines
 */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { pino } from 'pino'
import type { SearchDocument } from '../../src/search/document.ts'
import { createLunrEngine } from '../../src/search/lunr-engine.ts'
import { parseQuery } from '../../src/search/query.ts'
import { createSearch, type Search } from '../../src/search/search.ts'
import { createShelf } from '../../src/search/shelf.ts'
import { createTitleMatcher } from '../../src/search/title-matcher.ts'
import { plainLunr, plainSubstring, type Answerer } from './search-baselines.ts'
import { manyPages, readJudgedPages, readQueries, type JudgedQuery } from './search-corpora.ts'

/** Targets for nDCG@10; those that were set for several types together are repeated. */
const TARGETS: Readonly<Record<string, number>> = {
  core: 0.96,
  all: 0.945,
  en_question: 0.98,
  ko_title: 1,
  en_title: 1,
  ko_nospace: 0.995,
  ko_heading: 0.92,
  en_heading: 0.88,
  ko_typo: 0.99,
  en_typo: 0.96,
  ko_chosung: 0.985,
  ko_keyboard: 0.99,
  ko_mixed: 0.92,
  mixed_josa: 0.9,
  ko_prefix: 0.88,
  ko_prefix_ime: 0.88,
  en_prefix: 0.9,
}
const CORE = ['en_question', 'ko_title', 'en_title', 'ko_heading', 'en_heading', 'ko_keyword2', 'en_keyword2']
const PER_TYPE = 140

interface Quality {
  readonly ndcg: number
  readonly mrr: number
  readonly recall: number
}

await report(process.argv.slice(2))

async function report(flags: readonly string[]): Promise<void> {
  const queries = readQueries(flags.includes('--all') ? Infinity : PER_TYPE)
  const documents = readJudgedPages()
  const search = createSearch({ log: pino({ level: 'silent' }) })
  await search.start(documents)
  const ours = await measureAll(queries, (q) => firstTen(search, q))
  await search.close()
  if (flags.includes('--quick')) {
    printQuality(ours, {})
    return
  }
  printQuality(ours, {
    lunr: await measureAll(queries, plainLunr(documents)),
    substring: await measureAll(queries, plainSubstring(documents)),
  })
  for (const count of [1_000, 10_000]) printSpeed(count, await measureSpeed(manyPages(count), queries))
}

async function firstTen(search: Search, q: string): Promise<string[]> {
  const { results } = await search.search({
    q,
    filters: {},
    readerLang: 'ko',
    visible: () => true,
    limit: 10,
    offset: 0,
  })
  return results.map(({ path }) => path)
}

async function measureAll(
  queries: ReadonlyMap<string, readonly JudgedQuery[]>,
  answer: Answerer,
): Promise<Map<string, Quality>> {
  const byType = new Map<string, Quality>()
  for (const [type, list] of queries) {
    const all: Quality[] = []
    for (const query of list) all.push(judge(await answer(query.q), query.rel))
    byType.set(type, meanOf(all))
  }
  const types = [...byType.keys()]
  byType.set('core', meanOf(CORE.flatMap((type) => byType.get(type) ?? [])))
  byType.set('all', meanOf(types.flatMap((type) => byType.get(type) ?? [])))
  return byType
}

/** nDCG@10 with binary gains (Järvelin and Kekäläinen, 2002), MRR@10 and Recall@10. */
function judge(found: readonly string[], relevant: readonly string[]): Quality {
  const discount = (rank: number): number => 1 / Math.log2(rank + 2)
  const hits = found.flatMap((path, rank) => (relevant.includes(path) ? [rank] : []))
  const sum = (ranks: readonly number[]): number => ranks.reduce((total, rank) => total + discount(rank), 0)
  return {
    ndcg: sum(hits) / sum([...Array(Math.min(10, relevant.length)).keys()]),
    mrr: hits[0] === undefined ? 0 : 1 / (hits[0] + 1),
    recall: hits.length / relevant.length,
  }
}

function meanOf(qualities: readonly Quality[]): Quality {
  const mean = (of: (quality: Quality) => number): number =>
    qualities.reduce((sum, quality) => sum + of(quality), 0) / qualities.length
  return { ndcg: mean((q) => q.ndcg), mrr: mean((q) => q.mrr), recall: mean((q) => q.recall) }
}

interface Speed {
  readonly buildSeconds: number
  readonly heapMegabytes: number
  readonly engine: readonly number[]
  readonly titles: readonly number[]
  readonly put: readonly number[]
  readonly cpuPerQuery: number
}

/**
 * In this thread, so that heap and processor time are those of the engine alone. The system counts
 * processor time in ticks too coarse for one query: percentiles are of elapsed time, the mean of processor time.
 */
async function measureSpeed(
  documents: readonly SearchDocument[],
  queries: ReadonlyMap<string, readonly JudgedQuery[]>,
): Promise<Speed> {
  const before = heapMegabytes()
  const [shelf, titleMatcher, engine] = [createShelf(), createTitleMatcher(), createLunrEngine()]
  const put = async (document: SearchDocument): Promise<void> => {
    const facts = shelf.put(document)
    titleMatcher.put(
      facts.number,
      document.title,
      document.headings.map(({ text }) => text),
    )
    await engine.put([facts])
  }
  const start = performance.now()
  for (const document of documents) await put(document)
  const buildSeconds = (performance.now() - start) / 1000
  const heap = heapMegabytes() - before
  const asked = [...queries.values()].flatMap((list) => list.slice(0, 40)).map(({ q }) => parseQuery(q))
  const cpu = process.threadCpuUsage()
  const engineTimes = await timeEach(asked, (query) => engine.search(query))
  const used = process.threadCpuUsage(cpu)
  return {
    buildSeconds,
    heapMegabytes: heap,
    engine: engineTimes,
    titles: await timeEach(asked, ({ text }) => titleMatcher.match(text)),
    put: await timeEach(documents.slice(0, 100), put),
    cpuPerQuery: (used.user + used.system) / 1000 / asked.length,
  }
}

async function timeEach<T>(items: readonly T[], run: (item: T) => unknown): Promise<number[]> {
  const times: number[] = []
  for (const item of items) {
    const start = performance.now()
    await run(item)
    times.push(performance.now() - start)
  }
  return times.sort((one, other) => one - other)
}

function heapMegabytes(): number {
  setFlagsFromString('--expose-gc')
  ;(runInNewContext('gc') as () => void)()
  return process.memoryUsage().heapUsed / 1e6
}

function printQuality(
  ours: ReadonlyMap<string, Quality>,
  others: Record<string, ReadonlyMap<string, Quality>>,
): void {
  print([
    'type',
    'nDCG@10',
    'target',
    'MRR@10',
    'Recall@10',
    ...Object.keys(others).map((name) => `${name} nDCG`),
  ])
  for (const [type, { ndcg, mrr, recall }] of ours) {
    const figures = [
      ndcg,
      TARGETS[type],
      mrr,
      recall,
      ...Object.values(others).map((other) => other.get(type)?.ndcg),
    ]
    print([type, ...figures.map((figure) => figure?.toFixed(3) ?? '-')])
  }
}

function printSpeed(count: number, speed: Speed): void {
  const percentiles = (times: readonly number[]): string =>
    [0.5, 0.95].map((share) => (times[Math.floor(times.length * share)] ?? 0).toFixed(1)).join(' / ')
  print([])
  print([
    `${count} pages`,
    `built in ${speed.buildSeconds.toFixed(1)} s, heap ${speed.heapMegabytes.toFixed(0)} MB`,
  ])
  print([
    'query',
    `p50 / p95 ${percentiles(speed.engine)} ms, mean ${speed.cpuPerQuery.toFixed(1)} ms of CPU`,
  ])
  print(['titles', `p50 / p95 ${percentiles(speed.titles)} ms`])
  print(['one page put', `p50 / p95 ${percentiles(speed.put)} ms`])
}

function print(cells: readonly string[]): void {
  process.stdout.write(
    `${cells
      .map((cell) => cell.padEnd(14))
      .join('  ')
      .trimEnd()}\n`,
  )
}
