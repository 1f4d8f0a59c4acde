import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { TooManyError } from '../errors.ts'

const WINDOW_SECONDS = 15 * 60
const WRONG_PER_ACCOUNT_AND_ADDRESS = 10
const WRONG_PER_ADDRESS = 100

export interface Attempt {
  /** The account as it was typed, in lower case. */
  readonly login: string
  readonly ip: string
  /** The cookie of a browser that this account is known in. */
  readonly knownDevice: string | undefined
}

export interface Attempts {
  /**
   * Counts the try before the password is looked at, so that many at once cannot slip through.
   * @returns how many more are left. @throws TooManyError with the seconds to wait.
   */
  spend(attempt: Attempt): Promise<number>
  /** The password was right: the tries before it are forgiven. */
  forgive(attempt: Attempt): Promise<void>
}

/**
 * Ten wrong passwords an account and address in 15 minutes, a hundred an address. A browser that the account
 * is known in counts by itself: others' guessing does not shut it out.
 */
export function createAttempts(): Attempts {
  const perAccount = new RateLimiterMemory({
    points: WRONG_PER_ACCOUNT_AND_ADDRESS,
    duration: WINDOW_SECONDS,
  })
  const perAddress = new RateLimiterMemory({ points: WRONG_PER_ADDRESS, duration: WINDOW_SECONDS })
  return {
    async spend(attempt) {
      const triesLeft = await consume(perAccount, accountKey(attempt))
      // Tries that are refused already are not the address's: one locked account must not lock out an office.
      if (attempt.knownDevice === undefined) await consume(perAddress, attempt.ip)
      return triesLeft
    },
    async forgive(attempt) {
      await perAccount.delete(accountKey(attempt))
      if (attempt.knownDevice === undefined) await perAddress.reward(attempt.ip, 1)
    },
  }
}

function accountKey({ login, ip, knownDevice }: Attempt): string {
  return JSON.stringify([login, knownDevice === undefined ? ip : { device: knownDevice }])
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<number> {
  try {
    return (await limiter.consume(key)).remainingPoints
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused
    throw new TooManyError('accounts.signIn.tooMany', Math.max(1, Math.ceil(refused.msBeforeNext / 1_000)))
  }
}
