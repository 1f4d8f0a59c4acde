import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { TooManyError } from '../errors.ts'

const WINDOW_SECONDS = 60
/** Git may send two requests for one push. */
const PUSHES_A_MINUTE = 120
const FETCHES_A_MINUTE = 120
/** Each is a process that reads the whole repository where the clone is a new one. */
const AT_ONCE = 6

export interface Limits {
  /** One more push or fetch of a person. @throws TooManyError with the seconds to wait */
  spend(what: 'push' | 'fetch', userId: string): Promise<void>
  /** Runs one of few at once. @throws TooManyError where too many run */
  run<T>(work: () => Promise<T>): Promise<T>
}

export function createLimits(): Limits {
  const limiters = {
    push: new RateLimiterMemory({ points: PUSHES_A_MINUTE, duration: WINDOW_SECONDS }),
    fetch: new RateLimiterMemory({ points: FETCHES_A_MINUTE, duration: WINDOW_SECONDS }),
  }
  let running = 0
  return {
    async spend(what, userId) {
      try {
        await limiters[what].consume(userId)
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused
        throw new TooManyError('gitHttp.tooMany', Math.max(1, Math.ceil(refused.msBeforeNext / 1_000)))
      }
    },
    async run(work) {
      if (running >= AT_ONCE) throw new TooManyError('gitHttp.busy', 5)
      running++
      try {
        return await work()
      } finally {
        running--
      }
    },
  }
}
