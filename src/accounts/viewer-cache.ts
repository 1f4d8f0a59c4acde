import type { Database } from '../db/open.ts'
import type { User } from '../user.ts'

export interface Viewing {
  readonly user: User
  /** Milliseconds since 1970; undefined: does not expire. */
  readonly expires: number | undefined
}

export interface ViewerCache {
  /** Who a secret stands for: from memory, or by `load`, which is asked on a miss. */
  find(secret: string, load: (secret: string) => Promise<Viewing | undefined>): Promise<User | undefined>
  /** To be called after every change of accounts, sessions or tokens by this process. */
  forget(): void
  /** Another number whenever accounts may have changed, by this process or by another. */
  version(): number
}

const MOST_ENTRIES = 10_000

/**
 * Sessions and tokens are looked up on every page view, so they are kept in memory; all of it is dropped when
 * another process has committed (a command that disables somebody) and when this one changes an account, so
 * that what is revoked stops at once.
 */
export function createViewerCache(database: Database, now: () => Date): ViewerCache {
  const entries = new Map<string, Viewing>()
  let version = database.dataVersion()
  let generation = 0

  const forget = () => {
    generation += 1
    entries.clear()
  }
  const dropWhenChanged = () => {
    const current = database.dataVersion()
    if (current === version) return
    version = current
    forget()
  }
  return {
    forget,
    version() {
      dropWhenChanged()
      return generation
    },
    async find(secret, load) {
      dropWhenChanged()
      const cached = entries.get(secret)
      if (cached) return live(cached, now)
      const asked = generation
      const loaded = await load(secret)
      dropWhenChanged()
      if (loaded && asked === generation) {
        if (entries.size >= MOST_ENTRIES) entries.clear()
        entries.set(secret, loaded)
      }
      return loaded && live(loaded, now)
    },
  }
}

function live(viewing: Viewing, now: () => Date): User | undefined {
  return viewing.expires === undefined || viewing.expires > now().getTime() ? viewing.user : undefined
}
