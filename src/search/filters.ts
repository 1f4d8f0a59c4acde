import { normaliseText } from './normalise.ts'
import type { QueryFilters } from './query.ts'
import type { DocumentFacts } from './shelf.ts'

/** Filters chosen beside the search field; those typed into it are added to them. */
export interface ChosenFilters {
  readonly kind?: string | undefined
  readonly tag?: string | undefined
  readonly lang?: string | undefined
  readonly owner?: string | undefined
  readonly status?: string | undefined
}

export type FilterName = keyof ChosenFilters
export interface DocumentFilter {
  passes(document: DocumentFacts): boolean
  /** The one filter that keeps a document out; `several` where leaving out one would not let it in. */
  blocking(document: DocumentFacts): FilterName | 'none' | 'several'
}

/** Whether a page was verified within its interval, now: time passes while an index stands still. */
export type ReviewOf = (document: Pick<DocumentFacts, 'path' | 'stale'>) => 'verified' | 'overdue' | undefined

export const reviewOfIndex: ReviewOf = ({ stale }) => (stale ? 'overdue' : undefined)

/** Tells whether documents pass all filters, or all but one (for the counts beside that one). */
export function createFilter(
  chosen: ChosenFilters,
  typed: QueryFilters,
  reviewOf: ReviewOf = reviewOfIndex,
): DocumentFilter {
  const wanted = NAMES.map((name) => [name, wantedValues(chosen[name], typed[name])] as const).filter(
    ([, groups]) => groups.length > 0,
  )
  function blocking(document: DocumentFacts): FilterName | 'none' | 'several' {
    if (typed.stale !== undefined && (reviewOf(document) === 'overdue') !== typed.stale) return 'several'
    let blocked: FilterName | 'none' = 'none'
    for (const [name, groups] of wanted) {
      const values = valuesOf(document, name, reviewOf)
      if (groups.every((group) => group.some((value) => values.includes(value)))) continue
      if (blocked !== 'none') return 'several'
      blocked = name
    }
    return blocked
  }
  return { blocking, passes: (document) => blocking(document) === 'none' }
}

export const NAMES = ['kind', 'tag', 'lang', 'owner', 'status'] as const

function reviewWords(document: DocumentFacts, reviewOf: ReviewOf): readonly string[] {
  const review = reviewOf(document)
  if (review === undefined) return []
  return [review === 'overdue' ? 'stale' : 'verified']
}

/** Typed values of one name are alternatives to each other (tag: narrows: all of them); a chosen one must hold too. */
function wantedValues(chosen: string | undefined, typed: readonly string[]): string[][] {
  const groups: string[][] = []
  if (chosen !== undefined && chosen !== '') groups.push([normaliseText(chosen)])
  if (typed.length > 0) groups.push(typed.map(normaliseText))
  return groups
}

/** A document's own values of a filter. As a status, `stale` and `verified` stand beside the page's own. */
export function valuesOf(document: DocumentFacts, name: FilterName, reviewOf: ReviewOf): readonly string[] {
  switch (name) {
    case 'kind':
      return [document.kind.toLowerCase()]
    case 'tag':
      return document.tagKeys
    case 'lang':
      return [document.lang]
    case 'owner':
      return document.owner === undefined ? [] : [document.owner.toLowerCase()]
    case 'status':
      return [document.status, ...reviewWords(document, reviewOf)]
  }
}
