import type { Accounts } from '../accounts/accounts.ts'
import type { Person } from '../accounts/people.ts'
import { hasRole } from '../user.ts'

/** Everybody with an account, in memory, by id. */
export interface Roster {
  readonly all: readonly Person[]
  find(id: string | undefined): Person | undefined
  /** Only those who can sign in. */
  findActive(id: string | undefined): Person | undefined
  findByHandle(handle: string): Person | undefined
  /** Leads and admins who can sign in. */
  readonly leads: readonly Person[]
}

/** Answers with the accounts as they are now; read again when any of them has changed. */
export function createRosters(accounts: Pick<Accounts, 'people' | 'version'>): () => Promise<Roster> {
  let version = NaN
  let loading: Promise<Roster> | undefined
  return () => {
    const current = accounts.version()
    if (loading && current === version) return loading
    version = current
    const roster = accounts.people.list().then(rosterOf)
    roster.catch(() => (loading = undefined))
    return (loading = roster)
  }
}

function rosterOf(all: readonly Person[]): Roster {
  const byId = new Map(all.map((person) => [person.id, person]))
  const byHandle = new Map(all.map((person) => [person.handle, person]))
  const find = (id: string | undefined) => (id === undefined ? undefined : byId.get(id))
  return {
    all,
    find,
    findActive(id) {
      const person = find(id)
      return person?.disabled === false ? person : undefined
    },
    findByHandle: (handle) => byHandle.get(handle.trim().normalize('NFC').toLowerCase().replace(/^@/, '')),
    leads: all.filter((person) => !person.disabled && hasRole(person, 'lead')),
  }
}
