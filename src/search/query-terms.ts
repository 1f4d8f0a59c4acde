import { normaliseForms } from './normalise.ts'
import { cutIntoKnown } from './known-pieces.ts'
import { stemHangul } from './hangul-stem.ts'
import { onOtherLayout } from './keyboard-layout.ts'
import { latinWords, stemLatin } from './latin-words.ts'
import type { LunrIndex } from './lunr-index.ts'
import type { Synonyms } from './synonyms.ts'
import { bigramsOf, eachTermOfRun, runsOf, termsOf, type Run } from './tokens.ts'
import type { Vocabulary } from './vocabulary.ts'

/** What one word of a query stands for: terms, each with how surely it means the word (1 is the word itself). */
export interface Concept {
  /** How rare the word is, as its inverse document frequency. */
  readonly rarity: number
  readonly terms: ReadonlyMap<string, number>
}

export interface QueryTerms {
  readonly concepts: readonly Concept[]
  /** All terms to search by, with their weights: sureness times rarity. */
  readonly weights: ReadonlyMap<string, number>
  /** Words that no document has, by the term they would be. */
  readonly unknown: readonly UnknownWord[]
}

export interface UnknownWord {
  readonly word: string
  readonly term: string
}

export interface TermSources {
  readonly index: LunrIndex
  readonly vocabulary: Vocabulary
  readonly synonyms: Synonyms
}

const SURENESS = {
  compound: 0.35,
  piece: 0.3,
  identifierPart: 0.6,
  joined: 0.8,
  bigram: 0.4,
  beginning: 0.5,
  typo: 0.5,
  synonym: 0.4,
} as const
const EXPANSION_LIMIT = 20
const POSTINGS_BUDGET = 3_000
/** Terms always searched by, whatever they cost. */
const TERMS_AT_LEAST = 2

/**
 * Chooses the terms for a query's text: each word's stem; for a word no document has, the fewest pieces
 * that are known, what begins so or looks like it; compounds that hold it, synonyms and joined neighbours
 * besides, all below the word itself.
 */
export function chooseTerms(text: string, sources: TermSources): QueryTerms {
  const unknown: UnknownWord[] = []
  const concepts: Concept[] = []
  const runs = [...runsOf(normaliseForms(asTyped(text, sources)))]
  for (const run of runs) concepts.push(...conceptsOf(run, sources, unknown))
  const extras = new Map<string, number>()
  addJoined(runs, extras)
  for (const term of sources.synonyms.of(text)) raise(extras, term, SURENESS.synonym)
  return { concepts, weights: weigh(concepts, extras, sources), unknown }
}

/** Inverse document frequency as in Lucene's BM25: ln(1 + (N - n + 0.5) / (n + 0.5)). */
export function rarityOf(term: string, index: LunrIndex): number {
  const frequency = index.frequencyOf(term)
  return Math.log(1 + (index.size - frequency + 0.5) / (frequency + 0.5))
}

/** On the wrong keyboard layout more of the words are known once they are read on the other one. */
function asTyped(text: string, { index }: TermSources): string {
  const swapped = onOtherLayout(text.trim())
  if (swapped === undefined) return text
  const known = (of: string): number => termsOf(of).filter((term) => index.frequencyOf(term) > 0).length
  return known(swapped) > known(text) ? swapped : text
}

function conceptsOf(run: Run, sources: TermSources, unknown: UnknownWord[]): Concept[] {
  if (run.script === 'hangul') return hangulConcepts(run.text, sources, unknown)
  if (run.script === 'latin') return latinConcepts(run.text, sources, unknown)
  const concepts: Concept[] = []
  eachTermOfRun(run, (term) => concepts.push(conceptOf(term, sources.index)))
  return concepts
}

function hangulConcepts(run: string, sources: TermSources, unknown: UnknownWord[]): Concept[] {
  const { index } = sources
  const stem = stemHangul(run)
  const pieces = cutIntoKnown(stem, (piece) => index.frequencyOf(piece) > 0)
  if (index.frequencyOf(stem) > 0) {
    const concept = conceptOf(stem, index)
    if (pieces.length > 1) for (const piece of pieces) raise(concept.terms, piece, SURENESS.piece)
    addCompounds(stem, concept.terms, sources)
    return [concept]
  }
  const rest = { rarity: rarityOf(stem, index), terms: new Map<string, number>() }
  for (const bigram of bigramsOf(run)) raise(rest.terms, bigram, SURENESS.bigram)
  addCompounds(stem, rest.terms, sources)
  if (pieces.join('') === stem)
    return [...pieces.map((piece) => conceptOf(piece, index)), { ...rest, rarity: 0 }]
  unknown.push({ word: run, term: stem })
  for (const term of nearest(stem, sources)) raise(rest.terms, term, SURENESS.typo)
  return [...pieces.map((piece) => conceptOf(piece, index)), rest]
}

