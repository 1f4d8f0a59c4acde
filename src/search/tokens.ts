import { normaliseForms } from './normalise.ts'
import { latinWords, stemLatin } from './latin-words.ts'
import { isParticle, stemHangul } from './hangul-stem.ts'

/** Marks a bigram, so that the two syllables inside a longer word are never taken for a word. */
export const BIGRAM_MARK = '+'

export type Script = 'hangul' | 'latin' | 'other'

/** A run of one script in a text; `k8s배포를` has two. */
export interface Run {
  readonly text: string
  readonly script: Script
  readonly start: number
}

/**
 * The runs of a text, in order, without the particles that Korean adds to an English word (API를). Expects
 * forms normalised already (`normaliseForms`).
 */
export function* runsOf(text: string): Generator<Run> {
  let latinEnd = -1
  for (const match of text.matchAll(RUNS)) {
    const run = { text: match[0], script: scriptOf(match[0]), start: match.index }
    const follows = run.start === latinEnd
    latinEnd = run.script === 'latin' ? run.start + run.text.length : -1
    if (follows && run.script === 'hangul' && isParticle(run.text)) continue
    yield run
  }
}

/** Takes a term and, where it is a stem, the word it is the stem of. */
export type TermSink = (term: string, word?: string) => void

/** The terms a body is found by: stems of words; whole and parts of identifiers. */
export function eachTerm(text: string, sink: TermSink): void {
  for (const run of runsOf(normaliseForms(text))) eachTermOfRun(run, sink)
}

/** The terms of a title or heading: also the bigrams of its Hangul. */
export function eachTitleTerm(text: string, sink: TermSink): void {
  for (const run of runsOf(normaliseForms(text))) {
    eachTermOfRun(run, sink)
    if (run.script === 'hangul') for (const bigram of bigramsOf(run.text)) sink(bigram)
  }
}

/** The terms of one run, the whole of an identifier first. */
export function eachTermOfRun(run: Run, sink: TermSink): void {
  if (run.script === 'hangul') sink(stemHangul(run.text))
  else if (run.script === 'latin') for (const word of latinWords(run.text)) sink(stemLatin(word), word)
  else eachOtherTerm(run.text.toLowerCase(), sink)
}

/** The terms of a text as a list. */
export function termsOf(text: string): string[] {
  const terms: string[] = []
  eachTerm(text, (term) => terms.push(term))
  return terms
}

/** Marked bigrams of a Hangul run, without its particle. */
export function bigramsOf(run: string): string[] {
  const stem = stemHangul(run)
  const bigrams: string[] = []
  for (let at = 0; at + 2 <= stem.length; at++) bigrams.push(BIGRAM_MARK + stem.slice(at, at + 2))
  return bigrams
}

/** Scripts written without spaces (Han, Kana) are found by single characters and pairs; others by word. */
function eachOtherTerm(run: string, sink: TermSink): void {
  if (!UNSPACED.test(run)) {
    sink(run)
    return
  }
  const characters = [...run]
  characters.forEach((character, at) => {
    sink(character)
    const next = characters[at + 1]
    if (next !== undefined) sink(character + next)
  })
}

function scriptOf(run: string): Script {
  const code = run.charCodeAt(0)
  if (code >= 0xac00 && code <= 0xd7a3) return 'hangul'
  return LATIN_START.test(run) ? 'latin' : 'other'
}

// A Latin run keeps what joins an identifier (., _, -, ', #, +) between letters or digits, and is at
// most 80 characters, so that a base64 blob is no word. Hangul, then Latin, then any other letters.
const RUNS =
  /[가-힣]{1,40}|[\p{Script=Latin}\p{Nd}]{1,40}(?:[._\-'/]{1,2}[\p{Script=Latin}\p{Nd}]{1,40}){0,5}|[ㄱ-ㆎ]{1,40}|[\p{L}\p{N}\p{M}]{1,40}/gu
const LATIN_START = /^[\p{Script=Latin}\p{Nd}]/u
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u
