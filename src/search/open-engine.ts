import { createDividedEngine } from './divided-engine.ts'
import type { EngineKind, SearchEngine } from './engine.ts'
import { fingerprint } from './fingerprint.ts'
import { createFts5Index } from './fts5-store.ts'
import { openIndexStore, removeIndexFile, type IndexStore } from './index-store.ts'
import { createLunrBody } from './lunr-body.ts'
import { createTextEngine } from './text-engine.ts'

export interface EngineOptions {
  readonly kind: EngineKind
  /** Path of the index's file; empty for an index of this process alone. */
  readonly file: string
}

/** Opens an index as it was left, or an empty one where there is none that can be read. */
export function openEngine(options: EngineOptions): SearchEngine {
  return createDividedEngine(openKept(options), () => engineOn(openIndexStore(IN_MEMORY), 'lunr'))
}

function openKept({ kind, file }: EngineOptions): SearchEngine {
  const maker = `${kind} ${fingerprint()}`
  const store = openIndexStore({ file, maker })
  try {
    return engineOn(store, kind)
  } catch {
    store.abandon()
    if (file !== '') removeIndexFile(file)
    return engineOn(openIndexStore({ file, maker }), kind)
  }
}

function engineOn(store: IndexStore, kind: EngineKind): SearchEngine {
  const body = kind === 'fts5' ? createFts5Index(store) : createLunrBody(store)
  return createTextEngine({ store, ...body })
}

const IN_MEMORY = { file: '', maker: '' }
