import type { Log } from '../log.ts'
import { didYouMean } from './did-you-mean.ts'
import type { Heading, Language, SearchDocument, SearchStatus } from './document.ts'
import type { EngineWish } from './engine-choice.ts'
import type {
  ClosedPart,
  EngineAnswer,
  EngineKind,
  EngineQuery,
  Passage,
  Segment,
  TitleAnswer,
} from './engine.ts'
import { createFilter, reviewOfIndex, type ChosenFilters, type ReviewOf } from './filters.ts'
import { chooseVariant, countFacets, groupByPage, NO_FACETS, type Facets } from './grouping.ts'
import { createIndexing, type Indexing } from './indexing.ts'
import { parseQuery, type ParsedQuery } from './query.ts'
import { rank, type Ranked, type UseOf } from './ranking.ts'
import { createShelf, type DocumentFacts, type Shelf } from './shelf.ts'
import { createOtherWords } from './other-words.ts'
import { suggestNearest, suggestTitles, type Suggestion } from './suggest.ts'
import type { TitleMatch } from './title-matcher.ts'
import { createUse, type RecentReads } from './use.ts'
import type { IsVisible } from './visibility.ts'

/** Who asks, and what of the documents they may see. */
interface Asker {
  readonly readerLang: Language
  readonly visible: IsVisible
  /** A name that tells this reader from others: what only they may see is kept ready under it. */
  readonly reader?: string
}

export interface SearchInput extends Asker {
  readonly q: string
  readonly filters: ChosenFilters
  readonly limit: number
  readonly offset: number
  /** False spares counting them. */
  readonly facets?: boolean
  /** Where not given, as it was when the page was indexed. */
  readonly reviewOf?: ReviewOf
}

export interface SuggestInput extends Asker {
  readonly q: string
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
  /** Words of the same meaning that were looked for too. */
  readonly also: readonly string[]
  /** Where nothing was found: pages whose titles come nearest. */
  readonly nearest: readonly Suggestion[]
}

export interface Search {
  /** Resolves when the documents of `start` are findable. */
  readonly ready: Promise<void>
  /** Which body serves; undefined before `start`. */
  readonly engineKind: EngineKind | undefined
  /** Starts the index thread, so that it loads its modules while pages are read. */
  warm(): void
  /**
   * Indexes these documents and no others, as far as the kept index does not have them; what was there before and is not
   * among them goes.
   */
  start(documents: AsyncIterable<SearchDocument> | readonly SearchDocument[]): Promise<void>
  /** Resolves when the next search finds the documents. */
  put(...documents: SearchDocument[]): Promise<void>
  /** Searches wait until `change`, which puts or removes documents, is done; it is rejected for nobody. */
  waitFor: (change: Promise<void>) => void
  /** Without a language: all variants of the page. */
  remove(path: string, lang?: Language): Promise<void>
  /** Groups of words that mean the same, whatever the language. */
  setSynonyms(groups: readonly (readonly string[])[]): Promise<void>
  /** Makes the index anew from what was started and put; the old one serves meanwhile. */
  rebuild(): Promise<void>
  /** Takes any text; waits a little for `start` to be done. Nothing invisible shows in results, counts or suggestions. */
  search(input: SearchInput): Promise<SearchAnswer>
  /** Pages by title and heading, as one types; does not wait. */
  suggest(input: SuggestInput): Promise<readonly Suggestion[]>
  close(): Promise<void>
}

const LANGUAGES: readonly Language[] = ['ko', 'en']
const MOST_RESULTS = 100
const WAIT_MS = 3_000
const NO_TITLES: TitleAnswer = {
  numbers: new Int32Array(),
  scores: new Float32Array(),
  headings: new Int16Array(),
}
const NOTHING: EngineAnswer = {
  titles: NO_TITLES,
  numbers: new Int32Array(),
  scores: new Float32Array(),
  strict: false,
  corrections: [],
}

export interface SearchOptions {
  readonly log: Log
  /** Which engine; `auto` (where not given) goes by the number of documents. */
  readonly engine?: EngineWish
  /** Folder that the index is kept in between starts; where not given it is made anew by each process. */
  readonly folder?: string
  /** Readings that decide between pages that match alike. */
  readonly recentReads?: RecentReads
  readonly now?: () => Date
  /** A search waits so many milliseconds for the first index; then it answers with what there is. */
  readonly waitMs?: number
}

