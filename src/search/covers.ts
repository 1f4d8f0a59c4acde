import { squash } from './normalise.ts'
import { termsOf } from './tokens.ts'

/** Whether a text says every word of a query, in whatever form, spaced or not. Synonyms and typos do not count. */
export function coversQuery(query: string, text: string): boolean {
  const asked = squash(query)
  if (asked === '') return false
  if (squash(text).includes(asked)) return true
  const said = new Set(termsOf(text))
  return termsOf(query).every((term) => said.has(term))
}
