import type { Database } from '../db/open.ts'
import type { FinishRecord } from './finish-store.ts'
import type { OwnedRecord, StepRecord } from './progress-store.ts'

/** A person's steps: path, then step id. */
export type Records = ReadonlyMap<string, ReadonlyMap<string, StepRecord>>

/** All that is kept of a person's walking. */
export interface OwnProgress {
  readonly steps: Records
  /** By path: records of paths that were walked to their end. */
  readonly finished: ReadonlyMap<string, FinishRecord>
}

export interface ProgressCache {
  of(userId: string): Promise<OwnProgress>
  /** Of several people, with one query where they are many. */
  ofAll(userIds: readonly string[]): Promise<ReadonlyMap<string, OwnProgress>>
  /** To be called after every write of this process. */
  forget(userId: string): void
  /** Another one after every write, ours or another process's. */
  version(): string
}

interface Stores {
  readonly steps: { recordsOf(userId: string): Promise<StepRecord[]>; all(): Promise<OwnedRecord[]> }
  readonly finished: { of(userId: string): Promise<FinishRecord[]>; all(): Promise<FinishRecord[]> }
}

const MOST_PEOPLE = 2_000
/** Below this, asking for each costs less than reading everybody. */
const FEW_PEOPLE = 8

/**
 * Every view of a page asks which step it is, so progress is kept in memory; all of it is dropped when another
 * process has committed.
 */
export function createProgressCache(database: Database, stores: Stores): ProgressCache {
  const people = new Map<string, Promise<OwnProgress>>()
  let version = database.dataVersion()
  let writes = 0

  const load = async (userId: string): Promise<OwnProgress> => {
    const [steps, finished] = await Promise.all([stores.steps.recordsOf(userId), stores.finished.of(userId)])
    return ownProgress(steps, finished)
  }
  const loadMany = async (userIds: readonly string[]): Promise<void> => {
    const [steps, finished] = await Promise.all([stores.steps.all(), stores.finished.all()])
    const stepsOf = Map.groupBy(steps, ({ userId }) => userId)
    const finishedOf = Map.groupBy(finished, ({ userId }) => userId)
    for (const id of userIds) {
      if (people.has(id)) continue
      people.set(id, Promise.resolve(ownProgress(stepsOf.get(id) ?? [], finishedOf.get(id) ?? [])))
    }
  }
  const keptOf = (userId: string): Promise<OwnProgress> => {
    const kept = people.get(userId)
    if (kept) return kept
    if (people.size >= MOST_PEOPLE) people.clear()
    const loading = load(userId)
    people.set(userId, loading)
    loading.catch(() => people.delete(userId))
    return loading
  }
  const dropWhereOld = (): void => {
    const current = database.dataVersion()
    if (current !== version) people.clear()
    version = current
  }
  return {
    async ofAll(userIds) {
      dropWhereOld()
      const cold = userIds.filter((id) => !people.has(id))
      if (cold.length > FEW_PEOPLE && userIds.length < MOST_PEOPLE) await loadMany(cold)
      const all = userIds.map(async (id) => [id, await keptOf(id)] as const)
      return new Map(await Promise.all(all))
    },
    of(userId) {
      dropWhereOld()
      return keptOf(userId)
    },
    forget(userId) {
      writes += 1
      people.delete(userId)
    },
    version: () => `${writes}.${database.dataVersion()}`,
  }
}

function ownProgress(steps: readonly StepRecord[], finished: readonly FinishRecord[]): OwnProgress {
  return { steps: byPath(steps), finished: new Map(finished.map((record) => [record.path, record])) }
}

export function byPath(records: readonly StepRecord[]): Records {
  const paths = new Map<string, Map<string, StepRecord>>()
  for (const record of records) {
    const steps = paths.get(record.path) ?? new Map<string, StepRecord>()
    paths.set(record.path, steps.set(record.stepId, record))
  }
  return paths
}
