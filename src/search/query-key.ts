import { normaliseText } from './normalise.ts'
import { parseQuery, QUERY_LIMIT } from './query.ts'

/** A query as it is shown to others: composed, spaces as one, not longer than is considered. */
export function shownQuery(text: string): string {
  return text
    .normalize('NFC')
    .replace(NOT_SHOWN, ' ')
    .trim()
    .slice(0, QUERY_LIMIT)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trim()
    .toWellFormed()
}

/** A query as it is counted: two that differ in case or in the number of spaces are one. */
export function countedQuery(text: string): string {
  return normaliseText(shownQuery(text))
}

/** What two spellings of one need have in common: spaces, case and a final mark do not count. */
export function queryKey(text: string): string {
  const counted = countedQuery(text).replace(/\s+/gu, '')
  return counted.replace(/["“”]+/gu, '').replace(/[?!.,]+$/u, '') || counted
}

/** Whether a query has words at all, beside its filters. */
export function looksForWords(text: string): boolean {
  const { words, phrases } = parseQuery(text)
  return words.length + phrases.length > 0
}

/** Whether a query looks for words anywhere, so that finding nothing means that nothing says them. */
export function looksEverywhere(text: string): boolean {
  const { words, phrases, excluded, filters } = parseQuery(text)
  const { stale, ...lists } = filters
  const narrowed = stale !== undefined || Object.values(lists).some((list) => list.length > 0)
  return words.length + phrases.length > 0 && excluded.length === 0 && !narrowed
}

// Spaces of all kinds, controls and invisible marks.
const NOT_SHOWN = /[\s\p{Cc}\p{Cf}]+/gu
