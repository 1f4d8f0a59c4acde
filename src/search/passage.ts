import type { TextFields } from './document-text.ts'
import type { Passage, Segment } from './engine.ts'
import { findMarks, markable, toSegments, type Mark, type Needles } from './marks.ts'
import { sectionsOf, type Section } from './plain-text.ts'

/** Characters of a passage, about two lines. */
const LENGTH = 160
/** Characters shown before the first match. */
const LEAD = 40
const CANDIDATE_SECTIONS = 200

interface Window {
  readonly section: Section
  readonly text: string
  readonly marks: readonly Mark[]
  readonly from: number
  readonly score: number
}

/** The passage of a document that has most of what is looked for, marked; else how the document begins. */
export function findPassage(fields: TextFields, needles: Needles): Passage {
  const sections = sectionsOf(fields.body, fields.headings)
  const best = bestWindow(sections, needles)
  const title = markable(fields.title)
  const titleSegments = toSegments(title, findMarks(title, needles))
  if (best === undefined)
    return { segments: beginning(fields, sections, needles), titleSegments, heading: -1 }
  return { segments: cutWindow(best), titleSegments, heading: best.section.heading }
}

function bestWindow(sections: readonly Section[], needles: Needles): Window | undefined {
  const probes = [...needles.keys()].map((term) => (term.length > 3 ? term.slice(0, -1) : term))
  let best: Window | undefined
  let looked = 0
  for (const section of sections) {
    const lower = section.text.toLowerCase()
    if (!probes.some((probe) => lower.includes(probe))) continue
    if (++looked > CANDIDATE_SECTIONS) break
    const text = markable(section.text)
    const marks = findMarks(text, needles)
    marks.forEach((mark, at) => {
      const score = scoreFrom(marks, at, needles)
      if (best === undefined || score > best.score) best = { section, text, marks, from: mark.start, score }
    })
  }
  return best
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

function endOfWord(text: string, end: number): number {
  if (end >= text.length) return text.length
  const space = text.lastIndexOf(' ', end)
  return end - space < 30 && space > 0 ? space : end
}

function beginning(fields: TextFields, sections: readonly Section[], needles: Needles): Segment[] {
  const text = markable(fields.summary.trim() === '' ? (sections[0]?.text ?? '') : fields.summary.trim())
  const end = endOfWord(text, Math.min(text.length, LENGTH))
  const segments = toSegments(text, findMarks(text, needles), 0, end)
  if (end < text.length) segments.push({ text: '…', marked: false })
  return segments
}
