import type { Kysely } from 'kysely'

/** What was searched for, and which pages are wished for. */
export async function up(_kysely: Kysely<unknown>): Promise<void> {}
