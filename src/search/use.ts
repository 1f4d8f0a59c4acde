import type { UseOf } from './ranking.ts'

/** How many people read each page lately, by path. */
export type RecentReads = () => Promise<ReadonlyMap<string, number>>

const KEPT_MS = 10 * 60_000
/** Readings from which on a page is much used. */
const MANY = 100

/**
 * How much pages are used, as far as was last read: no search waits for it. A page read ten times as often as another is
 * not ten times the better answer, so it grows with the logarithm; and it is not measured by the most read page, which
 * may be one that the reader may not see.
 */
export function createUse(
  recentReads: RecentReads,
  now: () => Date,
): { of: UseOf; refresh(): Promise<void> } {
  let reads: ReadonlyMap<string, number> = new Map()
  let readAt = -Infinity

  /** Readings that cannot be counted leave the order as it was. */
  async function refresh(): Promise<void> {
    readAt = now().getTime()
    reads = await recentReads().catch(() => reads)
  }

  return {
    refresh,
    of({ path }) {
      if (Math.abs(now().getTime() - readAt) > KEPT_MS) void refresh()
      return Math.min(1, Math.log1p(reads.get(path) ?? 0) / Math.log1p(MANY))
    },
  }
}
