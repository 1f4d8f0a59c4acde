import type { Database } from '../db/open.ts'
import type { Feedback } from './feedback.ts'
import type { FeedbackStore } from './store.ts'

/** All feedback in memory, for every view of a page asks; read again after a write, ours or another process's. */
export function createAllFeedback(database: Database, store: FeedbackStore) {
  let loading: Promise<readonly Feedback[]> | undefined
  let version = database.dataVersion()
  return {
    list(): Promise<readonly Feedback[]> {
      const current = database.dataVersion()
      if (current !== version) loading = undefined
      version = current
      const list = (loading ??= store.list())
      list.catch(() => (loading = undefined))
      return list
    },
    forget: () => void (loading = undefined),
  }
}
