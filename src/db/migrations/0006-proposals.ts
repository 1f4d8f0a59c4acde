import type { Kysely } from 'kysely'

/** Proposed edits and what is said about them. */
export async function up(_kysely: Kysely<unknown>): Promise<void> {}
