import type { Kysely } from 'kysely'

/** What people have completed on paths, and where they were last. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('progress')
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('path', 'text', (column) => column.notNull())
    .addColumn('step_id', 'text', (column) => column.notNull())
    .addColumn('revision', 'text', (column) => column.notNull())
    .addColumn('completed_at', 'text', (column) => column.notNull())
    .addColumn('evidence', 'text')
    .addColumn('answers', 'text')
    .addPrimaryKeyConstraint('progress_key', ['user_id', 'path', 'step_id'])
    .execute()
  await schema
    .createTable('visits')
    .addColumn('user_id', 'text', (column) => column.primaryKey().references('users.id'))
    .addColumn('seen_commit', 'text', (column) => column.notNull())
    .addColumn('seen_at', 'text', (column) => column.notNull())
    .execute()
}
