import type { Kysely } from 'kysely'

/** Reads, feedback, and what was found out about sources. */
export async function up(_kysely: Kysely<unknown>): Promise<void> {}
