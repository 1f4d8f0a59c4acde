import type { Concept } from './concepts.ts'

/** The share of a query's words, by rarity, that a set of terms has; 0 to 1. */
export type Coverage = (terms: Iterable<string>) => number

/** What a term gives: sureness of a concept, at once or counted with others. */
interface Meaning {
  readonly concept: number
  readonly sureness: number
  /** Position among what is counted; -1 stands alone. */
  readonly counted: number
}

export function createCoverage(concepts: readonly Concept[]): Coverage {
  const meanings = new Map<string, Meaning[]>()
  const groups: { readonly concept: number; readonly sureness: number; readonly size: number }[] = []
  const note = (term: string, meaning: Meaning): void => {
    const own = meanings.get(term)
    if (own === undefined) meanings.set(term, [meaning])
    else own.push(meaning)
  }
  concepts.forEach(({ terms, together }, concept) => {
    for (const [term, sureness] of terms) note(term, { concept, sureness, counted: -1 })
    for (const { terms, sureness } of together) {
      const counted = groups.push({ concept, sureness, size: terms.length }) - 1
      for (const term of terms) note(term, { concept, sureness, counted })
    }
  })
  const asked = concepts.reduce((sum, { rarity }) => sum + rarity, 0)
  const best = new Float64Array(concepts.length)
  const met = new Uint16Array(groups.length)

  return (terms) => {
    if (asked === 0) return 0
    best.fill(0)
    met.fill(0)
    for (const term of terms) {
      for (const { concept, sureness, counted } of meanings.get(term) ?? []) {
        if (counted >= 0) met[counted] = (met[counted] ?? 0) + 1
        else if (sureness > (best[concept] ?? 0)) best[concept] = sureness
      }
    }
    groups.forEach(({ concept, sureness, size }, at) => {
      // A part of them says much less than all of them.
      const worth = sureness * ((met[at] ?? 0) / size) ** 2
      if (worth > (best[concept] ?? 0)) best[concept] = worth
    })
    let sum = 0
    for (let at = 0; at < concepts.length; at++) sum += (best[at] ?? 0) * (concepts[at]?.rarity ?? 0)
    return sum / asked
  }
}
