import type { Kysely, Selectable } from 'kysely'
import { newRowId } from '../db/row-id.ts'
import type { AssignmentTable, JoinerRuleTable, Schema } from '../db/schema.ts'
import type { AssignmentRow, FrictionTold, JoinerRule } from './assigned.ts'

export type TeamStore = ReturnType<typeof createTeamStore>

/** Assignments, rules for joiners, and what has been told of them. */
export function createTeamStore(kysely: Kysely<Schema>) {
  return {
    /** Every assignment, also those that have ended, oldest first. */
    async assignments(): Promise<AssignmentRow[]> {
      return (await kysely.selectFrom('assignments').selectAll().orderBy('id').execute()).map(assignmentOf)
    },

    /**
     * Gives a person a path, or changes how they have it. `paths` are all under which the path was known: a person
     * has one row of it, whatever it was called then.
     */
    async put(
      row: Omit<AssignmentRow, 'id' | 'endedAt' | 'buddyGoneToldAt'>,
      paths: readonly string[],
    ): Promise<AssignmentRow> {
      return kysely.transaction().execute(async (transaction) => {
        const earlier = await transaction
          .selectFrom('assignments')
          .select('id')
          .where('user_id', '=', row.userId)
          .where('path', 'in', [...paths])
          .orderBy('id', 'desc')
          .executeTakeFirst()
        const values = { ...columnsOf(row), ended_at: null, buddy_gone_told_at: null }
        const id = earlier?.id ?? newRowId()
        if (earlier) await transaction.updateTable('assignments').set(values).where('id', '=', id).execute()
        else
          await transaction
            .insertInto('assignments')
            .values({ id, ...values })
            .execute()
        return { ...row, id, endedAt: undefined, buddyGoneToldAt: undefined }
      })
    },

    /** Ends it; false where it was over already. */
    async end(id: string, at: string): Promise<boolean> {
      const { numUpdatedRows } = await kysely
        .updateTable('assignments')
        .set({ ended_at: at })
        .where('id', '=', id)
        .where('ended_at', 'is', null)
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },

    async markBuddyGone(id: string, at: string | null): Promise<void> {
      await kysely.updateTable('assignments').set({ buddy_gone_told_at: at }).where('id', '=', id).execute()
    },

    async rules(): Promise<JoinerRule[]> {
      const rows = await kysely.selectFrom('joiner_rules').selectAll().where('ended_at', 'is', null).execute()
      return rows.map(ruleOf)
    },

    /** `already` are those who are no joiners: they had the role before. */
    async addRule(rule: Omit<JoinerRule, 'id'>, already: readonly string[]): Promise<JoinerRule> {
      const id = newRowId()
      await kysely.transaction().execute(async (transaction) => {
        await transaction
          .insertInto('joiner_rules')
          .values({
            id,
            path: rule.path,
            role: rule.role,
            buddy_id: rule.buddyId ?? null,
            created_by: rule.createdBy,
            created_at: rule.createdAt,
            ended_at: null,
          })
          .execute()
        const people = already.map((user_id) => ({ rule_id: id, user_id }))
        for (let start = 0; start < people.length; start += 200)
          await transaction
            .insertInto('joiner_rule_people')
            .values(people.slice(start, start + 200))
            .execute()
      })
      return { ...rule, id }
    },

    async changeRule(id: string, buddyId: string | undefined): Promise<void> {
      await kysely
        .updateTable('joiner_rules')
        .set({ buddy_id: buddyId ?? null })
        .where('id', '=', id)
        .execute()
    },

    async endRule(id: string, at: string): Promise<boolean> {
      const { numUpdatedRows } = await kysely
        .updateTable('joiner_rules')
        .set({ ended_at: at })
        .where('id', '=', id)
        .where('ended_at', 'is', null)
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },

    /** By rule: the ids of those it has dealt with. */
    async seenByRules(): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
      const rows = await kysely.selectFrom('joiner_rule_people').selectAll().execute()
      const seen = new Map<string, Set<string>>()
      for (const { rule_id, user_id } of rows)
        seen.set(rule_id, (seen.get(rule_id) ?? new Set()).add(user_id))
      return seen
    },

    /** True the first time for a rule and a person, in one process or in many. */
    async takeByRule(ruleId: string, userId: string): Promise<boolean> {
      const { numInsertedOrUpdatedRows = 0n } = await kysely
        .insertInto('joiner_rule_people')
        .values({ rule_id: ruleId, user_id: userId })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst()
      return numInsertedOrUpdatedRows > 0n
    },

    /** True the first time for a step that is late on that day. */
    async takeLate(userId: string, path: string, stepId: string, dueOn: string): Promise<boolean> {
      const { numInsertedOrUpdatedRows = 0n } = await kysely
        .insertInto('late_told')
        .values({ user_id: userId, path, step_id: stepId, due_on: dueOn })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst()
      return numInsertedOrUpdatedRows > 0n
    },

    /** What owners were told of trouble at steps, the latest of each. */
    async frictionTold(): Promise<FrictionTold[]> {
      const rows = await kysely.selectFrom('friction_told').selectAll().orderBy('told_at').execute()
      return rows.map(({ path, step_id, told_at, people }) => ({
        path,
        stepId: step_id,
        at: told_at,
        people,
      }))
    },

    async putFrictionTold({ path, stepId, at, people }: FrictionTold): Promise<void> {
      const values = { told_at: at, people }
      await kysely
        .insertInto('friction_told')
        .values({ path, step_id: stepId, ...values })
        .onConflict((conflict) => conflict.columns(['path', 'step_id']).doUpdateSet(values))
        .execute()
    },

    /** One more search in vain by somebody who is at this step. */
    async addSearch(path: string, stepId: string): Promise<void> {
      await kysely
        .insertInto('step_searches')
        .values({ path, step_id: stepId, times: 1 })
        .onConflict((conflict) =>
          conflict
            .columns(['path', 'step_id'])
            .doUpdateSet((set) => ({ times: set('step_searches.times', '+', 1) })),
        )
        .execute()
    },

    /** By step id: searches in vain, on the path that was ever called so. */
    async searchesOn(paths: readonly string[]): Promise<ReadonlyMap<string, number>> {
      const rows = await kysely
        .selectFrom('step_searches')
        .select(['step_id', 'times'])
        .where('path', 'in', [...paths])
        .execute()
      const searches = new Map<string, number>()
      for (const { step_id, times } of rows) searches.set(step_id, (searches.get(step_id) ?? 0) + times)
      return searches
    },

    /** Who has ever done a step of which path, as the paths were called then. */
    async walkers(): Promise<{ path: string; userId: string }[]> {
      const rows = await kysely
        .selectFrom('progress')
        .select(['path', 'user_id'])
        .groupBy(['path', 'user_id'])
        .execute()
      return rows.map(({ path, user_id }) => ({ path, userId: user_id }))
    },
  }
}

function columnsOf(row: Omit<AssignmentRow, 'id' | 'endedAt' | 'buddyGoneToldAt'>) {
  return {
    user_id: row.userId,
    path: row.path,
    start_on: row.start,
    buddy_id: row.buddyId ?? null,
    assigned_by: row.assignedBy ?? null,
    rule_id: row.ruleId ?? null,
    created_at: row.createdAt,
  }
}

function assignmentOf(row: Selectable<AssignmentTable>): AssignmentRow {
  return {
    id: row.id,
    userId: row.user_id,
    path: row.path,
    start: row.start_on,
    buddyId: row.buddy_id ?? undefined,
    assignedBy: row.assigned_by ?? undefined,
    ruleId: row.rule_id ?? undefined,
    createdAt: row.created_at,
    endedAt: row.ended_at ?? undefined,
    buddyGoneToldAt: row.buddy_gone_told_at ?? undefined,
  }
}

function ruleOf(row: Selectable<JoinerRuleTable>): JoinerRule {
  return {
    id: row.id,
    path: row.path,
    role: row.role,
    buddyId: row.buddy_id ?? undefined,
    createdBy: row.created_by,
    createdAt: row.created_at,
  }
}
