import type { Kysely } from 'kysely'

/** Reads, feedback, and what was found out about sources. */
export async function up(kysely: Kysely<unknown>): Promise<void> {
  await createReads(kysely)
  await createFeedback(kysely)
  await createUpkeep(kysely)
}

async function createReads({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('reads')
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('path', 'text', (column) => column.notNull())
    .addColumn('lang', 'text', (column) => column.notNull())
    .addColumn('revision', 'text', (column) => column.notNull())
    .addColumn('read_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('reads_key', ['user_id', 'path', 'lang'])
    .execute()
  await schema
    .createTable('read_weeks')
    .addColumn('week', 'text', (column) => column.notNull())
    .addColumn('path', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    .addPrimaryKeyConstraint('read_weeks_key', ['week', 'path', 'user_id'])
    .execute()
}

async function createFeedback({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('feedback')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('path', 'text', (column) => column.notNull())
    .addColumn('lang', 'text', (column) => column.notNull())
    .addColumn('revision', 'text', (column) => column.notNull())
    .addColumn('passage', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('step_path', 'text')
    .addColumn('step_id', 'text')
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('answer', 'text')
    .addColumn('answered_by', 'text')
    .addColumn('answered_at', 'text')
    .addColumn('closed_commit', 'text')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .execute()
}

async function createUpkeep({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('source_checks')
    .addColumn('url', 'text', (column) => column.primaryKey())
    .addColumn('tried_at', 'text')
    .addColumn('reached_at', 'text')
    .addColumn('status', 'integer')
    .addColumn('etag', 'text')
    .addColumn('last_modified', 'text')
    .addColumn('moved_to', 'text')
    .addColumn('fault', 'text')
    .addColumn('fault_detail', 'text')
    .addColumn('fault_since', 'text')
    .addColumn('fault_days', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('fault_day', 'text')
    .addColumn('marked_at', 'text')
    .addColumn('held_by', 'text')
    .addColumn('held_at', 'text')
    .execute()
}
