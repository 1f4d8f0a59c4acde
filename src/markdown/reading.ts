/**
 * Reading speeds are our choice for technical text that is read to be used, at the slow end of what is
 * measured: adults read English at 238 words a minute (Brysbaert 2019, doi:10.1016/j.jml.2019.104047).
 */
const WORDS_PER_MINUTE = 220
const SYLLABLES_PER_MINUTE = 500

/** Whole minutes to read a number of words (as `wordsOf` counts them), at least 1. */
export function readingMinutes(words: number): number {
  return Math.max(1, Math.round(words / WORDS_PER_MINUTE))
}

/** What there is to read: words of alphabets, and characters of scripts that write syllables. */
export interface Reading {
  words: number
  syllables: number
}

/** As words: a Hangul syllable (or a Han or kana character) is 220/500 of one. */
export function wordsOf({ words, syllables }: Reading): number {
  return Math.round(words + (syllables * WORDS_PER_MINUTE) / SYLLABLES_PER_MINUTE)
}

/** Adds what a line of Markdown gives to read; addresses of links are not read. */
export function countReading(line: string, reading: Reading): void {
  let inWord = false
  for (let at = 0; at < line.length; at++) {
    const code = line.charCodeAt(at)
    const kind = KINDS[code]
    if (kind === LETTER) {
      if (!inWord) reading.words++
      inWord = true
    } else if (kind === SYLLABLE) {
      reading.syllables++
      inWord = false
    } else if (kind === OTHER) {
      inWord = false
      if (code === CLOSING_BRACKET && line.charCodeAt(at + 1) === OPENING_PARENTHESIS)
        at = addressEnd(line, at + 1)
    }
  }
}

const CLOSING_BRACKET = 93
const OPENING_PARENTHESIS = 40

const OTHER = 0
const LETTER = 1
const SYLLABLE = 2
/** Neither begins a word nor ends one: apostrophes, hyphens. */
const JOINER = 3
const KINDS = new Uint8Array(65_536)
KINDS.fill(LETTER, 0xc0, 0x2000)
KINDS.fill(SYLLABLE, 0x3040, 0xa000)
KINDS.fill(SYLLABLE, 0xac00, 0xd7a4)
for (const letter of 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789')
  KINDS[letter.charCodeAt(0)] = LETTER
for (const joiner of "'-\u2019") KINDS[joiner.charCodeAt(0)] = JOINER

function addressEnd(line: string, from: number): number {
  const end = line.slice(from, from + 2000).indexOf(')')
  return end === -1 ? from : from + end
}
