import type { Person } from '../accounts/people.ts'
import type { Audit } from '../audit/audit.ts'
import { ForbiddenError, InvalidError, NotFoundError } from '../errors.ts'
import type { Page } from '../pages/page.ts'
import type { Pages } from '../pages/pages.ts'
import { pathsOf, presentPath } from '../pages/redirects.ts'
import { hasRole, type User } from '../user.ts'
import type { createAllAssignments } from './all-assignments.ts'
import type { AssignmentRow } from './assigned.ts'
import { checkBuddy, checkStart, checkWalker } from './check-input.ts'
import { dayFor, type Day } from './days.ts'
import type { Roster } from './roster.ts'
import type { TeamStore } from './store.ts'
import type { Telling } from './telling.ts'

export interface AssignmentDeps {
  readonly pages: Pages
  readonly store: TeamStore
  readonly all: ReturnType<typeof createAllAssignments>
  readonly roster: () => Promise<Roster>
  readonly telling: Telling
  readonly audit: Audit
  readonly now: () => Date
}

export interface AssignInput {
  readonly path: string
  /** Whose: one or several. */
  readonly handles: readonly string[]
  /** The first day, `2026-11-24`. */
  readonly start: string
  /** A handle; empty: nobody. */
  readonly buddy?: string | undefined
}

/** An assignment as it is shown. */
export interface Given {
  readonly id: string
  readonly path: string
  readonly walker: Person
  readonly start: Day
  /** Undefined where there is none, or they have left. */
  readonly buddy: Person | undefined
  readonly buddyLeft: Person | undefined
}

export const MOST_AT_ONCE = 100

export type AssignmentOperations = ReturnType<typeof createAssignments>

/** Giving paths to people, changing and ending that: leads alone. */
export function createAssignments(deps: AssignmentDeps) {
  const { pages, store, all, roster, telling, audit, now } = deps

  const giveTo = async (by: User, page: Page, walker: Person, start: Day, buddy: Person | undefined) => {
    const earlier = (await all.now()).findActive(walker.id, page.path)
    const row = {
      userId: walker.id,
      path: page.path,
      start,
      buddyId: buddy?.id,
      assignedBy: by.id,
      ruleId: undefined,
      createdAt: earlier?.createdAt ?? now().toISOString(),
    }
    const kept = await store.put(row, pathsOf(pages.content, page.path))
    all.forget()
    await audit.record({
      actor: by.id,
      action: 'path.assign',
      object: `${walker.handle} ${page.path} ${start}`,
      result: 'ok',
    })
    if (!earlier || earlier.start !== start) await telling.assigned(walker, by, page, start, !earlier)
    if (buddy && buddy.id !== earlier?.buddyId && buddy.id !== by.id)
      await telling.buddy(buddy, walker, page, start)
    return kept
  }

  /** @throws ForbiddenError, NotFoundError where it has ended or never was. */
  const getActive = async (
    by: User,
    id: string,
  ): Promise<{ row: AssignmentRow; page: Page; walker: Person }> => {
    requireLead(by)
    const row = (await all.now()).byId(id)
    const page = row && pages.find(by, row.path)
    const walker = (await roster()).find(row?.userId)
    if (!row || row.endedAt !== undefined || !page || !walker) throw new NotFoundError('team.assignment.gone')
    return { row, page, walker }
  }

  const getPath = (by: User, path: string): Page => {
    requireLead(by)
    const page = pages.find(by, presentPath(pages.content, path.normalize('NFC')))
    if (page?.kind !== 'path') throw new NotFoundError('learning.path.missing')
    return page
  }

  return {
    /** @throws ForbiddenError for members, NotFoundError for what is no path or not theirs to see. */
    getPath,

    /**
     * Gives a path to people; who has it already gets the new start and buddy. All or none: nobody is given anything
     * where one name is wrong.
     * @throws ForbiddenError, NotFoundError (path), InvalidError with the field (handle, start, buddy).
     */
    async assign(by: User, input: AssignInput): Promise<Given[]> {
      const page = getPath(by, input.path)
      if (page.status === 'archived') throw new InvalidError('team.path.archived', {}, { field: 'form' })
      if (input.handles.length > MOST_AT_ONCE)
        throw new InvalidError('team.handle.many', { max: MOST_AT_ONCE }, { field: 'handle' })
      const people = await roster()
      const handles = input.handles.length === 0 ? [''] : input.handles
      const walkers = [...new Set(handles.map((handle) => checkWalker(handle, page, people)))]
      const start = checkStart(input.start, dayFor(walkers[0] ?? by, now()))
      const buddy = checkBuddy(input.buddy, walkers, people)
      const given: Given[] = []
      for (const walker of walkers) {
        const { id } = await giveTo(by, page, walker, start, buddy)
        given.push({ id, path: page.path, walker, start, buddy, buddyLeft: undefined })
      }
      return given
    },

    /** What was done stays done. @throws ForbiddenError, NotFoundError. */
    async endAssignment(by: User, id: string): Promise<Given> {
      const { row, page, walker } = await getActive(by, id)
      if (!(await store.end(id, now().toISOString()))) throw new NotFoundError('team.assignment.gone')
      all.forget()
      await audit.record({
        actor: by.id,
        action: 'path.unassign',
        object: `${walker.handle} ${page.path}`,
        result: 'ok',
      })
      if (!walker.disabled && walker.id !== by.id) await telling.ended(walker, page)
      return givenOf(row, await roster())
    },

    /** Dates are counted from today on, for who comes back after a while. @throws ForbiddenError, NotFoundError. */
    async startAgain(by: User, id: string): Promise<Given> {
      const { row, page, walker } = await getActive(by, id)
      const people = await roster()
      const start = dayFor(walker, now())
      await giveTo(by, page, walker, start, people.findActive(row.buddyId))
      return givenOf({ ...row, start }, people)
    },

    /** Who was given a path, by name; without those whose account is disabled. For leads. */
    async assignmentsOf(by: User, path: string): Promise<Given[]> {
      const page = getPath(by, path)
      const people = await roster()
      return (await all.now())
        .ofPath(page.path)
        .filter((row) => people.findActive(row.userId))
        .map((row) => givenOf(row, people))
        .sort((a, b) => a.walker.name.localeCompare(b.walker.name, 'ko'))
    },
  }
}

/** @throws ForbiddenError for members. */
export function requireLead(by: User): void {
  if (!hasRole(by, 'lead')) throw new ForbiddenError('team.refused')
}

export function givenOf(row: AssignmentRow, people: Roster): Given {
  const walker = people.find(row.userId)
  if (!walker) throw new Error(`assignment ${row.id} is nobody's`)
  const buddy = people.find(row.buddyId)
  return {
    id: row.id,
    path: row.path,
    walker,
    start: row.start,
    buddy: buddy?.disabled === false ? buddy : undefined,
    buddyLeft: buddy?.disabled === true ? buddy : undefined,
  }
}
