import type { Accounts } from '../accounts/accounts.ts'
import type { Team } from './team.ts'

/** How often accounts are looked at that other processes made. */
const LOOK_MS = 1_000
/** How often it is asked what has become late. */
const TICK_MS = 60 * 60 * 1_000

/**
 * Lets time bring about what it does to a team, from now until the returned function has been called: joiners made by
 * another process get their paths within a second, late steps are told of within an hour.
 */
export function startTeamClock({
  team,
  accounts,
}: {
  readonly team: Team
  readonly accounts: Pick<Accounts, 'version'>
}): () => Promise<void> {
  let known = accounts.version()
  let work: Promise<void> = Promise.resolve()
  let busy = false
  const run = (next: () => Promise<void>): void => {
    busy = true
    work = next().finally(() => (busy = false))
  }
  run(() => team.tick())
  const looking = setInterval(() => {
    const version = accounts.version()
    if (busy || version === known) return
    known = version
    run(() => team.settle())
  }, LOOK_MS)
  const ticking = setInterval(() => {
    if (!busy) run(() => team.tick())
  }, TICK_MS)
  return async () => {
    clearInterval(looking)
    clearInterval(ticking)
    await work
  }
}
