import type { ShownText } from './document-text.ts'
import { normaliseText } from './normalise.ts'

/** True where the text holds the phrase word for word; case, marks and line ends do not count. */
export function holdsPhrase(fields: ShownText, phrase: string): boolean {
  const asked = spaced(phrase)
  if (holds(spaced(fields.title), asked) || holds(spaced(fields.summary), asked)) return true
  if (fields.headings.some((heading) => holds(spaced(heading), asked))) return true
  return fields.sections.some(({ text }) => holds(spaced(text), asked))
}

function spaced(text: string): string {
  return ` ${normaliseText(text).replace(NOT_WORD, ' ').trim()} `
}

/** Latin phrases end with their words; a Hangul one may go on with a particle. */
function holds(text: string, asked: string): boolean {
  return text.includes(/[가-힣] $/.test(asked) ? asked.slice(0, -1) : asked)
}

const NOT_WORD = /[^\p{L}\p{N}]+/gu
