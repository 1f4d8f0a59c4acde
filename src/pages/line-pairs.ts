/** Pairs of lines that are looked at; a larger place pairs its lines in their order. */
const MAX_CELLS = 2_500

/**
 * For each line that goes the one that comes in its stead, in order on both sides, so that the words which the two
 * share are as many as can be (the longest common subsequence, weighted by likeness). -1: it has none.
 */
export function pairLines(gone: readonly string[], come: readonly string[]): number[] {
  if (gone.length * come.length > MAX_CELLS || (gone.length === 1 && come.length === 1)) {
    return gone.map((_, index) => (index < come.length ? index : -1))
  }
  const [left, right] = [gone.map(wordsOf), come.map(wordsOf)]
  const likeness = left.map((a) => right.map((b) => likenessOf(a, b)))
  // best[i][j]: of all pairs among lines from i and from j on.
  const best = Array.from({ length: gone.length + 1 }, () => new Float64Array(come.length + 1))
  for (let i = gone.length - 1; i >= 0; i--) {
    for (let j = come.length - 1; j >= 0; j--) {
      best[i]![j] = Math.max(best[i + 1]![j]!, best[i]![j + 1]!, best[i + 1]![j + 1]! + likeness[i]![j]!)
    }
  }
  return followBest(best, likeness)
}

function followBest(best: readonly Float64Array[], likeness: readonly (readonly number[])[]): number[] {
  const partners: number[] = likeness.map(() => -1)
  let [i, j] = [0, 0]
  while (i < likeness.length && j < (likeness[i]?.length ?? 0)) {
    const alike = likeness[i]![j]!
    if (alike > 0 && best[i]![j] === best[i + 1]![j + 1]! + alike) {
      partners[i] = j
      i++
      j++
    } else if (best[i]![j] === best[i + 1]![j]) i++
    else j++
  }
  return partners
}

interface Words {
  readonly counts: ReadonlyMap<string, number>
  readonly letters: number
}

function wordsOf(line: string): Words {
  const counts = new Map<string, number>()
  let letters = 0
  for (const word of line.match(/[\p{L}\p{M}\p{N}_]+/gu) ?? []) {
    counts.set(word, (counts.get(word) ?? 0) + 1)
    letters += word.length
  }
  return { counts, letters }
}

/** Letters of the words that both have, as a share of all (Dice); 0 to 1. */
function likenessOf(a: Words, b: Words): number {
  let shared = 0
  for (const [word, count] of a.counts) shared += word.length * Math.min(count, b.counts.get(word) ?? 0)
  return shared === 0 ? 0 : (2 * shared) / (a.letters + b.letters)
}
