/** A filter that was typed among the words, and the query without it. */
export interface TypedFilter {
  readonly name: 'kind' | 'tag' | 'owner' | 'lang' | 'status' | 'is'
  readonly value: string
  readonly without: string
}

/** The filters in a query, in the order they were typed, each of which can be taken away. */
export function typedFilters(q: string): TypedFilter[] {
  return [...q.matchAll(TYPED)].map((match) => {
    const [whole, name = '', quoted, plain = ''] = match
    const without = `${q.slice(0, match.index)} ${q.slice(match.index + whole.length)}`
    return {
      name: name.toLowerCase() as TypedFilter['name'],
      value: quoted ?? plain,
      without: without.replace(/\s+/gu, ' ').trim(),
    }
  })
}

/** The words alone. */
export function withoutFilters(q: string): string {
  return q.replace(TYPED, ' ').replace(/\s+/gu, ' ').trim()
}

const TYPED = /(?<![^\s])(kind|tag|owner|lang|status|is(?=:(?:stale|fresh)(?!\S))):(?:"([^"]+)"|([^\s"]+))/giu