/** Search over all pages: an engine in a thread of its own for text and titles, facts here. One a process. */
export function createSearch(options: SearchOptions): Search {
  const { log, engine = 'auto', folder, waitMs = WAIT_MS } = options
  const { recentReads = () => Promise.resolve(new Map()), now = () => new Date() } = options
  const shelf = createShelf()
  const use = createUse(recentReads, now)
  const indexing = createIndexing(shelf, { log, wish: engine, folder })
  let otherWords = createOtherWords([])
  let changing: Promise<void> = Promise.resolve()
  const parts: Parts = { shelf, indexing, log, useOf: use.of, otherWords: (text) => otherWords(text) }

  return {
    ready: indexing.ready,
    warm: () => indexing.warm(),
    async start(documents) {
      await Promise.all([indexing.start(documents), use.refresh()])
    },
    put: (...documents) => indexing.put(documents),
    remove: (path, lang) =>
      indexing.remove((lang === undefined ? LANGUAGES : [lang]).map((one) => ({ path, lang: one }))),
    waitFor(change) {
      const both = Promise.all([changing, change])
      changing = both.then(
        () => undefined,
        (error: unknown) => log.error({ err: error }, 'search: a change could not be taken in'),
      )
    },
    setSynonyms(groups) {
      otherWords = createOtherWords(groups)
      return indexing.setSynonyms(groups)
    },
    rebuild: () => indexing.rebuild(),
    get engineKind() {
      return indexing.engine?.options.kind
    },
    async search(input) {
      const start = performance.now()
      await inTime(Promise.all([indexing.ready, changing]), waitMs)
      return { ...(await runSearch(parts, input)), tookMs: Math.round((performance.now() - start) * 10) / 10 }
    },
    async suggest({ q, limit, ...asker }) {
      await inTime(changing, waitMs)
      const { text } = parseQuery(q)
      const { readerLang, visible } = asker
      const titles = toMatches(await askTitles(parts, text, closedTo(shelf, asker)))
      return suggestTitles(shelf, titles, { text, readerLang, visible, limit, useOf: use.of })
    },
    async close() {
      await changing
      await indexing.close()
    },
  }
}

interface Parts {
  readonly shelf: Shelf
  readonly indexing: Indexing
  readonly log: Log
  readonly useOf: UseOf
  readonly otherWords: (text: string) => string[]
}

/** Resolves when the promise does, or the time is over. @throws what the promise is rejected with */
async function inTime(promise: Promise<unknown>, most: number): Promise<void> {
  const { promise: over, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, most)
  await Promise.race([promise, over])
  clearTimeout(timer)
}

async function askTitles(
  { indexing, log }: Parts,
  text: string,
  closed: ClosedPart | undefined,
): Promise<TitleAnswer> {
  try {
    return (await indexing.engine?.searchTitles(text, closed)) ?? NO_TITLES
  } catch (error) {
    log.error({ err: error }, 'search: no suggestions could be made')
    return NO_TITLES
  }
}

/** What is not open to all, but to this reader. */
function closedTo(shelf: Shelf, { reader = '', visible }: Asker): ClosedPart | undefined {
  const numbers: number[] = []
  for (const document of shelf.closed()) if (visible(document)) numbers.push(document.number)
  return numbers.length === 0 ? undefined : { reader, numbers }
}

function toMatches({ numbers, scores, headings }: TitleAnswer): Map<number, TitleMatch> {
  return new Map(
    Array.from(numbers, (number, at) => [number, { score: scores[at] ?? 0, heading: headings[at] ?? -1 }]),
  )
}

