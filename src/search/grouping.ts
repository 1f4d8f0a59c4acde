import type { Language } from './document.ts'
import type { DocumentFilter } from './filters.ts'
import { compareRanked, type Ranked } from './ranking.ts'
import type { DocumentFacts } from './shelf.ts'

export interface Facets {
  readonly kind: Record<string, number>
  readonly lang: Record<string, number>
}

/**
 * One entry a page, whatever its languages, best first. A page that was superseded stands behind what
 * replaced it, where both were found.
 */
export function groupByPage(ranked: readonly Ranked[]): Ranked[] {
  const pages = new Map<string, Ranked>()
  for (const entry of ranked) {
    const known = pages.get(entry.document.path)
    if (known === undefined || compareRanked(entry, known) < 0) pages.set(entry.document.path, entry)
  }
  return behindSuccessors([...pages.values()].sort(compareRanked))
}

/** How many pages each kind and language would give, were that filter another. */
export function countFacets(ranked: readonly Ranked[], passes: DocumentFilter): Facets {
  return {
    kind: countPages(
      ranked.filter(({ document }) => passes(document, 'kind')),
      ({ kind }) => kind,
    ),
    lang: countPages(
      ranked.filter(({ document }) => passes(document, 'lang')),
      ({ lang }) => lang,
    ),
  }
}

/** The variant to show: the reader's language where it exists and may be shown. */
export function chooseVariant(
  found: DocumentFacts,
  readerLang: Language,
  findVariant: (path: string, lang: Language) => DocumentFacts | undefined,
  mayShow: (document: DocumentFacts) => boolean,
): DocumentFacts {
  if (found.lang === readerLang) return found
  const own = findVariant(found.path, readerLang)
  return own !== undefined && mayShow(own) ? own : found
}

function behindSuccessors(pages: readonly Ranked[]): Ranked[] {
  const paths = new Set(pages.map(({ document }) => document.path))
  const ordered: Ranked[] = []
  const waitingFor = new Map<string, Ranked[]>()
  const placed = new Set<string>()
  const place = (page: Ranked): void => {
    placed.add(page.document.path)
    ordered.push(page)
    const behind = waitingFor.get(page.document.path) ?? []
    waitingFor.delete(page.document.path)
    behind.forEach(place)
  }
  for (const page of pages) {
    const successor = page.document.supersededBy
    if (successor === undefined || !paths.has(successor) || placed.has(successor)) place(page)
    else waitingFor.set(successor, [...(waitingFor.get(successor) ?? []), page])
  }
  // Pages that supersede each other in a ring wait for one another; they come last rather than never.
  return [...ordered, ...[...waitingFor.values()].flat()]
}

function countPages(
  ranked: readonly Ranked[],
  valueOf: (document: DocumentFacts) => string,
): Record<string, number> {
  const counts = new Map<string, number>()
  const counted = new Set<string>()
  for (const { document } of ranked) {
    const value = valueOf(document)
    const page = `${value}\n${document.path}`
    if (counted.has(page)) continue
    counted.add(page)
    counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return Object.fromEntries(counts)
}
