import type { EngineAnswer } from './engine.ts'
import type { DocumentFacts } from './shelf.ts'
import type { TitleMatch } from './title-matcher.ts'

export interface Ranked {
  readonly document: DocumentFacts
  readonly score: number
  /** The heading that matched as typed; -1 is none. */
  readonly heading: number
}

/** How much a page is used, from 0 to 1 for the most used; neutral where nothing is known of it. */
export type UseOf = (document: DocumentFacts) => number

const TITLE_WEIGHT = 1.8
/** A resemblance in the title alone makes a result from here on. */
const TITLE_ALONE = 0.3
/** Decides between titles that begin alike, not against a better match. */
const USE_WEIGHT = 0.1
const LESSON_FIRST = 1.1

/**
 * Joins what the text and the titles say, and how much a page is used. Documents the caller may not see are gone
 * before anything is counted.
 */
export function rank(
  answer: Omit<EngineAnswer, 'titles'>,
  titles: ReadonlyMap<number, TitleMatch>,
  findDocument: (number: number) => DocumentFacts | undefined,
  useOf: UseOf = () => 0,
): Ranked[] {
  const ranked: Ranked[] = []
  const add = (document: DocumentFacts, inText: number, title: TitleMatch | undefined): void => {
    const score = inText + TITLE_WEIGHT * (title?.score ?? 0) + USE_WEIGHT * useOf(document)
    ranked.push({ document, score: score * standing(document), heading: title?.heading ?? -1 })
  }
  const inText = new Set<number>()
  answer.numbers.forEach((number, at) => {
    inText.add(number)
    const document = findDocument(number)
    if (document !== undefined) add(document, answer.scores[at] ?? 0, titles.get(number))
  })
  if (answer.strict) return ranked
  for (const [number, title] of titles) {
    if (inText.has(number) || title.score < TITLE_ALONE) continue
    const document = findDocument(number)
    if (document !== undefined) add(document, 0, title)
  }
  return ranked
}

/** Best first; among equals the lesson, then what is fresher. */
export function compareRanked(one: Ranked, other: Ranked): number {
  return (
    other.score - one.score ||
    Number(other.document.kind === 'lesson') - Number(one.document.kind === 'lesson') ||
    other.document.updated - one.document.updated ||
    one.document.number - other.document.number
  )
}

/** What was replaced or put away counts less than what holds; a lesson comes before what scores much the same. */
function standing(document: DocumentFacts): number {
  if (document.status === 'archived') return 0.4
  if (document.supersededBy !== undefined) return 0.5
  const trust = document.stale ? 0.95 : 1
  return document.kind === 'lesson' ? trust * LESSON_FIRST : trust
}
