import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import type { Log } from '../log.ts'
import type { Language, SearchDocument } from './document.ts'
import { chooseEngine, type EngineWish } from './engine-choice.ts'
import type { EngineKind, SearchEngine } from './engine.ts'
import { fillEngine, putPresent } from './filling.ts'
import { removeIndexFile } from './index-store.ts'
import { readsAlike, type Shelf, type ShelvedDocument } from './shelf.ts'
import { createWorkerEngine, launchThread, type WorkerEngine } from './worker-engine.ts'

export interface IndexingOptions {
  readonly log: Log
  readonly wish: EngineWish
  /** Where the index is kept between starts; undefined: nowhere. */
  readonly folder: string | undefined
}

/** Keeps an engine at the documents on a shelf, and the right one of the two bodies. */
export interface Indexing {
  /** Resolves when the documents of `start` are findable; rejected where it closes before. */
  readonly ready: Promise<void>
  /** Undefined before anything was started. */
  readonly engine: WorkerEngine | undefined
  /** Starts the index thread and opens the index that is kept, so that both are there when the documents are read. */
  warm(): void
  start(documents: AsyncIterable<SearchDocument> | Iterable<SearchDocument>): Promise<void>
  /** Before `start`, which lists everything there is, nothing is put or removed. */
  put(documents: readonly SearchDocument[]): Promise<void>
  remove(variants: readonly Variant[]): Promise<void>
  setSynonyms(groups: readonly (readonly string[])[]): Promise<void>
  /** Builds the index anew, whatever is kept; the old one serves meanwhile. */
  rebuild(): Promise<void>
  close(): Promise<void>
}

interface Variant {
  readonly path: string
  readonly lang: Language
}

export function createIndexing(shelf: Shelf, { log, wish, folder }: IndexingOptions): Indexing {
  const started = Promise.withResolvers<void>()
  started.promise.catch(() => undefined)
  let thread: Worker | undefined
  /** The kept index, opened before it is known whether so many documents want this kind. */
  let kept: WorkerEngine | undefined
  let engine: WorkerEngine | undefined
  /** Being filled to take the place of `engine`; told of every change meanwhile. */
  let next: WorkerEngine | undefined
  let synonyms: readonly (readonly string[])[] = []
  let isClosed = false
  /** While documents are listed, changes wait, so that nothing older comes after them. */
  let listing: Promise<unknown> = Promise.resolve()

  function open(kind: EngineKind): WorkerEngine {
    if (isClosed) throw new Error('Search is closed')
    const opened = createWorkerEngine(log, { kind, file: fileFor(folder, kind) }, refill, thread)
    thread = undefined
    void opened.setSynonyms(synonyms).catch(() => undefined)
    return opened
  }

  async function refill(fresh: SearchEngine): Promise<void> {
    await fresh.setSynonyms(synonyms)
    await fillEngine(fresh, shelf, await fresh.held())
  }

  async function list(documents: AsyncIterable<SearchDocument> | Iterable<SearchDocument>) {
    const listed: SearchDocument[] = []
    for await (const document of documents) listed.push(document)
    const isFirst = engine === undefined
    engine ??= await firstEngine(chooseEngine(wish, listed.length, kindKept(folder)))
    if (isFirst) removeKept(folder, otherThan(engine.options.kind))
    const held = await engine.held()
    if (isFirst) shelf.reserve(held)
    const gone = new Map(Array.from(shelf.all(), (facts) => [facts.number, facts]))
    for (const document of listed) gone.delete(shelf.put(document).facts.number)
    for (const { path, lang } of gone.values()) shelf.remove(path, lang)
    return { engine, held }
  }

  async function firstEngine(kind: EngineKind): Promise<WorkerEngine> {
    const opened = kept
    kept = undefined
    if (opened?.options.kind === kind) return opened
    await opened?.close()
    return open(kind)
  }

  /** Of a page in two languages often only one has changed, or only what no index holds. */
  function putChanged(document: SearchDocument): ShelvedDocument[] {
    const before = shelf.read(shelf.findVariant(document.path, document.lang)?.number ?? -1)
    const now = shelf.put(document)
    return readsAlike(before, now) ? [] : [now]
  }

  /** Everyone who is to know of a change. */
  function engines(): WorkerEngine[] {
    return [kept, engine, next].filter((one) => one !== undefined)
  }

  function reconsider(): void {
    if (engine === undefined || next !== undefined || isClosed) return
    const kind = chooseEngine(wish, shelf.size, engine.options.kind)
    if (kind !== engine.options.kind) replace(kind).catch(reportReplacing)
  }

  function reportReplacing(error: unknown): void {
    if (!isClosed) log.error({ err: error }, 'search: another index could not be built; the old one serves')
  }

  async function replace(kind: EngineKind): Promise<void> {
    const old = engine
    if (old === undefined || next !== undefined) return
    removeKept(folder, kind)
    const fresh = (next = open(kind))
    try {
      await fillEngine(fresh, shelf, [])
    } catch (error) {
      await fresh.close()
      throw error
    } finally {
      next = undefined
    }
    engine = fresh
    await old.close()
    if (old.options.kind !== kind) removeKept(folder, old.options.kind)
    log.info({ engine: kind, documents: shelf.size }, 'search: another index serves')
  }

  return {
    ready: started.promise,
    get engine() {
      return engine
    },
    warm() {
      if (engine !== undefined || thread !== undefined || kept !== undefined) return
      thread = launchThread()
      const kind = wish === 'auto' ? kindKept(folder) : wish
      if (kind !== undefined) kept = open(kind)
    },
    async start(documents) {
      const listed = list(documents)
      listing = listed.catch(() => undefined)
      const { engine: filled, held } = await listed
      await fillEngine(filled, shelf, held)
      started.resolve()
      reconsider()
    },
    async put(documents) {
      await listing
      if (engine === undefined) return
      await putPresent(engines, shelf, documents.flatMap(putChanged))
      reconsider()
    },
    async remove(variants) {
      await listing
      if (engine === undefined) return
      const removed = variants.flatMap(({ path, lang }) => shelf.remove(path, lang)?.number ?? [])
      if (removed.length > 0) await Promise.all(engines().map((one) => one.remove(removed)))
      reconsider()
    },
    async setSynonyms(groups) {
      synonyms = groups
      await Promise.all(engines().map((one) => one.setSynonyms(groups)))
    },
    async rebuild() {
      if (engine !== undefined) await replace(chooseEngine(wish, shelf.size, engine.options.kind))
    },
    async close() {
      isClosed = true
      started.reject(new Error('Search is closed'))
      await thread?.terminate()
      await Promise.all(engines().map((one) => one.close()))
    },
  }
}

function fileFor(folder: string | undefined, kind: EngineKind): string {
  return folder === undefined ? '' : join(folder, `search-${kind}.sqlite`)
}

function kindKept(folder: string | undefined): EngineKind | undefined {
  const kinds: readonly EngineKind[] = ['fts5', 'lunr']
  return folder === undefined ? undefined : kinds.find((kind) => existsSync(fileFor(folder, kind)))
}

function removeKept(folder: string | undefined, kind: EngineKind): void {
  if (folder !== undefined) removeIndexFile(fileFor(folder, kind))
}

function otherThan(kind: EngineKind): EngineKind {
  return kind === 'fts5' ? 'lunr' : 'fts5'
}
