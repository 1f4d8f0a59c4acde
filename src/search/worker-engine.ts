import { Worker } from 'node:worker_threads'
import type { Log } from '../log.ts'
import type { EngineAnswer, NumberedText, Passage, SearchEngine } from './engine.ts'
import type { EngineMethod, EngineReply, EngineRequest } from './worker-messages.ts'

interface Waiting {
  readonly request: EngineRequest
  readonly resolve: (result: unknown) => void
  readonly reject: (error: Error) => void
  attempts: number
}

const BATCH = 25
const ATTEMPTS = 2
const RESTART_DELAY_MS = 200
const LONGEST_RESTART_DELAY_MS = 30_000

export interface WorkerEngine extends SearchEngine {
  /** Ends the thread as a crash would, for tests of what happens then. */
  crash(): Promise<void>
}

/**
 * The engine in a thread of its own, called by messages and answering in order, so that a search sent
 * after a save finds it. A thread that dies is started again and refilled; what waited is asked once more.
 *
 * @param refill all documents there are, and the synonyms, for a new thread.
 */
export function createWorkerEngine(
  log: Log,
  refill: () => { documents: Iterable<NumberedText>; synonyms: readonly (readonly string[])[] },
): WorkerEngine {
  const waiting = new Map<number, Waiting>()
  let worker: Worker | undefined = launch()
  let lastId = 0
  let closed = false
  let deaths = 0
  let restarting: NodeJS.Timeout | undefined

  function launch(): Worker {
    const started = new Worker(new URL('./worker.ts', import.meta.url), { execArgv: [] })
    started.on('message', settle)
    started.on('error', (error) => {
      log.error({ err: error }, 'search: the index thread failed')
    })
    started.on('exit', () => {
      if (worker === started) revive()
    })
    started.unref()
    return started
  }

  function call(method: EngineMethod, ...parameters: unknown[]): Promise<unknown> {
    if (closed) return Promise.reject(new Error('The search engine is closed'))
    return new Promise((resolve, reject) => {
      const request = { id: ++lastId, method, parameters }
      waiting.set(request.id, { request, resolve, reject, attempts: 0 })
      send(request.id)
    })
  }

  function send(id: number): void {
    const entry = waiting.get(id)
    if (entry === undefined || worker === undefined) return
    entry.attempts++
    worker.ref()
    worker.postMessage(entry.request)
  }

  function settle(reply: EngineReply): void {
    const entry = waiting.get(reply.id)
    waiting.delete(reply.id)
    if (waiting.size === 0) worker?.unref()
    if (entry === undefined) return
    deaths = 0
    if ('error' in reply) entry.reject(new Error(`Search engine: ${reply.error}`))
    else entry.resolve(reply.result)
  }

  function revive(): void {
    worker = undefined
    if (closed) return
    const delay = Math.min(RESTART_DELAY_MS * 2 ** deaths, LONGEST_RESTART_DELAY_MS)
    deaths++
    log.warn({ delay, waiting: waiting.size }, 'search: the index thread ended and is started again')
    restarting = setTimeout(restart, deaths === 1 ? 0 : delay)
  }

  function restart(): void {
    if (closed) return
    const { documents, synonyms } = refill()
    worker = launch()
    const again = [...waiting.values()]
    // The refill goes first; what waited is behind it, but not a put, which the refill holds already.
    void call('setSynonyms', synonyms).catch(() => undefined)
    for (const batch of inBatches(documents)) void call('put', batch).catch(() => undefined)
    for (const entry of again) askAgain(entry)
  }

  function askAgain(entry: Waiting): void {
    const { id, method } = entry.request
    if (method === 'search' || method === 'passages' || method === 'remove') {
      if (entry.attempts < ATTEMPTS) {
        send(id)
        return
      }
      entry.reject(new Error('The index thread ended twice over one question'))
    } else entry.resolve(undefined)
    waiting.delete(id)
  }

  return {
    async put(documents) {
      for (const batch of inBatches(documents)) await call('put', batch)
    },
    async remove(numbers) {
      await call('remove', numbers)
    },
    search: (query) => call('search', query) as Promise<EngineAnswer>,
    passages: (numbers, query) => call('passages', numbers, query) as Promise<Passage[]>,
    async setSynonyms(groups) {
      await call('setSynonyms', groups)
    },
    async crash() {
      await worker?.terminate()
    },
    async close() {
      closed = true
      clearTimeout(restarting)
      for (const entry of waiting.values()) entry.reject(new Error('The search engine is closed'))
      waiting.clear()
      await worker?.terminate()
    },
  }
}

function* inBatches(documents: Iterable<NumberedText>): Generator<NumberedText[]> {
  let batch: NumberedText[] = []
  for (const document of documents) {
    batch.push(document)
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
