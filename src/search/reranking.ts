import type { Concept } from './concepts.ts'
import { createCoverage } from './coverage.ts'
import { createHeadlineScore } from './headline-score.ts'
import type { Headlines } from './headlines.ts'
import type { TermMatch } from './term-index.ts'

const SHARE_WEIGHT = 0.55
const COVERAGE_WEIGHT = 0.45
const HEADLINE_WEIGHT = 0.7
/** Titles and headings are looked at in the best matches only. */
const CANDIDATES = 300
/**
 * What has less of the query's words than this does not answer it: a common word, or a pair of syllables, brought it in.
 * Of 6,200 judged answers five have less.
 */
const LEAST_COVERAGE = 0.3
/** Unless a title or heading says some of it. */
const LEAST_HEADLINE = 0.03

/**
 * Matches in the order of how well they answer the whole query. An index adds up what each word is worth; it does
 * not ask whether a document has all of them, in its title or one heading best. The scores given are absolute: where
 * even the best match has little of the query, all are low.
 */
export function rerank(
  matches: readonly TermMatch[],
  concepts: readonly Concept[],
  headlinesOf: (number: number) => Headlines | undefined,
): TermMatch[] {
  if (concepts.length === 0) return [...matches]
  const coverageOf = createCoverage(concepts)
  const headlineScore = createHeadlineScore(concepts)
  const top = matches[0]?.score ?? 0
  const coverages = matches.map(({ terms }) => coverageOf(terms))
  const most = coverages.reduce((most, coverage) => Math.max(most, coverage), 0)
  const least = LEAST_COVERAGE * shareKnown(concepts)
  const kept: TermMatch[] = []
  matches.forEach((match, at) => {
    const covered = coverages[at] ?? 0
    const share = top > 0 ? match.score / top : 0
    const headlines = at < CANDIDATES ? headlinesOf(match.number) : undefined
    const inHeadline = headlines === undefined ? 0 : headlineScore(headlines)
    if (covered < least && inHeadline < LEAST_HEADLINE) return
    const score = SHARE_WEIGHT * most * share + COVERAGE_WEIGHT * covered ** 2 + HEADLINE_WEIGHT * inHeadline
    kept.push({ number: match.number, score, terms: match.terms })
  })
  return kept.sort((one, other) => other.score - one.score)
}

/** The share of the query that a page could have; all of it where no page has a word of it. */
function shareKnown(concepts: readonly Concept[]): number {
  const sum = (of: readonly Concept[]): number => of.reduce((total, { rarity }) => total + rarity, 0)
  const known = sum(concepts.filter(({ isKnown }) => isKnown))
  return known === 0 ? 1 : known / sum(concepts)
}
