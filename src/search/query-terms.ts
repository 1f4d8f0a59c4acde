import {
  conceptOf,
  raise,
  rarityOf,
  type Concept,
  type Findings,
  type OpenConcept,
  type TermKnowledge,
  type UnknownWord,
} from './concepts.ts'
import { isFunctionWord } from './function-words.ts'
import { hangulConcepts } from './hangul-concepts.ts'
import { stemHangul } from './hangul-stem.ts'
import { onOtherLayout } from './keyboard-layout.ts'
import { joinLatin, latinConcepts } from './latin-concepts.ts'
import { normaliseForms } from './normalise.ts'
import type { Synonyms } from './synonyms.ts'
import type { TermIndex } from './term-index.ts'
import { eachTermOfRun, runsOf, termsOf, type Run } from './tokens.ts'

export interface QueryTerms {
  readonly concepts: readonly Concept[]
  /** All terms to search by, with their weights: sureness times rarity. */
  readonly weights: ReadonlyMap<string, number>
  /** Words that no document has, by the term they would be. */
  readonly unknown: readonly UnknownWord[]
}

export interface TermSources extends TermKnowledge {
  readonly index: TermIndex
  readonly synonyms: Synonyms
}

const SYNONYM = 0.4
const JOINED = 0.8
/** What a word that only asks or joins counts of its rarity, beside words that name something. */
const FUNCTION_WORD = 0.2
/** Terms always searched by, whatever they cost. */
const TERMS_AT_LEAST = 2

/**
 * Chooses the terms for a query's text: each word's stem; for a word no document has, the fewest pieces
 * that are known, what begins so or looks like it; compounds that hold it, synonyms and joined neighbours
 * besides, all below the word itself.
 */
export function chooseTerms(text: string, sources: TermSources): QueryTerms {
  const findings: Findings = { extras: new Map(), unknown: [] }
  const typed = asTyped(text, sources)
  const runs = [...runsOf(normaliseForms(typed))].filter((run) => !TYPED_JAMO.test(run.text))
  const names = runs.some((run) => !isFunctionWord(run))
  const perRun = runs.map((run) => {
    const concepts = conceptsOf(run, sources, findings)
    return names && isFunctionWord(run) ? concepts.map(tellingLess) : concepts
  })
  joinNeighbours(runs, findings.extras)
  joinLatin(runs, perRun, sources, findings.extras)
  const concepts = perRun.flat()
  const meant = addSynonyms(typed, concepts, sources)
  const unknown = findings.unknown.filter(({ term }) => !meant.has(term))
  return { concepts, weights: weigh(concepts, findings.extras, sources), unknown }
}

/** On the wrong keyboard layout more is known once it is read on the other one: all of it, or a word. */
function asTyped(text: string, { index }: TermSources): string {
  const knownIn = (of: string): number => termsOf(of).filter((term) => index.frequencyOf(term) > 0).length
  const better = (typed: string): string | undefined => {
    const swapped = onOtherLayout(typed)
    return swapped !== undefined && knownIn(swapped) > knownIn(typed) ? swapped : undefined
  }
  return better(text.trim()) ?? text.replace(/\S+/gu, (word) => better(word) ?? word)
}

function conceptsOf(run: Run, sources: TermSources, findings: Findings): OpenConcept[] {
  if (run.script === 'hangul') return hangulConcepts(run.text, sources, findings)
  if (run.script === 'latin') return latinConcepts(run.text, sources, findings)
  const concepts: OpenConcept[] = []
  eachTermOfRun(run, (term) => concepts.push(conceptOf(term, term, sources.index)))
  return concepts
}

function tellingLess(concept: OpenConcept): OpenConcept {
  return { ...concept, rarity: FUNCTION_WORD * concept.rarity, isKnown: false }
}

/** Neighbours written as one word somewhere: 공식 문서 -> 공식문서. */
function joinNeighbours(runs: readonly Run[], extras: Map<string, number>): void {
  runs.slice(1).forEach((run, at) => {
    const before = runs[at]
    if (before?.script === 'hangul' && run.script === 'hangul')
      raise(extras, stemHangul(before.text + run.text), JOINED)
  })
}

/** A synonym means each of the words it stands for. @returns the terms that have one */
function addSynonyms(text: string, concepts: readonly OpenConcept[], { synonyms }: TermSources): Set<string> {
  const meant = new Set<string>()
  for (const { met, others } of synonyms.of(text)) {
    for (const { terms, together } of concepts) {
      if (!met.some((term) => terms.get(term) === 1)) continue
      for (const other of others) together.push({ terms: other, sureness: SYNONYM })
    }
    for (const term of met) meant.add(term)
  }
  return meant
}

function weigh(
  concepts: readonly Concept[],
  extras: ReadonlyMap<string, number>,
  { index }: TermSources,
): Map<string, number> {
  const weights = new Map<string, number>()
  for (const { rarity, terms, together } of concepts) {
    // A rare compound must not outweigh the common word it was found by.
    const note = (term: string, sureness: number): void => {
      raise(weights, term, sureness * Math.min(rarityOf(term, index), rarity))
    }
    for (const [term, sureness] of terms) note(term, sureness)
    for (const { terms, sureness } of together) for (const term of terms) note(term, sureness)
  }
  for (const [term, sureness] of extras) raise(weights, term, sureness * rarityOf(term, index))
  return withinBudget(weights, index)
}

/** The weightiest terms whose postings the engine can go through in time; a word that most pages have says little. */
function withinBudget(weights: ReadonlyMap<string, number>, index: TermIndex): Map<string, number> {
  const kept = new Map<string, number>()
  let postings = 0
  for (const [term, weight] of [...weights].sort(([, one], [, other]) => other - one)) {
    const frequency = index.frequencyOf(term)
    if (frequency === 0) continue
    if (kept.size >= TERMS_AT_LEAST && postings + frequency > index.postingsBudget) continue
    kept.set(term, weight)
    postings += frequency
  }
  return kept
}

/** A syllable that is still being composed (라이브ㄹ) is no word yet. */
const TYPED_JAMO = /^[ㄱ-ㆎ]+$/
