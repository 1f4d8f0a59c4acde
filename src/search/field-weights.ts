import { eachTerm, eachTitleTerm, type TermSink } from './tokens.ts'
import type { TextFields } from './document-text.ts'

/** How a field counts: its weight, how much its length counts against it (b), and its usual length in terms. */
interface FieldRule {
  readonly weight: number
  readonly b: number
  readonly usualLength: number
}

const RULES = {
  title: { weight: 3, b: 0.3, usualLength: 6 },
  headings: { weight: 1.5, b: 0.5, usualLength: 40 },
  tags: { weight: 2, b: 0, usualLength: 3 },
  summary: { weight: 1.5, b: 0.3, usualLength: 20 },
  body: { weight: 1, b: 0.6, usualLength: 500 },
} as const satisfies Record<string, FieldRule>

const SATURATION = 1.2

/**
 * The weight of each term in a document by BM25F (Robertson, Zaragoza, Taylor, "Simple BM25 extension to
 * multiple weighted fields", 2004): the fields' frequencies are weighted and added before they saturate.
 * Usual lengths are constants, so that a document weighs the same whatever else is in the index.
 */
export function weighTerms(
  fields: TextFields,
  noteWord: (term: string, word: string) => void,
): Map<string, number> {
  const sums = new Map<string, number>()
  addField(sums, RULES.title, noteWord, (sink) => {
    eachTitleTerm(fields.title, sink)
  })
  addField(sums, RULES.headings, noteWord, (sink) => {
    for (const heading of fields.headings) eachTitleTerm(heading, sink)
  })
  addField(sums, RULES.tags, noteWord, (sink) => {
    for (const tag of fields.tags) eachTitleTerm(tag, sink)
  })
  addField(sums, RULES.summary, noteWord, (sink) => {
    eachTerm(fields.summary, sink)
  })
  addField(sums, RULES.body, noteWord, (sink) => {
    eachTerm(fields.body, sink)
  })
  for (const [term, sum] of sums) sums.set(term, (sum * (SATURATION + 1)) / (sum + SATURATION))
  return sums
}

function addField(
  sums: Map<string, number>,
  rule: FieldRule,
  noteWord: (term: string, word: string) => void,
  read: (sink: TermSink) => void,
): void {
  const counts = new Map<string, number>()
  let length = 0
  read((term, word) => {
    counts.set(term, (counts.get(term) ?? 0) + 1)
    length++
    if (word !== undefined && word !== term) noteWord(term, word)
  })
  const perTerm = rule.weight / (1 - rule.b + (rule.b * length) / rule.usualLength)
  for (const [term, count] of counts) sums.set(term, (sums.get(term) ?? 0) + count * perTerm)
}
