import type { Kysely } from 'kysely'

/** What a lead or buddy has confirmed, quizzes that were not passed, and paths walked to the end. */
export async function up(kysely: Kysely<unknown>): Promise<void> {
  await extendProgress(kysely)
  await createAttempts(kysely)
  await createRecords(kysely)
}

async function extendProgress({ schema }: Kysely<unknown>): Promise<void> {
  const progress = schema.alterTable('progress')
  await progress.addColumn('state', 'text', (column) => column.notNull().defaultTo('done')).execute()
  await progress.addColumn('page', 'text').execute()
  await progress.addColumn('decided_by', 'text', (column) => column.references('users.id')).execute()
  await progress.addColumn('decided_at', 'text').execute()
  await progress.addColumn('said', 'text').execute()
  await schema.createIndex('progress_by_state').on('progress').column('state').execute()
}

async function createAttempts({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('quiz_attempts')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('path', 'text', (column) => column.notNull())
    .addColumn('step_id', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('wrong', 'text', (column) => column.notNull())
    .execute()
  await schema.createIndex('quiz_attempts_by_path').on('quiz_attempts').column('path').execute()
}

async function createRecords({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('path_records')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('path', 'text', (column) => column.notNull())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('lang', 'text', (column) => column.notNull())
    .addColumn('revision', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('finished_at', 'text', (column) => column.notNull())
    .addColumn('steps', 'text', (column) => column.notNull())
    .addUniqueConstraint('path_records_once', ['user_id', 'path'])
    .execute()
}
