import type { Assignment, Assignments } from '../learning/assignment.ts'
import type { AllAssignments, createAllAssignments } from './all-assignments.ts'
import type { AssignmentRow } from './assigned.ts'
import { dayFor } from './days.ts'
import type { Holidaying } from './holidays.ts'
import type { Roster } from './roster.ts'

export interface AssignmentSourceDeps {
  readonly all: ReturnType<typeof createAllAssignments>
  readonly roster: () => Promise<Roster>
  readonly rosterVersion: () => number
  readonly holidays: Holidaying
  readonly now: () => Date
}

/** Who was given which path, for the pages of paths and steps. From memory. */
export function createAssignmentSource(deps: AssignmentSourceDeps) {
  const { all, roster, rosterVersion, holidays } = deps
  let held: { assigned: AllAssignments; people: Roster } | undefined
  const source: Assignments = {
    async assignmentOf(userId, path) {
      const { assigned, people } = held ?? { assigned: await all.now(), people: undefined }
      const row = assigned.findActive(userId, path)
      return row && describe(row, people ?? (await roster()), deps)
    },
    async accompaniedBy(userId) {
      const people = await roster()
      return (await all.now())
        .ofBuddy(userId)
        .filter((row) => people.findActive(row.userId))
        .map((row) => ({ userId: row.userId, path: row.path }))
    },
    version: () => `${all.version()} ${rosterVersion()} ${holidays.version()}`,
  }
  return {
    ...source,
    /** Asks no more than once, for the time of `work`, whether anything has changed: for what asks about hundreds. */
    async hold<T>(work: () => Promise<T>): Promise<T> {
      const own = (held ??= { assigned: await all.now(), people: await roster() })
      try {
        return await work()
      } finally {
        if (held === own) held = undefined
      }
    },
  }
}

export type AssignmentSource = ReturnType<typeof createAssignmentSource>

function describe(
  { userId, start, buddyId }: AssignmentRow,
  people: Roster,
  { holidays, now }: AssignmentSourceDeps,
): Assignment {
  const walker = people.find(userId) ?? {}
  const buddy = people.findActive(buddyId)
  return {
    start,
    buddy: buddy && { id: buddy.id, handle: buddy.handle, name: buddy.name },
    dueOn: (days) => holidays.calendar().addWorkingDays(start, days),
    isLate: (day) => dayFor(walker, now()) > day,
  }
}