function latinConcepts(run: string, sources: TermSources, unknown: UnknownWord[]): Concept[] {
  const { index, vocabulary } = sources
  const [whole = '', ...parts] = latinWords(run)
  const term = stemLatin(whole)
  const concept = conceptOf(term, index)
  if (index.frequencyOf(term) > 0) {
    for (const part of parts) raise(concept.terms, stemLatin(part), SURENESS.identifierPart)
    return [concept]
  }
  if (parts.some((part) => index.frequencyOf(stemLatin(part)) > 0)) {
    return parts.map((part) => conceptOf(stemLatin(part), index))
  }
  const beginning = whole.length >= 3 ? vocabulary.beginning(whole) : []
  for (const longer of beginning.slice(0, EXPANSION_LIMIT)) raise(concept.terms, longer, SURENESS.beginning)
  if (beginning.length === 0) {
    unknown.push({ word: run, term })
    for (const near of nearest(term, sources)) raise(concept.terms, near, SURENESS.typo)
  }
  return [concept]
}

interface OpenConcept extends Concept {
  readonly terms: Map<string, number>
}

function conceptOf(term: string, index: LunrIndex): OpenConcept {
  return { rarity: rarityOf(term, index), terms: new Map([[term, 1]]) }
}

/** The compounds that hold a word, the most frequent of them. */
function addCompounds(stem: string, terms: Map<string, number>, { vocabulary, index }: TermSources): void {
  if (stem.length < 2) return
  const compounds = vocabulary.holding(stem)
  if (compounds.length > EXPANSION_LIMIT) {
    compounds.sort((one, other) => index.frequencyOf(other) - index.frequencyOf(one))
  }
  for (const term of compounds.slice(0, EXPANSION_LIMIT)) raise(terms, term, SURENESS.compound)
}

function nearest(term: string, { vocabulary, index }: TermSources): string[] {
  return vocabulary
    .resembling(term)
    .slice(0, EXPANSION_LIMIT)
    .sort((one, other) => index.frequencyOf(other) - index.frequencyOf(one))
    .slice(0, 3)
}

/** Neighbours written as one word somewhere: 공식 문서 -> 공식문서, kube proxy -> kubeproxy. */
function addJoined(runs: readonly Run[], terms: Map<string, number>): void {
  runs.slice(1).forEach((run, at) => {
    const before = runs[at]
    if (before === undefined || before.script !== run.script) return
    if (run.script === 'hangul') raise(terms, stemHangul(before.text + run.text), SURENESS.joined)
    else if (run.script === 'latin')
      raise(terms, stemLatin((before.text + run.text).toLowerCase()), SURENESS.joined)
  })
}

function weigh(
  concepts: readonly Concept[],
  extras: ReadonlyMap<string, number>,
  { index }: TermSources,
): Map<string, number> {
  const weights = new Map<string, number>()
  for (const { rarity, terms } of concepts) {
    // A rare compound must not outweigh the common word it was found by.
    const cap = rarity === 0 ? Infinity : rarity
    for (const [term, sureness] of terms)
      raise(weights, term, sureness * Math.min(rarityOf(term, index), cap))
  }
  for (const [term, sureness] of extras) raise(weights, term, sureness * rarityOf(term, index))
  return withinBudget(weights, index)
}

/** The weightiest terms whose postings the engine can go through in time; a word that most pages have says little. */
function withinBudget(weights: ReadonlyMap<string, number>, index: LunrIndex): Map<string, number> {
  const kept = new Map<string, number>()
  let postings = 0
  for (const [term, weight] of [...weights].sort(([, one], [, other]) => other - one)) {
    const frequency = index.frequencyOf(term)
    if (frequency === 0) continue
    if (kept.size >= TERMS_AT_LEAST && postings + frequency > POSTINGS_BUDGET) continue
    kept.set(term, weight)
    postings += frequency
  }
  return kept
}

function raise(weights: Map<string, number>, term: string, weight: number): void {
  if (weight > (weights.get(term) ?? 0)) weights.set(term, weight)
}
