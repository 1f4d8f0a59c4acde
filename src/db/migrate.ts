import { sql, type Kysely } from 'kysely'
import { UsageError } from '../errors.ts'
import * as accounts from './migrations/0001-accounts.ts'
import * as progress from './migrations/0002-progress.ts'
import * as notifications from './migrations/0003-notifications.ts'
import * as searchLog from './migrations/0004-search-log.ts'
import * as upkeep from './migrations/0005-upkeep.ts'
import * as proposals from './migrations/0006-proposals.ts'
import * as assignments from './migrations/0007-assignments.ts'
import * as confirmations from './migrations/0008-confirmations.ts'
import * as unsavedTexts from './migrations/0009-unsaved-texts.ts'
import type { Schema } from './schema.ts'

/** A frozen step of the schema. A released one is never edited: the next change is the next number. */
export interface Migration {
  readonly up: (kysely: Kysely<unknown>) => Promise<void>
}

export const migrations: readonly Migration[] = [
  accounts,
  progress,
  notifications,
  searchLog,
  upkeep,
  proposals,
  assignments,
  confirmations,
  unsavedTexts,
]

interface VersionTable {
  schema_version: { version: number; applied_at: string }
}

/**
 * Brings the schema up to date, one transaction a migration, so that a cut leaves it between two of them.
 * Safe in two processes at once.
 * @returns the version now.
 * @throws UsageError where the database comes from a newer program.
 */
export async function migrate(
  kysely: Kysely<Schema>,
  steps: readonly Migration[] = migrations,
): Promise<number> {
  const versioned = kysely as unknown as Kysely<VersionTable>
  await sql`CREATE TABLE IF NOT EXISTS schema_version (version integer PRIMARY KEY, applied_at text NOT NULL)`.execute(
    versioned,
  )
  refuseNewer(await currentVersion(versioned), steps.length)
  for (const [index, step] of steps.entries()) {
    await versioned.transaction().execute((transaction) => applyOnce(transaction, index + 1, step))
  }
  return steps.length
}

function refuseNewer(found: number, known: number): void {
  if (found <= known) return
  throw new UsageError(
    `The database has version ${found}, but this program knows only up to ${known}. ` +
      'Start the newer program, or restore a backup that was made with this one.',
  )
}

/** The version is read inside the transaction: another process may have been faster. */
async function applyOnce(transaction: Kysely<VersionTable>, version: number, step: Migration): Promise<void> {
  if ((await currentVersion(transaction)) >= version) return
  await step.up(transaction as unknown as Kysely<unknown>)
  await transaction
    .insertInto('schema_version')
    .values({ version, applied_at: new Date().toISOString() })
    .execute()
}

async function currentVersion(kysely: Kysely<VersionTable>): Promise<number> {
  const newest = await kysely
    .selectFrom('schema_version')
    .select('version')
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return newest?.version ?? 0
}
