/**
 * Compatibility forms become ordinary letters and everything lower case. Single typed jamo
 * (U+3131-318E, ㄱㅅ) are left alone: NFKC would move them into another block, where no query meets them.
 */
export function normaliseText(text: string): string {
  return normaliseForms(text).toLowerCase()
}

/** As `normaliseText`, with upper case kept: the humps of getUserById are still to be seen. */
export function normaliseForms(text: string): string {
  if (PLAIN.test(text)) return text
  return text.replace(NOT_JAMO, (run) => run.normalize('NFKC')).replace(APOSTROPHES, "'")
}

/** Letters and digits alone: what is left when spacing and punctuation do not count. */
export function squash(text: string): string {
  return normaliseText(text).replace(NOT_WORD, '')
}

// Printable ASCII and complete Hangul syllables are what they are under NFKC.
const PLAIN = /^[\n\t -~가-힣]*$/
const NOT_JAMO = /[^\u3131-\u318E]+/g
const APOSTROPHES = /[\u2018\u2019\u02BC]/g
const NOT_WORD = /[^\p{L}\p{N}]+/gu
