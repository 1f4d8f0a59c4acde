import type { Database } from '../db/open.ts'

const MOST_PEOPLE = 5_000

/** Every view shows the bell, so the counts are kept until somebody writes. */
export function createUnseenCounts(database: Database, count: (userId: string) => Promise<number>) {
  const people = new Map<string, Promise<number>>()
  let version = database.dataVersion()
  return {
    of(userId: string): Promise<number> {
      const current = database.dataVersion()
      if (current !== version || people.size > MOST_PEOPLE) people.clear()
      version = current
      const kept = people.get(userId)
      if (kept) return kept
      const counting = count(userId)
      people.set(userId, counting)
      counting.catch(() => people.delete(userId))
      return counting
    },
    forget: (userId: string) => void people.delete(userId),
  }
}
