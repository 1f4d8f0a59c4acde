import {
  conceptOf,
  nearestTerms,
  raise,
  type Findings,
  type OpenConcept,
  type TermKnowledge,
} from './concepts.ts'
import { cutIntoKnown } from './known-pieces.ts'
import { latinWords, stemLatin } from './latin-words.ts'
import type { Run } from './tokens.ts'

const SURENESS = { identifierPart: 0.6, joined: 0.8, beginning: 0.5 } as const
const EXPANSION_LIMIT = 20
const LEAST_BEGINNING = 3
/** Of an unknown word's pieces, one at least is so long: two letters are in any word. */
const LEAST_PIECE = 3
const MOST_JOINED = 4
const LEAST_JOINED = 4

/** What a Latin run of a query means: its stem, the parts of an identifier, what begins so, or what looks like it. */
export function latinConcepts(run: string, knowledge: TermKnowledge, findings: Findings): OpenConcept[] {
  const { index, vocabulary } = knowledge
  const [whole = '', ...parts] = latinWords(run)
  const term = stemLatin(whole)
  if (parts.length > 0) {
    const concepts = ofParts(run, [term, ...parts], knowledge, findings)
    if (concepts !== undefined) return concepts
  }
  const concept = conceptOf(term, whole, index)
  if (index.frequencyOf(term) > 0) return [concept]
  const beginning = whole.length >= LEAST_BEGINNING ? vocabulary.beginning(whole) : []
  for (const longer of beginning.slice(0, EXPANSION_LIMIT)) raise(concept.terms, longer, SURENESS.beginning)
  if (beginning.length > 0) return [concept]
  findings.unknown.push({ word: run, term })
  const near = nearestTerms(term, whole, knowledge)
  for (const [one, sureness] of near) raise(concept.terms, one, sureness)
  return near.length > 0 ? [concept] : (ofPieces(whole, knowledge) ?? [concept])
}

/** Up to four neighbours that are one word somewhere, an identifier mostly: user by id -> userById. */
export function joinLatin(
  runs: readonly Run[],
  perRun: readonly (readonly OpenConcept[])[],
  { index }: TermKnowledge,
  extras: Map<string, number>,
): void {
  runs.forEach((first, start) => {
    let joined = first.text.toLowerCase()
    for (let end = start + 1; end < Math.min(runs.length, start + MOST_JOINED); end++) {
      if (runs[end - 1]?.script !== 'latin' || runs[end]?.script !== 'latin') return
      joined += (runs[end]?.text ?? '').toLowerCase()
      const term = stemLatin(joined)
      if (joined.length < LEAST_JOINED || index.frequencyOf(term) === 0) continue
      raise(extras, term, SURENESS.joined)
      for (const { terms } of perRun.slice(start, end + 1).flat()) raise(terms, term, SURENESS.joined)
    }
  })
}

/** A page that has the whole identifier has all its parts; one that has the parts may mean it. */
function ofParts(
  run: string,
  [term = '', ...parts]: readonly string[],
  { index }: TermKnowledge,
  { extras }: Findings,
): OpenConcept[] | undefined {
  const isWholeKnown = index.frequencyOf(term) > 0
  const concepts = [...new Set(parts)].map((part) => conceptOf(stemLatin(part), part, index))
  if (!isWholeKnown) {
    return parts.some((part) => index.frequencyOf(stemLatin(part)) > 0) ? concepts : undefined
  }
  raise(extras, term, 1)
  return concepts.map((concept) => ({
    ...concept,
    form: run.toLowerCase(),
    terms: new Map([
      ...Array.from(concept.terms.keys(), (part) => [part, SURENESS.identifierPart] as const),
      [term, 1],
    ]),
  }))
}

/** An unknown word that known ones make up without rest: getuserbyid, helmchart. */
function ofPieces(whole: string, { index }: TermKnowledge): OpenConcept[] | undefined {
  const isKnown = (piece: string): boolean => piece.length > 1 && index.frequencyOf(stemLatin(piece)) > 0
  const pieces = cutIntoKnown(whole, isKnown)
  if (pieces.join('') !== whole || !pieces.some(({ length }) => length >= LEAST_PIECE)) return undefined
  return pieces.map((piece) => conceptOf(stemLatin(piece), piece, index))
}
