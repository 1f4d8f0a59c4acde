import { stemHangul } from './hangul-stem.ts'
import { eachTermOfRun, runsOf, type Run } from './tokens.ts'
import type { Segment } from './engine.ts'

/** Where a term was met in a text. */
export interface Mark {
  readonly start: number
  readonly end: number
  readonly term: string
}

/** Terms looked for, with their weights. */
export type Needles = ReadonlyMap<string, number>

/** Every word that a needle meets: the word itself, through an ending, as a stem, or inside a compound. For a text in normalised forms. */
export function findMarks(text: string, needles: Needles): Mark[] {
  const inside = [...needles.keys()].filter((term) => /^[가-힣]{2,}$/.test(term)).slice(0, 24)
  const marks: Mark[] = []
  for (const run of runsOf(text)) {
    const mark = run.script === 'hangul' ? markHangul(run, needles, inside) : markOther(run, needles)
    if (mark !== undefined) marks.push(mark)
  }
  return marks
}

/** The text from `start` to `end` cut at its marks. */
export function toSegments(text: string, marks: readonly Mark[], start = 0, end = text.length): Segment[] {
  const segments: Segment[] = []
  let at = start
  const push = (to: number, marked: boolean): void => {
    if (to > at) segments.push({ text: text.slice(at, to), marked })
    at = Math.max(at, to)
  }
  for (const mark of marks) {
    if (mark.start < at || mark.end > end) continue
    push(mark.start, false)
    push(mark.end, true)
  }
  push(end, false)
  return segments
}

function markHangul(run: Run, needles: Needles, inside: readonly string[]): Mark | undefined {
  const stem = stemHangul(run.text)
  if (needles.has(stem)) {
    const length = run.text.startsWith(stem) ? stem.length : run.text.length
    return { start: run.start, end: run.start + length, term: stem }
  }
  for (const needle of inside) {
    const at = run.text.indexOf(needle)
    if (at >= 0) return { start: run.start + at, end: run.start + at + needle.length, term: needle }
  }
  return undefined
}

function markOther(run: Run, needles: Needles): Mark | undefined {
  let met: string | undefined
  eachTermOfRun(run, (term) => {
    if (met === undefined && needles.has(term)) met = term
  })
  return met === undefined ? undefined : { start: run.start, end: run.start + run.text.length, term: met }
}
