import type { Kysely } from 'kysely'

/** What a lead or buddy has confirmed. */
export async function up(_kysely: Kysely<unknown>): Promise<void> {}
