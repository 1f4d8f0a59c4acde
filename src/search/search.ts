import type { Log } from '../log.ts'
import { didYouMean } from './did-you-mean.ts'
import type { Heading, Language, SearchDocument, SearchStatus } from './document.ts'
import type { EngineAnswer, EngineQuery, NumberedText, Passage, Segment } from './engine.ts'
import { createFilter, type ChosenFilters } from './filters.ts'
import { chooseVariant, countFacets, groupByPage, type Facets } from './grouping.ts'
import { parseQuery, type ParsedQuery } from './query.ts'
import { rank, type Ranked } from './ranking.ts'
import { createShelf, type DocumentFacts, type Shelf } from './shelf.ts'
import { suggestTitles, type Suggestion } from './suggest.ts'
import { createTitleMatcher, type TitleMatcher } from './title-matcher.ts'
import type { IsVisible } from './visibility.ts'
import { createWorkerEngine, type WorkerEngine } from './worker-engine.ts'

export interface SearchInput {
  readonly q: string
  readonly filters: ChosenFilters
  readonly readerLang: Language
  readonly visible: IsVisible
  readonly limit: number
  readonly offset: number
}

export interface SuggestInput {
  readonly q: string
  readonly readerLang: Language
  readonly visible: IsVisible
  readonly limit: number
}

export interface SearchResult {
  readonly path: string
  readonly lang: Language
  readonly title: string
  readonly kind: string
  readonly owner: string | undefined
  readonly tags: readonly string[]
  readonly status: SearchStatus
  readonly stale: boolean
  readonly supersededBy: string | undefined
  readonly score: number
  readonly titleMarked: readonly Segment[]
  /** Plain text; the same as `excerptMarked` without its marks. */
  readonly excerpt: string
  readonly excerptMarked: readonly Segment[]
  /** The heading the excerpt is under, or that matched. */
  readonly heading: Heading | undefined
}

export interface SearchAnswer {
  readonly total: number
  readonly tookMs: number
  readonly results: readonly SearchResult[]
  readonly facets: Facets
  readonly didYouMean?: string
}

export interface Search {
  /** Resolves when the documents of `start` are findable. */
  readonly ready: Promise<void>
  /** Indexes these documents and no others; what was there before and is not among them goes. */
  start(documents: AsyncIterable<SearchDocument> | readonly SearchDocument[]): Promise<void>
  /** Resolves when the next search finds the document. */
  put(document: SearchDocument): Promise<void>
  /** Without a language: all variants of the page. */
  remove(path: string, lang?: Language): Promise<void>
  /** Groups of words that mean the same, whatever the language. */
  setSynonyms(groups: readonly (readonly string[])[]): Promise<void>
  /** Takes any text; waits until `start` is done. Nothing invisible shows in results, counts or suggestions. */
  search(input: SearchInput): Promise<SearchAnswer>
  /** Pages by title and heading, as one types; does not wait. */
  suggest(input: SuggestInput): Promise<readonly Suggestion[]>
  close(): Promise<void>
}

const LANGUAGES: readonly Language[] = ['ko', 'en']
const BATCH = 25
const MOST_RESULTS = 100
const NOTHING: EngineAnswer = {
  numbers: new Int32Array(),
  scores: new Float32Array(),
  strict: false,
  corrections: [],
}

/** Search over all pages: an engine in a thread of its own for text, titles in memory. One a process. */
export function createSearch({ log }: { log: Log }): Search {
  const shelf = createShelf()
  const titles = createTitleMatcher()
  let synonyms: readonly (readonly string[])[] = []
  const engine = createWorkerEngine(log, () => ({ documents: numbered(shelf.all()), synonyms }))
  const started = Promise.withResolvers<void>()
  started.promise.catch(() => undefined)
  const parts = { shelf, titles, engine, log }

  return {
    ready: started.promise,
    async start(documents) {
      await replaceAll(parts, documents)
      started.resolve()
    },
    async put(document) {
      await engine.put([...numbered([shelve(parts, document)])])
    },
    async remove(path, lang) {
      await removeAll(
        parts,
        (lang === undefined ? LANGUAGES : [lang]).map((one) => ({ path, lang: one })),
      )
    },
    async setSynonyms(groups) {
      synonyms = groups
      await engine.setSynonyms(groups)
    },
    async search(input) {
      const start = performance.now()
      await started.promise
      return { ...(await runSearch(parts, input)), tookMs: Math.round((performance.now() - start) * 10) / 10 }
    },
    suggest: ({ q, readerLang, visible, limit }) =>
      Promise.resolve(suggestTitles(shelf, titles, { text: parseQuery(q).text, readerLang, visible, limit })),
    async close() {
      started.reject(new Error('Search is closed'))
      await engine.close()
    },
  }
}

interface Parts {
  readonly shelf: Shelf
  readonly titles: TitleMatcher
  readonly engine: WorkerEngine
  readonly log: Log
}

async function replaceAll(
  parts: Parts,
  documents: AsyncIterable<SearchDocument> | readonly SearchDocument[],
): Promise<void> {
  const gone = new Set(Array.from(parts.shelf.all(), ({ number }) => number))
  let batch: DocumentFacts[] = []
  for await (const document of documents) {
    const facts = shelve(parts, document)
    gone.delete(facts.number)
    if (batch.push(facts) < BATCH) continue
    await parts.engine.put([...numbered(batch)])
    batch = []
  }
  await parts.engine.put([...numbered(batch)])
  await removeAll(
    parts,
    [...gone].map((number) => parts.shelf.find(number)).filter((facts) => facts !== undefined),
  )
}

