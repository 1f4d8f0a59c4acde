import type { Person } from '../accounts/people.ts'
import type { Audit } from '../audit/audit.ts'
import { InvalidError, NotFoundError } from '../errors.ts'
import { canSee, type Page } from '../pages/page.ts'
import type { Pages } from '../pages/pages.ts'
import { pathsOf, presentPath } from '../pages/redirects.ts'
import type { User } from '../user.ts'
import type { createAllAssignments } from './all-assignments.ts'
import { joinerRoles, type JoinerRole, type JoinerRule } from './assigned.ts'
import { requireLead } from './assignments.ts'
import { checkBuddy } from './check-input.ts'
import { addDays, dayFor, type Day } from './days.ts'
import type { Holidaying } from './holidays.ts'
import type { Roster } from './roster.ts'
import type { TeamStore } from './store.ts'
import type { Telling } from './telling.ts'

export interface JoinerDeps {
  readonly pages: Pages
  readonly store: TeamStore
  readonly all: ReturnType<typeof createAllAssignments>
  readonly roster: () => Promise<Roster>
  readonly holidays: Holidaying
  readonly telling: Telling
  readonly audit: Audit
  readonly getPath: (by: User, path: string) => Page
  readonly now: () => Date
}

/** A rule as it is shown. */
export interface ShownRule {
  readonly id: string
  readonly path: string
  readonly role: JoinerRole
  readonly buddy: Person | undefined
  /** ISO 8601, UTC: it holds for those who come later. */
  readonly since: string
}

/** "Every new member gets First two weeks": paths that are given to whoever comes to have a role. */
export function createJoiners(deps: JoinerDeps) {
  const { pages, store, all, roster, holidays, telling, audit, getPath, now } = deps

  /** Whoever had the role before is no joiner: neither now nor after a change of role and back. */
  const hold = async (rule: Omit<JoinerRule, 'id'>, people: Roster): Promise<JoinerRule> => {
    const already = people.all.filter((person) => meets(person, rule.role)).map(({ id }) => id)
    return store.addRule(rule, already)
  }

  const giveTo = async (walker: Person, page: Page, rule: JoinerRule, people: Roster): Promise<void> => {
    if ((await all.now()).find(walker.id, page.path)) return
    const start = firstDay(walker)
    const buddy = rule.buddyId === walker.id ? undefined : people.findActive(rule.buddyId)
    const row = {
      userId: walker.id,
      path: page.path,
      start,
      buddyId: buddy?.id,
      assignedBy: rule.createdBy,
      ruleId: rule.id,
      createdAt: now().toISOString(),
    }
    await store.put(row, pathsOf(pages.content, page.path))
    all.forget()
    await telling.assigned(walker, undefined, page, start, true)
    if (buddy) await telling.buddy(buddy, walker, page, start)
  }

  /** Today, where the walker lives: they come, or get the role, while this runs. On a free day the next working day. */
  const firstDay = (walker: Person): Day => {
    const today = dayFor(walker, now())
    return holidays.calendar().addWorkingDays(addDays(today, -1), 1)
  }

  const findPath = (path: string): Page | undefined => {
    const page = pages.content.catalog.find(presentPath(pages.content, path))
    return page?.kind === 'path' && page.status !== 'archived' ? page : undefined
  }

  return {
    /**
     * Gives a path to everybody who comes to have a role from now on. A path has one rule for a role: giving it again
     * changes its buddy.
     * @throws ForbiddenError, NotFoundError (path), InvalidError with the field (role, buddy).
     */
    async giveToJoiners(
      by: User,
      input: { readonly path: string; readonly role: string; readonly buddy?: string | undefined },
    ): Promise<ShownRule> {
      const page = getPath(by, input.path)
      const role = joinerRoles.find((known) => known === input.role)
      if (!role) throw new InvalidError('team.role.unknown', {}, { field: 'role' })
      if (page.status !== 'published') throw new InvalidError('team.path.unpublished', {}, { field: 'role' })
      const people = await roster()
      const buddy = checkBuddy(input.buddy, [], people)
      const known = (await store.rules()).find(
        (rule) => rule.role === role && presentPath(pages.content, rule.path) === page.path,
      )
      if (known) await store.changeRule(known.id, buddy?.id)
      const rule =
        known ??
        (await hold(
          { path: page.path, role, buddyId: buddy?.id, createdBy: by.id, createdAt: now().toISOString() },
          people,
        ))
      await audit.record({
        actor: by.id,
        action: 'path.joiners',
        object: `${role} ${page.path}`,
        result: 'ok',
      })
      return { id: rule.id, path: page.path, role, buddy, since: rule.createdAt }
    },

    /** From now on. Those who have the path keep it. @throws ForbiddenError, NotFoundError. */
    async endRule(by: User, id: string): Promise<ShownRule> {
      requireLead(by)
      const rule = (await store.rules()).find((one) => one.id === id)
      if (!rule || !(await store.endRule(id, now().toISOString()))) throw new NotFoundError('team.rule.gone')
      await audit.record({
        actor: by.id,
        action: 'path.joiners.end',
        object: `${rule.role} ${rule.path}`,
        result: 'ok',
      })
      return show(rule, await roster())
    },

    /** Of one path, for leads. */
    async rulesOf(by: User, path: string): Promise<ShownRule[]> {
      const page = getPath(by, path)
      const people = await roster()
      const rules = await store.rules()
      return rules.map((rule) => show(rule, people)).filter((rule) => rule.path === page.path)
    },

    /** Gives joiners their paths, whoever made their accounts and however long ago. Does nothing twice. */
    async settleJoiners(): Promise<void> {
      const rules = await store.rules()
      if (rules.length === 0) return
      const [people, seen] = await Promise.all([roster(), store.seenByRules()])
      for (const rule of rules) {
        const page = findPath(rule.path)
        if (!page) continue
        for (const person of people.all) {
          if (person.disabled || !meets(person, rule.role) || seen.get(rule.id)?.has(person.id)) continue
          if (!canSee(person, page)) continue
          if (await store.takeByRule(rule.id, person.id)) await giveTo(person, page, rule, people)
        }
      }
    },
  }

  function show(rule: JoinerRule, people: Roster): ShownRule {
    return {
      id: rule.id,
      path: presentPath(pages.content, rule.path),
      role: rule.role,
      buddy: people.findActive(rule.buddyId),
      since: rule.createdAt,
    }
  }
}

export type JoinerOperations = ReturnType<typeof createJoiners>

function meets({ role }: Person, wanted: JoinerRole): boolean {
  return wanted === 'anyone' || role === wanted
}
