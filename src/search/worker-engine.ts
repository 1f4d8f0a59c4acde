import { Worker } from 'node:worker_threads'
import type { Log } from '../log.ts'
import type { EngineAnswer, HeldDocument, Passage, SearchEngine, TitleAnswer } from './engine.ts'
import type { EngineOptions } from './open-engine.ts'
import type { EngineCall, EngineMethod, EngineReply } from './worker-messages.ts'

interface Waiting {
  readonly call: EngineCall
  readonly resolve: (result: unknown) => void
  readonly reject: (error: Error) => void
  /** Belongs to the filling of a new thread: not held back by it, and not asked again of the next one. */
  readonly isRefill: boolean
  attempts: number
}

const ATTEMPTS = 2
const RESTART_DELAY_MS = 200
const LONGEST_RESTART_DELAY_MS = 30_000
/** A file that a thread died over so often is no longer tried. */
const DEATHS_WITH_FILE = 2
const CLOSE_MS = 3_000

export interface WorkerEngine extends SearchEngine {
  readonly options: EngineOptions
  /** Ends the thread as a crash would, for tests of what happens then. */
  crash(): Promise<void>
}

/** A thread that has loaded its modules and waits to be told what to open. */
export function launchThread(): Worker {
  const thread = new Worker(new URL('./worker.ts', import.meta.url), { execArgv: [] })
  thread.unref()
  return thread
}

/**
 * The engine in a thread of its own, called by messages and answering in order, so that a search sent
 * after a save finds it. A thread that dies is started again and refilled; what waited is asked once more.
 *
 * @param refill brings a new thread's engine to all documents there are, and the synonyms.
 */
export function createWorkerEngine(
  log: Log,
  options: EngineOptions,
  refill: (engine: SearchEngine) => Promise<void>,
  thread = launchThread(),
): WorkerEngine {
  const waiting = new Map<number, Waiting>()
  let worker: Worker | undefined = thread
  let lastId = 0
  let isClosed = false
  let isRefilling = false
  let deaths = 0
  let restarting: NodeJS.Timeout | undefined

  function take(started: Worker): void {
    worker = started
    started.on('message', settle)
    started.on('error', (error) => log.error({ err: error }, 'search: the index thread failed'))
    started.on('exit', () => {
      if (worker === started) revive()
    })
    const file = deaths > DEATHS_WITH_FILE ? '' : options.file
    void ask('open', [{ ...options, file }], true).catch((error: unknown) => {
      if (!isClosed) log.error({ err: error }, 'search: the index could not be opened')
    })
  }

  function ask(method: EngineMethod, parameters: readonly unknown[], isRefill: boolean): Promise<unknown> {
    if (isClosed) return Promise.reject(new Error('The search engine is closed'))
    return new Promise((resolve, reject) => {
      const call = { id: ++lastId, method, parameters }
      const entry = { call, resolve, reject, isRefill, attempts: 0 }
      waiting.set(call.id, entry)
      if (isRefill || !isRefilling) send(entry)
    })
  }

  function send(entry: Waiting): void {
    if (worker === undefined) return
    entry.attempts++
    worker.ref()
    worker.postMessage(entry.call)
  }

  function settle(reply: EngineReply): void {
    const entry = waiting.get(reply.id)
    waiting.delete(reply.id)
    if (waiting.size === 0) worker?.unref()
    if (entry === undefined) return
    if (!entry.isRefill) deaths = 0
    if ('error' in reply) entry.reject(new Error(`Search engine: ${reply.error}`))
    else entry.resolve(reply.result)
  }

  function revive(): void {
    worker = undefined
    if (isClosed) return
    const delay = deaths === 0 ? 0 : Math.min(RESTART_DELAY_MS * 2 ** deaths, LONGEST_RESTART_DELAY_MS)
    deaths++
    for (const entry of [...waiting.values()]) {
      const { method } = entry.call
      const isOver = entry.isRefill || (isQuestion(method) && entry.attempts >= ATTEMPTS)
      if (!isOver) continue
      waiting.delete(entry.call.id)
      entry.reject(new Error('The index thread ended over this'))
    }
    isRefilling = true
    log.warn({ delay, waiting: waiting.size }, 'search: the index thread ended and is started again')
    restarting = setTimeout(() => void restart(), delay)
  }

  async function restart(): Promise<void> {
    if (isClosed) return
    const before = [...waiting.values()]
    take(launchThread())
    try {
      await refill(engineThat(true))
    } catch (error) {
      // Where the thread died again the next one is under way; any other failure leaves an index with what it has.
      log.error({ err: error }, 'search: the new index thread could not be filled')
      if (worker === undefined) return
    }
    isRefilling = false
    for (const entry of before) {
      // What changed the index before has come with the filling.
      if (isQuestion(entry.call.method) || !waiting.has(entry.call.id)) continue
      waiting.delete(entry.call.id)
      entry.resolve(undefined)
    }
    for (const entry of waiting.values()) send(entry)
  }

  function engineThat(isRefill: boolean): SearchEngine {
    const call = (method: EngineMethod, ...parameters: unknown[]): Promise<unknown> =>
      ask(method, parameters, isRefill)
    return {
      held: () => call('held') as Promise<HeldDocument[]>,
      async name(documents) {
        await call('name', documents)
      },
      async put(documents) {
        await call('put', documents)
      },
      async remove(numbers) {
        await call('remove', numbers)
      },
      async settle() {
        await call('settle')
      },
      search: (query) => call('search', query) as Promise<EngineAnswer>,
      searchTitles: (text, closed) => call('searchTitles', text, closed) as Promise<TitleAnswer>,
      passages: (numbers, query) => call('passages', numbers, query) as Promise<Passage[]>,
      async setSynonyms(groups) {
        await call('setSynonyms', groups)
      },
      async close() {
        await call('close')
      },
    }
  }

  async function close(): Promise<void> {
    if (isClosed) return
    const closing = worker === undefined ? undefined : ask('close', [], true).catch(() => undefined)
    isClosed = true
    clearTimeout(restarting)
    const timeout = Promise.withResolvers<void>()
    const timer = setTimeout(timeout.resolve, CLOSE_MS)
    await Promise.race([closing, timeout.promise])
    clearTimeout(timer)
    for (const entry of waiting.values()) entry.reject(new Error('The search engine is closed'))
    waiting.clear()
    await worker?.terminate()
  }

  take(thread)
  return {
    ...engineThat(false),
    options,
    async crash() {
      await worker?.terminate()
    },
    close,
  }
}

/** Asked of the index, as against changes of it. */
function isQuestion(method: EngineMethod): boolean {
  return method === 'search' || method === 'searchTitles' || method === 'passages' || method === 'held'
}
