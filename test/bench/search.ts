/**
 * How well and how fast search finds, on the judged queries of ../shared/search. A report, not a test.
 *
 *   npm run bench:search              140 queries of each type; speed at 1,000 and 10,000 pages
 *   npm run bench:search -- --large   also at 50,000 pages
 *   npm run bench:search -- --all     every query
 *   npm run bench:search -- --tuned   only the half of the queries that weights were chosen on; --held: the other
 *   npm run bench:search -- --quick   relevance alone, without the baselines
 *   npm run bench:search -- --speed   speed and memory alone
 */
import { pino } from 'pino'
import type { EngineKind } from '../../src/search/engine.ts'
import { createSearch, type Search } from '../../src/search/search.ts'
import { plainLunr, plainSubstring, type Answerer } from './search-baselines.ts'
import {
  manyPages,
  readJudgedPages,
  readQueries,
  type JudgedQuery,
  type TextDocument,
} from './search-corpora.ts'
import { measureSpeed, type Speed } from './search-speed.ts'

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
const SPEED_TARGETS: Readonly<
  Record<number, Partial<Record<'query' | 'suggest' | 'put' | 'memory', string>>>
> = {
  1_000: { query: '1 / 4 ms' },
  10_000: { query: '3 / 10 ms', suggest: 'p95 3 ms', put: 'p95 50 ms', memory: '100 MB' },
  50_000: { query: '5 / 20 ms', memory: '200 MB' },
}
const CORE = ['en_question', 'ko_title', 'en_title', 'ko_heading', 'en_heading', 'ko_keyword2', 'en_keyword2']
const PER_TYPE = 140
/** lunr is not asked beyond what its memory allows; it serves up to 3,000 pages. */
const SIZES: readonly (readonly [count: number, kinds: readonly EngineKind[]])[] = [
  [1_000, ['lunr', 'fts5']],
  [3_000, ['lunr']],
  [10_000, ['lunr', 'fts5']],
  [50_000, ['fts5']],
]

type Queries = ReadonlyMap<string, readonly JudgedQuery[]>

interface Quality {
  readonly ndcg: number
  readonly mrr: number
  readonly recall: number
}

await report(process.argv.slice(2))

async function report(flags: readonly string[]): Promise<void> {
  const half = (['tuned', 'held'] as const).find((name) => flags.includes(`--${name}`))
  const queries = readQueries(flags.includes('--all') ? Infinity : PER_TYPE, half)
  if (!flags.includes('--speed')) await reportQuality(queries, flags.includes('--quick'))
  if (!flags.includes('--quick')) await reportSpeed(queries, flags.includes('--large'))
}

async function reportQuality(queries: Queries, isQuick: boolean): Promise<void> {
  const documents = readJudgedPages()
  for (const engine of ['lunr', 'fts5'] as const) {
    const search = createSearch({ log: pino({ level: 'silent' }), engine })
    await search.start(documents)
    const ours = await measureAll(queries, (q) => firstTen(search, q))
    await search.close()
    const others = isQuick || engine === 'fts5' ? {} : await measureBaselines(queries, documents)
    print([])
    print([`Relevance, ${engine}`])
    printQuality(ours, others)
  }
}

async function measureBaselines(
  queries: Queries,
  documents: readonly TextDocument[],
): Promise<Record<string, Map<string, Quality>>> {
  return {
    lunr: await measureAll(queries, plainLunr(documents)),
    substring: await measureAll(queries, plainSubstring(documents)),
  }
}

async function reportSpeed(queries: Queries, isLarge: boolean): Promise<void> {
  const asked = [...queries.values()].flatMap((list) => list.slice(0, 40)).map(({ q }) => q)
  for (const [count, kinds] of SIZES) {
    if (count > 10_000 && !isLarge) continue
    for (const kind of kinds) printSpeed(kind, count, await measureSpeed(kind, manyPages(count), asked))
  }
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

async function measureAll(queries: Queries, answer: Answerer): Promise<Map<string, Quality>> {
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

function printSpeed(kind: EngineKind, count: number, speed: Speed): void {
  const [p50, p95] = [0.5, 0.95]
  const at = (times: readonly number[], share: number): string =>
    (times[Math.floor(times.length * share)] ?? 0).toFixed(1)
  const both = (times: readonly number[]): string => `${at(times, p50)} / ${at(times, p95)} ms`
  const targets = SPEED_TARGETS[count] ?? {}
  const line = (name: string, figure: string, target = ''): void => print([name, figure.padEnd(16), target])
  print([])
  print([`${kind}, ${count} pages`, 'measured'.padEnd(16), 'target'])
  line('query p50 / p95', both(speed.search), targets.query)
  line('suggestion', both(speed.suggest), targets.suggest)
  line('excerpts of 10', both(speed.passages))
  line('saved, then found', both(speed.put), targets.put)
  line('serving thread', both(speed.ranking), 'p95 5 ms')
  line('memory', `${speed.heapMegabytes.toFixed(0)} MB`, targets.memory)
  line('file', `${speed.fileMegabytes.toFixed(0)} MB`)
  line('built in', `${speed.buildSeconds.toFixed(1)} s`)
  line('opened in', `${speed.openSeconds.toFixed(2)} s`)
}

function print(cells: readonly string[]): void {
  process.stdout.write(
    `${cells
      .map((cell) => cell.padEnd(14))
      .join('  ')
      .trimEnd()}\n`,
  )
}