async function runSearch(parts: Parts, input: SearchInput): Promise<Omit<SearchAnswer, 'tookMs'>> {
  const { shelf } = parts
  const query = parseQuery(input.q)
  const { reviewOf = reviewOfIndex } = input
  const filter = createFilter(input.filters, query.filters, reviewOf)
  const findVisible = (number: number): DocumentFacts | undefined => {
    const document = shelf.find(number)
    return document !== undefined && input.visible(document) ? document : undefined
  }
  const asked = toEngineQuery(query, closedTo(shelf, input))
  const answer = await askEngine(parts, asked)
  const matches = toMatches(answer.titles)
  const ranked = hasWords(query)
    ? rank(answer, matches, findVisible, parts.useOf)
    : listAll(shelf, query, input.filters, input.visible)
  const pages = groupByPage(ranked.filter(({ document }) => filter.passes(document)))
  const offset = Math.max(0, input.offset)
  const shown = pages.slice(offset, offset + Math.min(Math.max(0, input.limit), MOST_RESULTS))
  const mayShow = (document: DocumentFacts): boolean => input.visible(document) && filter.passes(document)
  const suggestion = didYouMean(query.text, answer.corrections, (number) => findVisible(number) !== undefined)
  return {
    total: pages.length,
    results: await showResults(parts, shown, asked, reviewOf, (document) =>
      chooseVariant(document, input.readerLang, shelf.findVariant, mayShow),
    ),
    facets: input.facets === false ? NO_FACETS : countFacets(ranked, filter, reviewOf),
    also: answer.strict ? [] : parts.otherWords(query.text),
    nearest: pages.length > 0 ? [] : await findNearest(parts, asked, matches, input),
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

function hasWords({ text, excluded }: Pick<EngineQuery, 'text' | 'excluded'>): boolean {
  return text !== '' || excluded.length > 0
}

/** Where the engine fails nothing is found rather than an error shown; the failure is logged. */
async function askEngine({ indexing, log }: Parts, query: EngineQuery): Promise<EngineAnswer> {
  if (!hasWords(query)) return NOTHING
  try {
    return (await indexing.engine?.search(query)) ?? NOTHING
  } catch (error) {
    log.error({ err: error }, 'search: the index did not answer')
    return NOTHING
  }
}

function toEngineQuery(query: ParsedQuery, closed: ClosedPart | undefined): EngineQuery {
  const { text, words, phrases, excluded } = query
  return { text, words, phrases, excluded, ...(closed !== undefined && { closed }) }
}

async function showResults(
  { indexing, log }: Parts,
  pages: readonly Ranked[],
  query: EngineQuery,
  reviewOf: ReviewOf,
  chooseShown: (document: DocumentFacts) => DocumentFacts,
): Promise<SearchResult[]> {
  const shown = pages.map(({ document }) => chooseShown(document))
  let passages: readonly Passage[] = []
  try {
    if (shown.length > 0 && indexing.engine !== undefined) {
      passages = await indexing.engine.passages(
        shown.map(({ number }) => number),
        query,
      )
    }
  } catch (error) {
    log.error({ err: error }, 'search: results are shown without excerpts')
  }
  return pages.flatMap((page, at) => {
    const document = shown[at]
    return document === undefined ? [] : [toResult(page, document, passages[at], reviewOf)]
  })
}

const MOST_NEAREST = 5
const NEAREST_WORDS = 4

/** Pages that are not what was asked for but come near: by a part of it, or without its quotes and filters. */
async function findNearest(
  parts: Parts,
  query: EngineQuery,
  whole: ReadonlyMap<number, TitleMatch>,
  { visible, readerLang }: Asker,
): Promise<readonly Suggestion[]> {
  const near = new Map(whole)
  const words = query.text.split(/\s+/u).filter((word) => word !== '')
  const { numbers, scores } = await askEngine(parts, { ...query, words, phrases: [], excluded: [] })
  numbers.forEach((number, at) => keepNearer(near, number, 0.5 * ((scores[at] ?? 0) / (scores[0] ?? 1))))
  for (const word of words.length > 1 ? words.slice(0, NEAREST_WORDS) : []) {
    const { numbers, scores } = await askTitles(parts, word, query.closed)
    numbers.forEach((number, at) => keepNearer(near, number, 0.5 * (scores[at] ?? 0)))
  }
  return suggestNearest(parts.shelf, near, { text: query.text, readerLang, visible, limit: MOST_NEAREST })
}

function keepNearer(near: Map<number, TitleMatch>, number: number, score: number): void {
  if (score > (near.get(number)?.score ?? 0)) near.set(number, { score, heading: -1 })
}

function toResult(
  page: Ranked,
  shown: DocumentFacts,
  passage: Passage | undefined,
  reviewOf: ReviewOf,
): SearchResult {
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
    stale: reviewOf(shown) === 'overdue',
    supersededBy: shown.supersededBy,
    score: Math.round(page.score * 10_000) / 10_000,
    titleMarked: passage?.titleSegments ?? [{ text: shown.title, marked: false }],
    excerpt: excerptMarked.map(({ text }) => text).join(''),
    excerptMarked,
    heading: shown.headings[matchedHeading] ?? shown.headings[passage?.heading ?? -1],
  }
}
