import type { Database } from '../db/open.ts'
import type { SourceState } from './source-state.ts'
import type { SourceStore } from './source-store.ts'

/** What is known of all sources, in memory, for every page shows some; read again after another process's write. */
export function createSourceStates(database: Pick<Database, 'dataVersion'>, store: SourceStore) {
  let loading: Promise<Map<string, SourceState>> | undefined
  let version = database.dataVersion()

  const load = async () => new Map((await store.list()).map((state) => [state.url, state]))
  const all = (): Promise<Map<string, SourceState>> => {
    const current = database.dataVersion()
    if (current !== version) loading = undefined
    version = current
    const states = (loading ??= load())
    states.catch(() => (loading = undefined))
    return states
  }
  return {
    all: all as () => Promise<ReadonlyMap<string, SourceState>>,
    async put(state: SourceState): Promise<void> {
      await store.put(state)
      ;(await all()).set(state.url, state)
    },
    async remove(urls: readonly string[]): Promise<void> {
      await store.remove(urls)
      for (const url of urls) (await all()).delete(url)
    },
  }
}

export type SourceStates = ReturnType<typeof createSourceStates>
