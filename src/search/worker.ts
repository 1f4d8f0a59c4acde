import { parentPort } from 'node:worker_threads'
import { createLunrEngine } from './lunr-engine.ts'
import type { EngineMethod, EngineReply, EngineRequest } from './worker-messages.ts'

/** The thread that holds the index: an index cannot be passed between threads, only asked. */
const engine = createLunrEngine()

parentPort?.on('message', (request: EngineRequest) => {
  void answer(request).then((reply) => {
    parentPort?.postMessage(reply)
  })
})

async function answer({ id, method, parameters }: EngineRequest): Promise<EngineReply> {
  try {
    const methods = engine as unknown as Record<
      EngineMethod,
      (...parameters: readonly unknown[]) => Promise<unknown>
    >
    return { id, result: await methods[method](...parameters) }
  } catch (error) {
    return { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}
