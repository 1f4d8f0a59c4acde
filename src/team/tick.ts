import { setImmediate as breathe } from 'node:timers/promises'
import type { Log } from '../log.ts'
import type { Page } from '../pages/page.ts'
import type { Pages } from '../pages/pages.ts'
import { langs, type Lang } from '../user.ts'
import type { createAllAssignments } from './all-assignments.ts'
import type { AssignmentRow } from './assigned.ts'
import { dayFor } from './days.ts'
import type { Roster } from './roster.ts'
import { isLate } from './standing.ts'
import type { TeamStore } from './store.ts'
import type { LateStep, Telling } from './telling.ts'
import type { Walkers } from './walkers.ts'

export interface TickDeps {
  readonly pages: Pages
  readonly store: TeamStore
  readonly all: ReturnType<typeof createAllAssignments>
  readonly roster: () => Promise<Roster>
  readonly walkers: Walkers
  readonly telling: Telling
  readonly log: Log
  readonly now: () => Date
}

/** What time alone brings about: steps become late, buddies have left. Each is told once, whoever looks how often. */
export function createTick(deps: TickDeps) {
  const { pages, store, all, roster, walkers, telling, log, now } = deps

  /** Says that steps have become late, each once for the day on which it was due. */
  const tellLate = async (): Promise<void> => {
    const assigned = await all.now()
    for (const path of new Set(assigned.active.map((row) => row.path))) {
      const page = pages.content.catalog.find(path)
      if (page?.kind !== 'path') continue
      for (const lang of langs) await tellLateOn(page, lang, assigned.ofPath(path))
      await breathe()
    }
  }

  const tellLateOn = async (page: Page, lang: Lang, rows: readonly AssignmentRow[]): Promise<void> => {
    const people = await roster()
    const walking = rows.flatMap((row) => {
      const walker = people.findActive(row.userId)
      const begun = walker && row.start < dayFor(walker, now())
      return begun && (walker.lang ?? page.original.lang) === lang ? [walker] : []
    })
    for (const { person, walk } of await walkers.standOn(walking, page, lang)) {
      const fresh: LateStep[] = []
      for (const { id, title, dueOn } of walk.steps.filter(isLate)) {
        if (dueOn !== undefined && (await store.takeLate(person.id, page.path, id, dueOn)))
          fresh.push({ id, title, dueOn })
      }
      await telling.late(person, page, fresh)
    }
  }

  /** Tells the lead who gave the path that its walker has no buddy any more; every lead where that one has left, too. */
  const tellBuddiesGone = async (): Promise<void> => {
    const [assigned, people] = await Promise.all([all.now(), roster()])
    for (const row of assigned.active) {
      const buddy = people.find(row.buddyId)
      if (!buddy || buddy.disabled === (row.buddyGoneToldAt !== undefined)) continue
      await store.markBuddyGone(row.id, buddy.disabled ? now().toISOString() : null)
      all.forget()
      if (buddy.disabled) await tellLeads(row, people)
    }
  }

  const tellLeads = async (row: AssignmentRow, people: Roster): Promise<void> => {
    const [walker, buddy] = [people.findActive(row.userId), people.find(row.buddyId)]
    const page = pages.content.catalog.find(row.path)
    if (!walker || !buddy || !page) return
    const giver = people.findActive(row.assignedBy)
    await telling.buddyGone(giver ? [giver] : people.leads, buddy, walker, page)
  }

  const quietly = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work()
    } catch (error) {
      log.error({ err: error }, 'the team could not be told; trying again')
    }
  }

  return {
    tellLate: () => quietly(tellLate),
    tellBuddiesGone: () => quietly(tellBuddiesGone),
  }
}
