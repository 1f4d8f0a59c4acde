const LONGEST_PIECE = 8
const UNKNOWN_SYLLABLE_COST = 3
const SINGLE_SYLLABLE_COST = 2

/**
 * The fewest known words that make up a run (공식문서 -> 공식, 문서), by dynamic programming; syllables
 * that fit no word are left out, at a price. Never the run itself.
 */
export function cutIntoKnown(run: string, isKnown: (piece: string) => boolean): string[] {
  const best: { cost: number; pieces: string[] }[] = [{ cost: 0, pieces: [] }]
  for (let end = 1; end <= run.length; end++) {
    const before = best[end - 1] ?? { cost: 0, pieces: [] }
    let choice = { cost: before.cost + UNKNOWN_SYLLABLE_COST, pieces: before.pieces }
    for (let start = Math.max(0, end - LONGEST_PIECE); start < end; start++) {
      const piece = run.slice(start, end)
      if (piece.length === run.length || !isKnown(piece)) continue
      const rest = best[start] ?? { cost: 0, pieces: [] }
      const cost = rest.cost + (piece.length === 1 ? SINGLE_SYLLABLE_COST : 1)
      if (cost < choice.cost) choice = { cost, pieces: [...rest.pieces, piece] }
    }
    best.push(choice)
  }
  return best[run.length]?.pieces ?? []
}
