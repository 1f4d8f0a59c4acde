import { FILTER_NAMES, readFilter, type FilterName } from './filter-names.ts'

/** A filter that was typed among the words, and the query without it. */
export interface TypedFilter {
  readonly name: FilterName | 'is'
  readonly value: string
  readonly without: string
}

/** The filters in a query, in the order they were typed, each of which can be taken away. */
export function typedFilters(q: string): TypedFilter[] {
  return [...q.matchAll(TYPED)].map((match) => {
    const [whole, name = '', quoted, plain = ''] = match
    const without = `${q.slice(0, match.index)} ${q.slice(match.index + whole.length)}`
    const typed = quoted ?? plain
    const [read, value] = readFilter(name, typed) ?? ['is' as const, typed]
    return {
      name: read,
      value,
      without: without.replace(/\s+/gu, ' ').trim(),
    }
  })
}

/** The same query, its words exactly as they stand: without other forms and synonyms. */
export function exactly(q: string): string {
  const filters = [...q.matchAll(TYPED)].map(([filter]) => filter)
  return [`"${withoutFilters(q).replace(/["“”]/gu, '')}"`, ...filters].join(' ')
}

/** The words alone. */
export function withoutFilters(q: string): string {
  return q.replace(TYPED, ' ').replace(/\s+/gu, ' ').trim()
}

const TYPED = new RegExp(
  `(?<!\\S)(${FILTER_NAMES}|is(?=:(?:stale|fresh)(?!\\S))):(?:"([^"]+)"|([^\\s"]+))`,
  'giu',
)
