import { pino } from 'pino'
import type { SearchDocument } from '../../src/search/document.ts'
import {
  createSearch,
  type Search,
  type SearchAnswer,
  type SearchInput,
  type SearchOptions,
} from '../../src/search/search.ts'

let opened: Search[] = []

/** A published Korean note, but for what is said. */
export function page(given: Partial<SearchDocument> & Pick<SearchDocument, 'path'>): SearchDocument {
  return {
    lang: 'ko',
    kind: 'note',
    title: given.path,
    summary: '',
    tags: [],
    owner: undefined,
    status: 'published',
    headings: [],
    body: '',
    stale: false,
    supersededBy: undefined,
    updated: Date.UTC(2026, 0, 1),
    ...given,
  }
}

/** Both bodies of the engine; what is asked of search is asked of either. */
export const engines = ['lunr', 'fts5'] as const

let engine: (typeof engines)[number] = 'lunr'

/** For `beforeEach`: the body that `openSearch` opens from now on. */
export function useEngine(kind: typeof engine): void {
  engine = kind
}

export async function openSearch(
  documents: readonly SearchDocument[],
  options: Partial<SearchOptions> = {},
): Promise<Search> {
  const search = createSearch({ log: pino({ level: 'silent' }), engine, ...options })
  opened.push(search)
  // As the server does, so that the kept index opens while pages are read.
  search.warm()
  await search.start(documents)
  return search
}

/** For `afterEach`: ends the threads of what was opened. */
export async function closeAll(): Promise<void> {
  await Promise.all(opened.map((search) => search.close()))
  opened = []
}

export function ask(search: Search, q: string, given: Partial<SearchInput> = {}): Promise<SearchAnswer> {
  return search.search({
    q,
    filters: {},
    readerLang: 'ko',
    visible: () => true,
    limit: 10,
    offset: 0,
    ...given,
  })
}

export async function pathsFor(
  search: Search,
  q: string,
  given: Partial<SearchInput> = {},
): Promise<string[]> {
  return (await ask(search, q, given)).results.map(({ path }) => path)
}
