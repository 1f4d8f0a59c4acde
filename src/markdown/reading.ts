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
    if (code < 128) {
      const isLetter = (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57)
      if (isLetter && !inWord) reading.words++
      // An apostrophe or a hyphen does not end a word.
      inWord = isLetter || (inWord && (code === 39 || code === 45))
      if (code === 93 && line.charCodeAt(at + 1) === 40) at = addressEnd(line, at + 1)
    } else if (isSyllable(code)) {
      reading.syllables++
      inWord = false
    } else {
      const isLetter = code >= 0xc0 && code < 0x2000
      if (isLetter && !inWord) reading.words++
      inWord = isLetter || (inWord && code === 0x2019)
    }
  }
}

function isSyllable(code: number): boolean {
  return (code >= 0xac00 && code <= 0xd7a3) || (code >= 0x3040 && code <= 0x9fff)
}

function addressEnd(line: string, from: number): number {
  const end = line.slice(from, from + 2000).indexOf(')')
  return end === -1 ? from : from + end
}
