import type { Database } from '../db/open.ts'
import type { ProgressStore, StepRecord } from './progress-store.ts'

/** A person's completed steps: path, then step id. */
export type Records = ReadonlyMap<string, ReadonlyMap<string, StepRecord>>

export interface ProgressCache {
  recordsOf(userId: string): Promise<Records>
  /** To be called after every write of this process. */
  forget(userId: string): void
}

const MOST_PEOPLE = 2_000

/**
 * Every view of a page asks which step it is, so progress is kept in memory; all of it is dropped when another
 * process has committed.
 */
export function createProgressCache(database: Database, store: ProgressStore): ProgressCache {
  const people = new Map<string, Promise<Records>>()
  let version = database.dataVersion()

  return {
    recordsOf(userId) {
      const current = database.dataVersion()
      if (current !== version) people.clear()
      version = current
      const kept = people.get(userId)
      if (kept) return kept
      if (people.size >= MOST_PEOPLE) people.clear()
      const loading = store.recordsOf(userId).then(byPath)
      people.set(userId, loading)
      loading.catch(() => people.delete(userId))
      return loading
    },
    forget: (userId) => void people.delete(userId),
  }
}

function byPath(records: readonly StepRecord[]): Records {
  const paths = new Map<string, Map<string, StepRecord>>()
  for (const record of records) {
    const steps = paths.get(record.path) ?? new Map<string, StepRecord>()
    paths.set(record.path, steps.set(record.stepId, record))
  }
  return paths
}
