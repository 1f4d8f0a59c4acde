import { FILTER_NAMES, readFilter, type FilterName } from './filter-names.ts'
import { squash } from './normalise.ts'

/** At most this much of a query is considered. */
export const QUERY_LIMIT = 200
const WORD_LIMIT = 32

export interface QueryFilters {
  readonly kind: readonly string[]
  readonly tag: readonly string[]
  readonly owner: readonly string[]
  readonly lang: readonly string[]
  readonly status: readonly string[]
  readonly stale: boolean | undefined
}

export interface ParsedQuery {
  /** What is looked for, without filters and exclusions, as typed. */
  readonly text: string
  /** The words of `text` outside phrases. */
  readonly words: readonly string[]
  readonly phrases: readonly string[]
  readonly excluded: readonly string[]
  readonly filters: QueryFilters
  /** True where the query was longer than is considered. */
  readonly cut: boolean
}

/**
 * Reads what a person typed: words, "phrases", -minus, the filters tag: kind: owner: lang: status: (태그: 종류: 담당:
 * 언어: 상태:) and is:stale. Takes any text whatever and never throws: what is no filter is a word.
 */
export function parseQuery(text: string): ParsedQuery {
  const considered = cutAt(
    text
      .slice(0, QUERY_LIMIT * 5)
      .normalize('NFC')
      .replace(NOT_TEXT, ' ')
      .trim(),
    QUERY_LIMIT,
  )
  const words: string[] = []
  const phrases: string[] = []
  const excluded: string[] = []
  const shown: string[] = []
  const filters = { kind: [], tag: [], owner: [], lang: [], status: [] } as Record<FilterName, string[]>
  let stale: boolean | undefined
  for (const part of considered.matchAll(PARTS)) {
    const [whole, minus, phrase, word = ''] = part
    if (minus !== undefined) {
      const value = phrase ?? word
      if (squash(value) !== '') excluded.push(value)
    } else if (phrase !== undefined) {
      if (squash(phrase) === '') continue
      phrases.push(phrase)
      shown.push(phrase)
    } else {
      const [, name = '', quoted, bare = ''] = FILTER.exec(whole) ?? []
      const filter = readFilter(name, quoted ?? bare)
      if (filter !== undefined) filters[filter[0]].push(filter[1])
      else if (/^is:stale$/i.test(whole)) stale = true
      else if (/^is:fresh$/i.test(whole)) stale = false
      else {
        shown.push(whole)
        if (words.length < WORD_LIMIT) words.push(whole)
      }
    }
  }
  return {
    text: shown.join(' '),
    words,
    phrases: phrases.slice(0, 4),
    excluded: excluded.slice(0, 8),
    filters: { ...filters, stale },
    cut: text.length > QUERY_LIMIT,
  }
}

/** Never between the halves of a surrogate pair. */
function cutAt(text: string, limit: number): string {
  return text.slice(0, limit).replace(/[\uD800-\uDBFF]$/, '')
}

// Controls and invisible marks; lone surrogates.
// eslint-disable-next-line no-control-regex
const NOT_TEXT = /[\u0000-\u001f\u007f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff]+/g
const PARTS = new RegExp(
  `(-(?=["“”]|[\\p{L}\\p{N}]{2}))?(?:["“”]([^"“”]*)["“”]?|((?:(?:${FILTER_NAMES}):"[^"]*"|[^\\s"“”])+))`,
  'giu',
)
const FILTER = new RegExp(`^(${FILTER_NAMES}):(?:"([^"]+)"|([^\\s"]+))$`, 'iu')
