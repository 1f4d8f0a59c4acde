import type { Database } from '../db/open.ts'
import type { ReadRecord, ReadStore } from './store.ts'

/** What one person has read: page and language, as one key. */
export type OwnReads = ReadonlyMap<string, ReadRecord>

const MOST_PEOPLE = 2_000

export const readKey = (path: string, lang: string): string => `${lang} ${path}`

/** Every view asks what its reader has read, so it is kept in memory until somebody writes it elsewhere. */
export function createReadCache(database: Database, store: ReadStore) {
  const people = new Map<string, Promise<Map<string, ReadRecord>>>()
  let version = database.dataVersion()

  const load = async (userId: string) => {
    const records = await store.recordsOf(userId)
    return new Map(records.map((record) => [readKey(record.path, record.lang), record]))
  }
  const readsOf = (userId: string): Promise<Map<string, ReadRecord>> => {
    const current = database.dataVersion()
    if (current !== version) people.clear()
    version = current
    const kept = people.get(userId)
    if (kept) return kept
    if (people.size >= MOST_PEOPLE) people.clear()
    const loading = load(userId)
    people.set(userId, loading)
    loading.catch(() => people.delete(userId))
    return loading
  }
  return {
    readsOf: readsOf as (userId: string) => Promise<OwnReads>,
    /** After a write of this process. */
    async remember(userId: string, record: ReadRecord): Promise<void> {
      const own = await readsOf(userId)
      own.set(readKey(record.path, record.lang), record)
    },
  }
}
