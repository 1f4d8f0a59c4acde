import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/open.ts'
import { createAttempts } from './attempts.ts'
import { createCredentialsCheck } from './credentials.ts'
import { createDevices } from './devices.ts'
import { createInvites } from './invites.ts'
import { createOwnPassword } from './own-password.ts'
import { createPasswords } from './passwords.ts'
import { createPeople } from './people.ts'
import { createSessions } from './sessions.ts'
import { createStanding } from './standing.ts'
import { createTokens } from './tokens.ts'
import { createViewerCache } from './viewer-cache.ts'

/** All operations on accounts. */
export type Accounts = ReturnType<typeof createAccounts>

/** Builds them on one database, once a process. */
export function createAccounts(database: Database, audit: Audit, now: () => Date = () => new Date()) {
  const cache = createViewerCache(database, now)
  const listeners: (() => Promise<void>)[] = []
  const changed = async () => {
    for (const listener of listeners) await listener()
  }
  const deps = { database, audit, cache, changed, now, passwords: createPasswords() }
  const sessions = createSessions(database, cache, now)
  const tokens = createTokens(database, audit, cache, now)
  const devices = createDevices(database, now)
  const attempts = createAttempts()
  return {
    /** Another number whenever accounts may have changed; for what is kept in memory about people. */
    version: () => cache.version(),
    /** Told after somebody has come, left, returned or been given another role, by this process. Must not throw. */
    onChanged: (listener: () => Promise<void>) => void listeners.push(listener),
    people: createPeople(deps),
    standing: createStanding({ ...deps, sessions, tokens }),
    ownPassword: createOwnPassword({ ...deps, sessions, attempts }),
    invites: createInvites(deps),
    checkCredentials: createCredentialsCheck({ ...deps, devices, attempts }),
    sessions,
    tokens,
    devices,
  }
}
