import type { Kysely } from 'kysely'

/** Who is to walk which path from when, where people live, and what has been told of it. */
export async function up(kysely: Kysely<unknown>): Promise<void> {
  await kysely.schema.alterTable('users').addColumn('time_zone', 'text').execute()
  await createAssignments(kysely)
  await createJoinerRules(kysely)
  await createTold(kysely)
}

async function createAssignments({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('assignments')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('path', 'text', (column) => column.notNull())
    .addColumn('start_on', 'text', (column) => column.notNull())
    .addColumn('buddy_id', 'text', (column) => column.references('users.id'))
    .addColumn('buddy_gone_told_at', 'text')
    .addColumn('assigned_by', 'text', (column) => column.references('users.id'))
    .addColumn('rule_id', 'text')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('ended_at', 'text')
    .addUniqueConstraint('assignments_once', ['user_id', 'path'])
    .execute()
  await schema.createIndex('progress_by_path').on('progress').columns(['path', 'user_id']).execute()
}

async function createJoinerRules({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('joiner_rules')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('path', 'text', (column) => column.notNull())
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('buddy_id', 'text', (column) => column.references('users.id'))
    .addColumn('created_by', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('ended_at', 'text')
    .execute()
  await schema
    .createTable('joiner_rule_people')
    .addColumn('rule_id', 'text', (column) => column.notNull().references('joiner_rules.id'))
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    .addPrimaryKeyConstraint('joiner_rule_people_key', ['rule_id', 'user_id'])
    .execute()
}

async function createTold({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('late_told')
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('path', 'text', (column) => column.notNull())
    .addColumn('step_id', 'text', (column) => column.notNull())
    .addColumn('due_on', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('late_told_key', ['user_id', 'path', 'step_id', 'due_on'])
    .execute()
  await schema
    .createTable('friction_told')
    .addColumn('path', 'text', (column) => column.notNull())
    .addColumn('step_id', 'text', (column) => column.notNull())
    .addColumn('told_at', 'text', (column) => column.notNull())
    .addColumn('people', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('friction_told_key', ['path', 'step_id'])
    .execute()
  await schema
    .createTable('step_searches')
    .addColumn('path', 'text', (column) => column.notNull())
    .addColumn('step_id', 'text', (column) => column.notNull())
    .addColumn('times', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('step_searches_key', ['path', 'step_id'])
    .execute()
}
