import type { EngineAnswer } from './engine.ts'
import type { DocumentFacts } from './shelf.ts'
import type { TitleMatch } from './title-matcher.ts'

export interface Ranked {
  readonly document: DocumentFacts
  readonly score: number
  /** The heading that matched as typed; -1 is none. */
  readonly heading: number
}

/** A resemblance in the title alone makes a result from here on, where the text gives some already. */
const TITLE_ALONE = 0.3
const TITLE_ALONE_AT_LEAST = 0.3
const LESSON_FIRST = 1.1

/**
 * Joins what the text and the titles say: the engine's score as a share of its best, plus the title's.
 * Documents the caller may not see are gone before anything is counted.
 */
export function rank(
  answer: EngineAnswer,
  titles: ReadonlyMap<number, TitleMatch>,
  findDocument: (number: number) => DocumentFacts | undefined,
): Ranked[] {
  const ranked: Ranked[] = []
  const top = answer.scores[0] ?? 0
  const inText = new Set<number>()
  answer.numbers.forEach((number, at) => {
    inText.add(number)
    const document = findDocument(number)
    if (document === undefined) return
    const title = titles.get(number)
    const share = top > 0 ? (answer.scores[at] ?? 0) / top : 0
    ranked.push(weigh(document, share + (title?.score ?? 0), title))
  })
  if (answer.strict) return ranked
  const least = inText.size > 0 ? TITLE_ALONE : TITLE_ALONE_AT_LEAST
  for (const [number, title] of titles) {
    if (inText.has(number) || title.score < least) continue
    const document = findDocument(number)
    if (document !== undefined) ranked.push(weigh(document, title.score, title))
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

function weigh(document: DocumentFacts, score: number, title: TitleMatch | undefined): Ranked {
  return { document, score: score * standing(document), heading: title?.heading ?? -1 }
}

/** What was replaced or put away counts less than what holds; a lesson comes before what scores much the same. */
function standing(document: DocumentFacts): number {
  if (document.status === 'archived') return 0.4
  if (document.supersededBy !== undefined) return 0.5
  const trust = document.stale ? 0.95 : 1
  return document.kind === 'lesson' ? trust * LESSON_FIRST : trust
}
