import { createCoverage } from './coverage.ts'
import type { LunrMatch } from './lunr-index.ts'
import type { Concept } from './query-terms.ts'

const TEXT_BONUS = 0.3
const TITLE_BONUS = 0.6
/** What has less of the query's words than this share of the most is noise that a common word brought in. */
const LEAST_COVERAGE = 0.3
/** Unless it scores this share of the best, as a synonym may. */
const LEAST_SCORE = 0.3

/**
 * lunr adds up what each word is worth; it does not ask whether a document has all of them. Documents gain
 * by the share of the query they hold, and more where their title holds it; those that hold little go.
 */
export function rerank(
  matches: readonly LunrMatch[],
  concepts: readonly Concept[],
  termsOfTitle: (number: number) => ReadonlySet<string> | undefined,
): LunrMatch[] {
  if (concepts.length === 0) return [...matches]
  const top = matches[0]?.score ?? 0
  const coverageOf = createCoverage(concepts)
  const coverages = matches.map(({ terms }) => coverageOf(terms))
  const least = LEAST_COVERAGE * coverages.reduce((most, coverage) => Math.max(most, coverage), 0)
  const kept: LunrMatch[] = []
  matches.forEach((match, at) => {
    const inText = coverages[at] ?? 0
    if (inText < least && match.score < LEAST_SCORE * top) return
    const inTitle = coverageOf(termsOfTitle(match.number) ?? [])
    const bonus = TEXT_BONUS * inText ** 2 + TITLE_BONUS * inTitle ** 2
    kept.push({ ...match, score: match.score + top * bonus })
  })
  return kept.sort((one, other) => other.score - one.score)
}
