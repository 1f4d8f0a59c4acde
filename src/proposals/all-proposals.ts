import type { Database } from '../db/open.ts'
import type { Proposal } from './proposal.ts'
import type { ProposalStore } from './store.ts'

export interface AllProposals {
  /** Newest first. */
  list(): Promise<readonly Proposal[]>
  /** Grows with every change that this or another process made. */
  version(): number
  /** To be called after every write of this process. */
  forget(): void
}

/** Every page asks which proposals there are for it, so all are kept in memory until somebody writes. */
export function createAllProposals(database: Database, store: ProposalStore): AllProposals {
  let kept: Promise<readonly Proposal[]> | undefined
  let seen = database.dataVersion()
  let version = 0

  const forget = (): void => {
    kept = undefined
    version++
  }
  const lookOutside = (): void => {
    const current = database.dataVersion()
    if (current === seen) return
    seen = current
    forget()
  }

  return {
    forget,
    version() {
      lookOutside()
      return version
    },
    list() {
      lookOutside()
      if (kept) return kept
      const loading = store.list()
      kept = loading
      loading.catch(() => (kept = undefined))
      return loading
    },
  }
}
