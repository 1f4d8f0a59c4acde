import type { Concept } from './query-terms.ts'

/** The share of a query's words, by rarity, that a set of terms has; 0 to 1. */
export type Coverage = (terms: Iterable<string>) => number

export function createCoverage(concepts: readonly Concept[]): Coverage {
  const meanings = new Map<string, [concept: number, worth: number][]>()
  let asked = 0
  concepts.forEach(({ rarity, terms }, at) => {
    asked += rarity
    for (const [term, sureness] of terms) {
      const own = meanings.get(term)
      if (own === undefined) meanings.set(term, [[at, sureness * rarity]])
      else own.push([at, sureness * rarity])
    }
  })
  return (terms) => {
    if (asked === 0) return 0
    const best = new Float64Array(concepts.length)
    for (const term of terms) {
      for (const [concept, worth] of meanings.get(term) ?? [])
        best[concept] = Math.max(best[concept] ?? 0, worth)
    }
    return best.reduce((sum, worth) => sum + worth, 0) / asked
  }
}
