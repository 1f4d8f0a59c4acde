import { enableCompileCache } from 'node:module'
import { parentPort } from 'node:worker_threads'
import type { EngineCall } from './worker-messages.ts'

// The thread that holds the index: an index cannot be passed between threads, only asked.
enableCompileCache()
const { createAnswerer } = await import('./answerer.ts')

const answer = createAnswerer((error) => {
  // Outside the promise, so that the thread ends of it.
  setImmediate(() => {
    throw error
  })
  return new Promise<never>(() => undefined)
})

parentPort?.on('message', (call: EngineCall) => {
  void answer(call).then((reply) => parentPort?.postMessage(reply))
})
