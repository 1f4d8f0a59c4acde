import type { SearchEngine } from './engine.ts'
import { removeIndexFile } from './index-store.ts'
import { openEngine, type EngineOptions } from './open-engine.ts'
import type { EngineCall, EngineReply } from './worker-messages.ts'

/**
 * Answers calls one after another. Where the index itself fails, the thread is to end: another one takes up what the
 * file has, and the documents it lacks.
 *
 * @param end is given what failed, and gives a promise that is never kept.
 */
export function createAnswerer(
  end: (error: unknown) => Promise<never>,
): (call: EngineCall) => Promise<EngineReply> {
  let engine: SearchEngine | undefined
  let options: EngineOptions | undefined
  let last: Promise<unknown> = Promise.resolve()

  async function answer({ id, method, parameters }: EngineCall): Promise<EngineReply> {
    try {
      if (method === 'open') {
        options = parameters[0] as EngineOptions
        engine = openEngine(options)
        return { id, result: undefined }
      }
      const methods = engine as unknown as Record<string, (...parameters: readonly unknown[]) => unknown>
      return { id, result: await methods[method]?.(...parameters) }
    } catch (error) {
      if (!isFromIndex(error)) return { id, error: reasonOf(error) }
      if (isDamage(error) && options !== undefined && options.file !== '') removeIndexFile(options.file)
      return end(error)
    }
  }

  return (call) => {
    const reply = last.then(() => answer(call))
    last = reply
    return reply
  }
}

function isFromIndex(error: unknown): error is { errcode: number } {
  return (error as NodeJS.ErrnoException).code === 'ERR_SQLITE_ERROR'
}

function isDamage({ errcode }: { errcode: number }): boolean {
  return [SQLITE_CORRUPT, SQLITE_NOT_A_DATABASE].includes(errcode & 0xff)
}

const SQLITE_CORRUPT = 11
const SQLITE_NOT_A_DATABASE = 26

function reasonOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
