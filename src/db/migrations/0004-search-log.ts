import type { Kysely } from 'kysely'

/** What was searched for, which pages are wished for, and what is done about what the wiki lacks. */
export async function up(kysely: Kysely<unknown>): Promise<void> {
  await createSearchLog(kysely)
  await createGaps(kysely)
}

async function createSearchLog({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('search_keys')
    .addColumn('day', 'text', (column) => column.primaryKey())
    .addColumn('secret', 'text', (column) => column.notNull())
    .execute()
  await schema
    .createTable('searches')
    .addColumn('day', 'text', (column) => column.notNull())
    .addColumn('query', 'text', (column) => column.notNull())
    .addColumn('person', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('found', 'integer', (column) => column.notNull())
    .addColumn('times', 'integer', (column) => column.notNull())
    .addColumn('searched_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('searches_key', ['day', 'query', 'person'])
    .execute()
  await schema
    .createTable('search_opens')
    .addColumn('day', 'text', (column) => column.notNull())
    .addColumn('query', 'text', (column) => column.notNull())
    .addColumn('person', 'text', (column) => column.notNull())
    .addColumn('path', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('search_opens_key', ['day', 'query', 'person', 'path'])
    .execute()
}

async function createGaps({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('wishes')
    .addColumn('gap_id', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('note', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('wishes_key', ['gap_id', 'user_id'])
    .execute()
  await schema
    .createTable('gaps')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('assignee_id', 'text', (column) => column.references('users.id'))
    .addColumn('due', 'text')
    .addColumn('page', 'text')
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('changed_by', 'text', (column) => column.references('users.id'))
    .addColumn('changed_at', 'text', (column) => column.notNull())
    .execute()
}
