import { diff3Merge, diffComm } from 'node-diff3'

export type TwoWayPart =
  | { readonly common: readonly string[] }
  | { readonly buffer1: readonly string[]; readonly buffer2: readonly string[] }

export type ThreeWayPart =
  | { readonly ok: readonly string[] }
  | {
      readonly conflict: {
        readonly a: readonly string[]
        readonly o: readonly string[]
        readonly b: readonly string[]
      }
    }

/** Pairs of equal lines that the library may look at; thousands of blank lines would cost a minute. */
const MAX_PAIRS = 2_000_000

/** What two sequences share and where they differ (Hunt and McIlroy, 1976). */
export function compareTwo(before: readonly string[], after: readonly string[]): TwoWayPart[] {
  const { head, left, right, tail } = trimCommonEnds(before, after)
  const middle: TwoWayPart[] =
    countPairs(left, right) > MAX_PAIRS
      ? [{ buffer1: left, buffer2: right }]
      : diffComm([...left], [...right])
  return [{ common: head }, ...middle, { common: tail }]
}

/** Regions of a three-way merge: agreed, or changed on both sides. */
export function compareThree(
  a: readonly string[],
  o: readonly string[],
  b: readonly string[],
): ThreeWayPart[] {
  if (countPairs(a, o) > MAX_PAIRS || countPairs(b, o) > MAX_PAIRS) return [{ conflict: { a, o, b } }]
  return diff3Merge([...a], [...o], [...b], { excludeFalseConflicts: true }) as ThreeWayPart[]
}

function trimCommonEnds(before: readonly string[], after: readonly string[]) {
  const shorter = Math.min(before.length, after.length)
  let start = 0
  while (start < shorter && before[start] === after[start]) start++
  let end = 0
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end++
  return {
    head: before.slice(0, start),
    left: before.slice(start, before.length - end),
    right: after.slice(start, after.length - end),
    tail: before.slice(before.length - end),
  }
}

function countPairs(left: readonly string[], right: readonly string[]): number {
  const counts = new Map<string, number>()
  for (const line of left) counts.set(line, (counts.get(line) ?? 0) + 1)
  let pairs = 0
  for (const line of right) pairs += counts.get(line) ?? 0
  return pairs
}
