import type { Kysely } from 'kysely'

/** Who is to walk which path from when. */
export async function up(_kysely: Kysely<unknown>): Promise<void> {}
