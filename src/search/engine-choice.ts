import type { EngineKind } from './engine.ts'

export const engineWishes = ['auto', 'lunr', 'fts5'] as const
/** What the settings ask for; `auto` goes by the number of pages. */
export type EngineWish = (typeof engineWishes)[number]

/** Up to here lunr answers in a few milliseconds. */
export const MOST_FOR_LUNR = 3_000
/** So far below, that a wiki at the border does not go back and forth. */
const LEAST_FOR_FTS5 = 2_400

/** The engine for so many documents, given the one there is. */
export function chooseEngine(
  wish: EngineWish,
  documents: number,
  present: EngineKind | undefined,
): EngineKind {
  if (wish !== 'auto') return wish
  if (documents > MOST_FOR_LUNR) return 'fts5'
  return present === 'fts5' && documents >= LEAST_FOR_FTS5 ? 'fts5' : 'lunr'
}
