import { END_OF_UNIT, END_OF_WORD, FORM_MARK, hashTerm, type Headlines } from './headlines.ts'
import type { Concept } from './concepts.ts'

/** How well a document's title, or its best heading with the title over it, answers a query: 0 to 1. */
export type HeadlineScore = (headlines: Headlines) => number

/** A word in another form than was typed (사용하여 for 사용한) counts a little less. */
const OTHER_FORM = 0.9
const HEADING = 0.6
const HEADING_UNDER_TITLE = 0.36
/** How much of the worth of a title depends on how little else it says, above all at its beginning. */
const BREVITY = 0.4
const LATER_WORD = 0.5

/** The low bits of a word's hash, by which most words are told apart from those looked for. */
const HASH_BITS = 1_023

export function createHeadlineScore(concepts: readonly Concept[]): HeadlineScore {
  const meanings = meaningsOf(concepts)
  const isMeant = new Uint8Array(HASH_BITS + 1)
  for (const hash of meanings.keys()) isMeant[hash & HASH_BITS] = 1
  const asked = concepts.reduce((sum, { rarity }) => sum + rarity, 0)
  const title = new Float64Array(concepts.length)
  const unit = new Float64Array(concepts.length)

  /** The share of the query, by rarity, that the unit has, or the unit and the title together. */
  function covered(and?: Float64Array): number {
    let sum = 0
    for (let at = 0; at < unit.length; at++) {
      sum += Math.max(unit[at] ?? 0, and?.[at] ?? 0) * (concepts[at]?.rarity ?? 0)
    }
    return sum / asked
  }

  function note(hash: number): number {
    // Asked of every word of hundreds of titles and headings, few of which are looked for.
    if (isMeant[hash & HASH_BITS] === 0) return 0
    const meant = meanings.get(hash)
    if (meant === undefined) return 0
    let best = 0
    for (const [concept, sureness] of meant) {
      if (sureness > (unit[concept] ?? 0)) unit[concept] = sureness
      if (sureness > best) best = sureness
    }
    return best
  }

  return (headlines) => {
    if (asked === 0) return 0
    let [best, units, place, said, met, wordMet] = [0, 0, 0, 0, 0, 0]
    title.fill(0)
    unit.fill(0)
    for (const hash of headlines) {
      if (hash === END_OF_WORD) {
        const weight = 1 / (1 + LATER_WORD * place++)
        said += weight
        met += weight * wordMet
        wordMet = 0
      } else if (hash === END_OF_UNIT) {
        const own = met === 0 ? 0 : covered() ** 2 * (1 - BREVITY + (BREVITY * met) / said)
        if (units === 0) {
          best = own
          title.set(unit)
        } else if (own > 0) {
          best = Math.max(best, HEADING * own, HEADING_UNDER_TITLE * covered(title) ** 2)
        }
        units++
        unit.fill(0)
        place = said = met = 0
      } else wordMet = Math.max(wordMet, note(hash))
    }
    return best
  }
}

function meaningsOf(concepts: readonly Concept[]): Map<number, [concept: number, sureness: number][]> {
  const meanings = new Map<number, [concept: number, sureness: number][]>()
  const add = (term: string, concept: number, sureness: number): void => {
    const hash = hashTerm(term)
    const own = meanings.get(hash)
    if (own === undefined) meanings.set(hash, [[concept, sureness]])
    else own.push([concept, sureness])
  }
  concepts.forEach(({ terms, form }, at) => {
    for (const [term, sureness] of terms) add(term, at, OTHER_FORM * sureness)
    add(FORM_MARK + form, at, 1)
  })
  return meanings
}
