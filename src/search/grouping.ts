import type { Language } from './document.ts'
import {
  NAMES,
  reviewOfIndex,
  valuesOf,
  type DocumentFilter,
  type FilterName,
  type ReviewOf,
} from './filters.ts'
import { compareRanked, type Ranked } from './ranking.ts'
import type { DocumentFacts } from './shelf.ts'

/** How many pages there are of each value of each filter. */
export type Facets = Readonly<Record<FilterName, Readonly<Record<string, number>>>>

export const NO_FACETS: Facets = { kind: {}, tag: {}, lang: {}, owner: {}, status: {} }

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

/**
 * How many pages each value of a filter would give, were that filter another. Thousands of documents are counted within one
 * answer, so each is looked at once.
 */
export function countFacets(
  ranked: readonly Ranked[],
  filter: DocumentFilter,
  reviewOf: ReviewOf = reviewOfIndex,
): Facets {
  const counts = Object.fromEntries(NAMES.map((name) => [name, new Map<string, number>()])) as Counts
  const others = new Map<string, DocumentFacts>()
  for (const { document } of ranked) {
    const blocked = filter.blocking(document)
    if (blocked === 'several') continue
    const other = others.get(document.path)
    if (other === undefined) others.set(document.path, document)
    const otherBlocked = other === undefined ? 'several' : filter.blocking(other)
    for (const name of blocked === 'none' ? NAMES : [blocked]) {
      // A page in two languages is one page of its kind.
      const counted =
        other !== undefined && (otherBlocked === 'none' || otherBlocked === name)
          ? valuesOf(other, name, reviewOf)
          : []
      for (const value of valuesOf(document, name, reviewOf)) {
        if (!counted.includes(value)) counts[name].set(value, (counts[name].get(value) ?? 0) + 1)
      }
    }
  }
  return Object.fromEntries(NAMES.map((name) => [name, Object.fromEntries(counts[name])])) as Facets
}

type Counts = Record<FilterName, Map<string, number>>

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
