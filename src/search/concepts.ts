import { editDistance } from './edit-distance.ts'
import { toJamo } from './jamo.ts'
import type { TermIndex } from './term-index.ts'
import type { Vocabulary } from './vocabulary.ts'

/** What one word of a query stands for: terms, each with how surely it means the word (1 is the word itself). */
export interface Concept {
  /** How much the word tells: its inverse document frequency, or less for a word that only asks or joins. */
  readonly rarity: number
  readonly terms: ReadonlyMap<string, number>
  /** Terms that mean the word together: the words of a synonym, the pairs of syllables of an unknown word. */
  readonly together: readonly Together[]
  /** The word as typed, in lower case. */
  readonly form: string
  /** True where pages have the word itself, and it names something. */
  readonly isKnown: boolean
}

export interface Together {
  readonly terms: readonly string[]
  readonly sureness: number
}

export interface OpenConcept extends Concept {
  readonly terms: Map<string, number>
  readonly together: Together[]
}

export interface UnknownWord {
  readonly word: string
  readonly term: string
}

/** What reading a query word by word makes besides concepts. */
export interface Findings {
  /** Terms that stand for several of the words at once, or for none of them alone. */
  readonly extras: Map<string, number>
  readonly unknown: UnknownWord[]
}

export interface TermKnowledge {
  readonly index: Pick<TermIndex, 'size' | 'frequencyOf'>
  readonly vocabulary: Vocabulary
}

const LOOKED_AT = 20
const KEPT = 3
const MOST_EDITS = 2
const SLIP_SHARE = 0.2
const [SLIP, ANOTHER_WORD] = [0.5, 0.25]

/** Inverse document frequency as in Lucene's BM25: ln(1 + (N - n + 0.5) / (n + 0.5)). */
export function rarityOf(term: string, index: TermKnowledge['index']): number {
  const frequency = index.frequencyOf(term)
  return Math.log(1 + (index.size - frequency + 0.5) / (frequency + 0.5))
}

export function conceptOf(term: string, form: string, index: TermKnowledge['index']): OpenConcept {
  const isKnown = index.frequencyOf(term) > 0
  return { rarity: rarityOf(term, index), terms: new Map([[term, 1]]), together: [], form, isKnown }
}

/** Keeps the higher of two weights. */
export function raise(weights: Map<string, number>, term: string, weight: number): void {
  if (weight > (weights.get(term) ?? 0)) weights.set(term, weight)
}

/**
 * The known terms within a typing error of one that is not, the more frequent first, with how surely they are meant:
 * in a long word a wrong key is a slip, in a short one it makes another word.
 */
export function nearestTerms(
  term: string,
  word: string,
  { vocabulary, index }: TermKnowledge,
): [term: string, sureness: number][] {
  const keys = toJamo(term)
  const most = SLIP_SHARE * toJamo(word).length
  return vocabulary
    .resembling(term)
    .slice(0, LOOKED_AT)
    .sort((one, other) => index.frequencyOf(other) - index.frequencyOf(one))
    .slice(0, KEPT)
    .map((near) => {
      const distance = editDistance(keys, toJamo(near), MOST_EDITS)
      return [near, distance <= most ? SLIP : ANOTHER_WORD]
    })
}
