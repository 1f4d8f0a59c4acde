import type { Kysely } from 'kysely'

/** What people are told. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('notifications')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('type', 'text', (column) => column.notNull())
    .addColumn('params', 'text', (column) => column.notNull())
    .addColumn('href', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('seen_at', 'text')
    .execute()
  await schema.createIndex('notifications_user').on('notifications').columns(['user_id', 'id']).execute()
}
