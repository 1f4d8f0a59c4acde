import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { TooManyError } from '../errors.ts'

const WINDOW_SECONDS = 60
/** Each is a process that reads the whole repository where the clone is a new one. */
const AT_ONCE = 6

export interface Limits {
  /** One more push or fetch of a person. @throws TooManyError with the seconds to wait */
  spend(what: 'push' | 'fetch', userId: string): Promise<void>
  /** Runs one of few at once. @throws TooManyError where too many run */
  run<T>(work: () => Promise<T>): Promise<T>
}

/** What one person may ask for in a minute, in requests: git makes one or two of a push, two or more of a fetch. */
export interface GitRates {
  readonly pushes: number
  readonly fetches: number
}

export function createLimits({ pushes, fetches }: GitRates): Limits {
  const limiters = {
    push: new RateLimiterMemory({ points: pushes, duration: WINDOW_SECONDS }),
    fetch: new RateLimiterMemory({ points: fetches, duration: WINDOW_SECONDS }),
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