function shelve({ shelf, titles }: Parts, document: SearchDocument): DocumentFacts {
  const facts = shelf.put(document)
  const headings = document.headings.map(({ text }) => text)
  titles.put(facts.number, document.title, headings)
  return facts
}

async function removeAll(
  { shelf, titles, engine }: Parts,
  variants: readonly { path: string; lang: Language }[],
): Promise<void> {
  const removed = variants
    .map(({ path, lang }) => shelf.remove(path, lang))
    .filter((facts) => facts !== undefined)
  for (const { number } of removed) titles.remove(number)
  if (removed.length > 0) await engine.remove(removed.map(({ number }) => number))
}

function* numbered(documents: Iterable<DocumentFacts>): Generator<NumberedText> {
  for (const { number, text } of documents) yield { number, text }
}

async function runSearch(parts: Parts, input: SearchInput): Promise<Omit<SearchAnswer, 'tookMs'>> {
  const { shelf, titles } = parts
  const query = parseQuery(input.q)
  const passes = createFilter(input.filters, query.filters)
  const findVisible = (number: number): DocumentFacts | undefined => {
    const document = shelf.find(number)
    return document !== undefined && input.visible(document) ? document : undefined
  }
  const answer = await askEngine(parts, query)
  const matches = titles.match(query.text)
  const ranked = hasWords(query)
    ? rank(answer, matches, findVisible)
    : listAll(shelf, query, input.filters, input.visible)
  const pages = groupByPage(ranked.filter(({ document }) => passes(document)))
  const offset = Math.max(0, input.offset)
  const shown = pages.slice(offset, offset + Math.min(Math.max(0, input.limit), MOST_RESULTS))
  const mayShow = (document: DocumentFacts): boolean => input.visible(document) && passes(document)
  const suggestion = didYouMean(query.text, answer.corrections, (number) => findVisible(number) !== undefined)
  return {
    total: pages.length,
    results: await showResults(parts, shown, toEngineQuery(query), (document) =>
      chooseVariant(document, input.readerLang, shelf.findVariant, mayShow),
    ),
    facets: countFacets(ranked, passes),
    ...(suggestion !== undefined && { didYouMean: suggestion }),
  }
}

/** Without words, filters alone list what passes them, fresh first; nothing at all finds nothing. */
function listAll(shelf: Shelf, query: ParsedQuery, chosen: ChosenFilters, visible: IsVisible): Ranked[] {
  const { stale, ...lists } = query.filters
  const filtered =
    stale !== undefined ||
    Object.values(lists).some((list) => list.length > 0) ||
    Object.values(chosen).some((value) => value !== undefined && value !== '')
  if (!filtered) return []
  return Array.from(shelf.all())
    .filter((document) => visible(document))
    .map((document) => ({ document, score: 0, heading: -1 }))
}

function hasWords({ text, excluded }: ParsedQuery): boolean {
  return text !== '' || excluded.length > 0
}

/** Where the engine fails, titles still find; the failure is logged. */
async function askEngine({ engine, log }: Parts, query: ParsedQuery): Promise<EngineAnswer> {
  if (!hasWords(query)) return NOTHING
  try {
    return await engine.search(toEngineQuery(query))
  } catch (error) {
    log.error({ err: error }, 'search: only titles were searched')
    return NOTHING
  }
}

function toEngineQuery({ words, phrases, excluded }: ParsedQuery): EngineQuery {
  return { words, phrases, excluded }
}

async function showResults(
  { engine, log }: Parts,
  pages: readonly Ranked[],
  query: EngineQuery,
  chooseShown: (document: DocumentFacts) => DocumentFacts,
): Promise<SearchResult[]> {
  const shown = pages.map(({ document }) => chooseShown(document))
  let passages: readonly Passage[] = []
  try {
    if (shown.length > 0)
      passages = await engine.passages(
        shown.map(({ number }) => number),
        query,
      )
  } catch (error) {
    log.error({ err: error }, 'search: results are shown without excerpts')
  }
  return pages.flatMap((page, at) => {
    const document = shown[at]
    return document === undefined ? [] : [toResult(page, document, passages[at])]
  })
}

function toResult(page: Ranked, shown: DocumentFacts, passage: Passage | undefined): SearchResult {
  const matchedHeading = page.document === shown ? page.heading : -1
  const excerptMarked = passage?.segments ?? []
  return {
    path: shown.path,
    lang: shown.lang,
    title: shown.title,
    kind: shown.kind,
    owner: shown.owner,
    tags: shown.tags,
    status: shown.status,
    stale: shown.stale,
    supersededBy: shown.supersededBy,
    score: Math.round(page.score * 10_000) / 10_000,
    titleMarked: passage?.titleSegments ?? [{ text: shown.title, marked: false }],
    excerpt: excerptMarked.map(({ text }) => text).join(''),
    excerptMarked,
    heading: shown.headings[matchedHeading] ?? shown.headings[passage?.heading ?? -1],
  }
}
