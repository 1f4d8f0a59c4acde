import type { ShownText } from './document-text.ts'
import type { Passage, Segment } from './engine.ts'
import { findMarks, toSegments, type Mark, type Needles } from './marks.ts'
import { findSpots, type Spot } from './spots.ts'

/** Characters of a passage, about two lines. */
const LENGTH = 160
/** Characters shown before the first match. */
const LEAD = 40
/** A word is looked for whole so far beyond where a passage is cut. */
const MARGIN = 60

interface Window {
  readonly spot: Spot
  readonly text: string
  readonly marks: readonly Mark[]
  readonly from: number
  readonly score: number
}

/** The passage of a document that has most of what is looked for, marked; else how the document begins. */
export function findPassage(shown: ShownText, needles: Needles): Passage {
  const best = bestWindow(shown, needles)
  const titleSegments = toSegments(shown.title, findMarks(shown.title, needles))
  if (best === undefined) return { segments: beginning(shown, needles), titleSegments, heading: -1 }
  return { segments: cutWindow(best), titleSegments, heading: best.spot.section.heading }
}

/** Of the spots where letters of the words are, the one where the words themselves are worth most. */
function bestWindow({ sections }: ShownText, needles: Needles): Window | undefined {
  let best: Window | undefined
  for (const spot of findSpots(sections, needles, LENGTH - LEAD)) {
    const { text } = spot.section
    const marks = marksAround(text, spot.at, needles)
    marks.forEach((mark, at) => {
      const score = scoreFrom(marks, at, needles)
      if (best === undefined || score > best.score) best = { spot, text, marks, from: mark.start, score }
    })
  }
  return best
}

/** The marks of what a passage from about there would show. */
function marksAround(text: string, at: number, needles: Needles): Mark[] {
  const start = startOfWord(text, Math.max(0, at - LEAD - MARGIN))
  const end = endOfWord(text, Math.min(text.length, at + LENGTH + MARGIN))
  const marks = findMarks(text.slice(start, end), needles)
  return marks.map((mark) => ({ ...mark, start: mark.start + start, end: mark.end + start }))
}

/** The weights of the different terms within a passage's length, repeats counting little. */
function scoreFrom(marks: readonly Mark[], first: number, needles: Needles): number {
  const met = new Set<string>()
  const from = marks[first]?.start ?? 0
  let score = 0
  for (let at = first; at < marks.length; at++) {
    const mark = marks[at]
    if (mark === undefined || mark.end > from + LENGTH - LEAD) break
    score += (needles.get(mark.term) ?? 0) * (met.has(mark.term) ? 0.05 : 1)
    met.add(mark.term)
  }
  return score
}

function cutWindow({ text, marks, from }: Window): Segment[] {
  const start = startOfPassage(text, from)
  const end = endOfWord(text, Math.min(text.length, start + LENGTH))
  const segments = toSegments(text, marks, start, end)
  if (start > 0) segments.unshift({ text: '…', marked: false })
  if (end < text.length) segments.push({ text: '…', marked: false })
  return segments
}

/** A sentence's start shortly before the match, or a word's. */
function startOfPassage(text: string, from: number): number {
  if (from <= LEAD) return 0
  const earliest = Math.max(0, Math.min(from - LEAD, text.length - LENGTH))
  const before = text.slice(earliest, from)
  const sentence = /^.*[.!?。:]\s+/s.exec(before)
  if (sentence !== null) return earliest + sentence[0].length
  const word = before.indexOf(' ')
  return word < 0 ? earliest : earliest + word + 1
}

function startOfWord(text: string, start: number): number {
  const space = text.lastIndexOf(' ', start)
  return start - space < 30 ? space + 1 : start
}

function endOfWord(text: string, end: number): number {
  if (end >= text.length) return text.length
  const space = text.lastIndexOf(' ', end)
  return end - space < 30 && space > 0 ? space : end
}

function beginning({ summary, sections }: ShownText, needles: Needles): Segment[] {
  const text = summary === '' ? (sections[0]?.text ?? '') : summary
  const end = endOfWord(text, Math.min(text.length, LENGTH))
  const segments = toSegments(text, findMarks(text.slice(0, end + MARGIN), needles), 0, end)
  if (end < text.length) segments.push({ text: '…', marked: false })
  return segments
}
