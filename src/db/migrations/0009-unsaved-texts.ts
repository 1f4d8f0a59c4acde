import type { Kysely } from 'kysely'

/** What people type in the editor and have not saved yet. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('unsaved_texts')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('editor', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('lang', 'text', (column) => column.notNull())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('fields', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .addColumn('settled_at', 'text')
    .execute()
  await schema
    .createIndex('unsaved_texts_by_person')
    .on('unsaved_texts')
    .columns(['user_id', 'updated_at'])
    .execute()
}
