import type { Lang } from '../user.ts'
import { compareTwo } from './diff3.ts'
import { piecesOf } from './pieces.ts'

/**
 * How much of what readers see differs between two states of a page: the words that came or went, whichever are
 * more, as a share of the words there were (0: nothing; above 1: more came than there was). Words are compared
 * within the pieces that differ, as bags, so that a typo in a long paragraph is one word.
 */
export function changedShare(before: string, after: string, lang: Lang): number {
  const [was, is] = [before, after].map((source) => piecesOf(source, lang).map(({ text }) => text)) as [
    string[],
    string[],
  ]
  let gone = 0
  let come = 0
  for (const part of compareTwo(was, is)) {
    if ('common' in part) continue
    const [old, fresh] = [countWords(part.buffer1), countWords(part.buffer2)]
    gone += countMissing(old, fresh)
    come += countMissing(fresh, old)
  }
  const total = [...countWords(was).values()].reduce((sum, count) => sum + count, 0)
  return Math.max(gone, come) / Math.max(1, total)
}

function countWords(texts: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const text of texts) {
    for (const word of text.match(/[\p{L}\p{M}\p{N}_]+/gu) ?? [])
      counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  return counts
}

/** How many words of `some` are not among `others`; what stands twice is looked for twice. */
function countMissing(some: ReadonlyMap<string, number>, others: ReadonlyMap<string, number>): number {
  let missing = 0
  for (const [word, count] of some) missing += Math.max(0, count - (others.get(word) ?? 0))
  return missing
}
