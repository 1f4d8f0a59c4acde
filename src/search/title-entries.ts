import { normaliseText, squash } from './normalise.ts'
import { toInitials, toJamo } from './jamo.ts'

/** One title or heading, in the forms it is compared in. */
export interface TitleEntry {
  readonly document: number
  /** Position among the document's headings; -1 is the title. */
  readonly heading: number
  /** Letters and digits alone, Hangul as the keys that type it. */
  readonly keys: string
  readonly initials: string
  /** Where words start in `keys`. */
  readonly wordStarts: readonly number[]
}

const LENGTH_LIMIT = 200

export function titleEntry(document: number, heading: number, text: string): TitleEntry {
  const words = normaliseText(text.slice(0, LENGTH_LIMIT)).split(WORD_ENDS).map(squash).filter(Boolean)
  const wordStarts: number[] = []
  let keys = ''
  for (const word of words) {
    wordStarts.push(keys.length)
    keys += toJamo(word)
  }
  return { document, heading, keys, initials: toInitials(words.join('')), wordStarts }
}

/** The grams an entry is found by: every three keys, and the first two of each word behind a mark; pairs of initials. */
export function gramsOfEntry(entry: TitleEntry): Set<string> {
  const grams = new Set(gramsOf(entry.keys))
  for (const start of entry.wordStarts) {
    grams.add(WORD_MARK + entry.keys.slice(start, start + 1))
    grams.add(WORD_MARK + entry.keys.slice(start, start + 2))
  }
  for (const pair of pairsOfInitials(entry.initials)) grams.add(pair)
  return grams
}

/** Two initial consonants after one another, behind a mark of their own. */
export function* pairsOfInitials(initials: string): Generator<string> {
  for (let at = 0; at + 2 <= initials.length; at++) yield INITIALS_MARK + initials.slice(at, at + 2)
}

export function* gramsOf(keys: string): Generator<string> {
  for (let at = 0; at + 3 <= keys.length; at++) yield keys.slice(at, at + 3)
}

export const WORD_MARK = '^'
const INITIALS_MARK = '#'

const WORD_ENDS = /[^\p{L}\p{N}]+/u
