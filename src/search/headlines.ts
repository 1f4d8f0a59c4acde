import type { TextFields } from './document-text.ts'
import { normaliseForms } from './normalise.ts'
import { eachTermOfRun, runsOf } from './tokens.ts'

/**
 * The words of a document's title and headings, packed: hashes of each word's terms and of the word as
 * written, then an end of word; an end of unit after the title and after each heading.
 */
export type Headlines = Int32Array<ArrayBuffer>

export const END_OF_WORD = 0
export const END_OF_UNIT = 1
/** Marks the word as written, beside the stem it falls to. */
export const FORM_MARK = '='

const UNITS_LIMIT = 100
const WORDS_LIMIT = 40

export function packHeadlines({ title, headings }: Pick<TextFields, 'title' | 'headings'>): Headlines {
  const packed: number[] = []
  for (const text of [title, ...headings].slice(0, UNITS_LIMIT)) {
    let words = 0
    for (const run of runsOf(normaliseForms(text))) {
      if (++words > WORDS_LIMIT) break
      eachTermOfRun(run, (term) => packed.push(hashTerm(term)))
      packed.push(hashTerm(FORM_MARK + run.text.toLowerCase()), END_OF_WORD)
    }
    packed.push(END_OF_UNIT)
  }
  return Int32Array.from(packed)
}

/** FNV-1a over UTF-16 units (Fowler, Noll, Vo, 1991), never one of the two marks. */
export function hashTerm(term: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < term.length; at++) hash = Math.imul(hash ^ term.charCodeAt(at), 0x01000193)
  return hash === END_OF_WORD || hash === END_OF_UNIT ? hash + 2 : hash
}
