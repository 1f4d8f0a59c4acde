import type { Accounts } from '../accounts/accounts.ts'
import type { Person } from '../accounts/people.ts'
import type { Audit } from '../audit/audit.ts'
import type { Database } from '../db/open.ts'
import { ForbiddenError, NotFoundError } from '../errors.ts'
import type { Log } from '../log.ts'
import type { Notifications } from '../notifications/notifications.ts'
import { canSee, variantFor, type Page } from '../pages/page.ts'
import type { Pages } from '../pages/pages.ts'
import { presentPath } from '../pages/redirects.ts'
import { hasRole, type Lang, type User } from '../user.ts'
import { createAllAssignments } from './all-assignments.ts'
import { createAssignmentSource } from './assignment-source.ts'
import { createAssignments, requireLead } from './assignments.ts'
import { dayFor } from './days.ts'
import { createFrictionBoard, type FrictionBoard, type SaidOf } from './friction-board.ts'
import { createHolidays } from './holidays.ts'
import { createJoiners } from './joiners.ts'
import { createReminders } from './reminders.ts'
import { createRosters } from './roster.ts'
import type { Standing } from './standing.ts'
import { createTeamStore } from './store.ts'
import { createTelling } from './telling.ts'
import { createTick } from './tick.ts'
import {
  byBeginning,
  chartOf,
  cohortOf,
  cohortsOf,
  figuresOf,
  whomToSee,
  type PathChoice,
  type PathTeam,
  type TeamView,
} from './team-view.ts'
import { createWalkers, walkOn, type WalkSource } from './walkers.ts'

export interface TeamDeps {
  readonly database: Database
  readonly pages: Pages
  readonly accounts: Pick<Accounts, 'people' | 'version'>
  readonly notifications: Pick<Notifications, 'tell'>
  readonly audit: Audit
  readonly walks: WalkSource
  readonly saidOf: SaidOf
  readonly log: Log
  readonly now: () => Date
}

/** How a person stands on a path, with the path. */
export interface OwnStanding extends Standing {
  readonly path: string
  readonly title: string
  readonly lang: Lang
}

export interface TeamQuery {
  readonly path?: string | undefined
  /** A month, `2026-11`. */
  readonly cohort?: string | undefined
}

/** Where a path is hard, and which others there are to look at. */
export interface FrictionView {
  readonly choices: readonly PathChoice[]
  /** Undefined where there is no path. */
  readonly board: FrictionBoard | undefined
}

export type Team = ReturnType<typeof createTeam>

/** Leading: who walks which path from when, how they stand, and what holds them up. Built once a process. */
export function createTeam(deps: TeamDeps) {
  const { database, pages, accounts, audit, walks, saidOf, log, now } = deps
  const { content } = pages
  const store = createTeamStore(database.kysely)
  const all = createAllAssignments(database, content, store)
  const roster = createRosters(accounts)
  const holidays = createHolidays()
  const telling = createTelling(deps.notifications)
  const common = { pages, content, store, all, roster, holidays, telling, audit, log, now }

  const source = createAssignmentSource({
    all,
    roster,
    rosterVersion: () => accounts.version(),
    holidays,
    now,
  })
  const assignments = createAssignments(common)
  const joiners = createJoiners({ ...common, getPath: assignments.getPath })
  const walkers = createWalkers({ ...common, walks, source })
  const friction = createFrictionBoard({ ...common, walkers, walks, saidOf })
  const tick = createTick({ ...common, walkers })

  const teamOf = async (by: User, page: Page, lang: Lang): Promise<PathTeam> => {
    const own = await walkOn(walks, by, page, lang)
    const people = (await walkers.onPath(page, lang)).map(({ standing }) => standing).sort(byBeginning)
    const { title, lang: shown } = variantFor(page, lang)
    return { path: page.path, title, lang: shown, steps: own?.steps ?? [], people }
  }

  /** Published paths and those somebody is on, most people first. */
  const choicesFor = async (by: User, lang: Lang): Promise<PathChoice[]> => {
    const counts = await walkers.counts()
    return content.catalog
      .list('path')
      .filter((page) => canSee(by, page) && (page.status === 'published' || counts.has(page.path)))
      .map((page) => {
        const { title, lang: shown } = variantFor(page, lang)
        return { path: page.path, title, lang: shown, people: counts.get(page.path) ?? 0 }
      })
      .sort((a, b) => b.people - a.people)
  }

  /** After accounts have changed, by whomever: joiners get their paths, leads hear of buddies who left. */
  const settle = async (): Promise<void> => {
    try {
      await joiners.settleJoiners()
    } catch (error) {
      log.error({ err: error }, 'joiners could not be given their paths; trying again')
    }
    await tick.tellBuddiesGone()
  }

  return {
    /** For pages of paths and steps: `Learning.setAssignments`. */
    source,
    ...assignments,
    ...joiners,
    ...friction,

    /** That somebody searched and found nothing, wherever they are on their paths. */
    async searchedInVain(userId: string): Promise<void> {
      const person = (await roster()).findActive(userId)
      if (person) await friction.noteSearchInVain(person)
    },

    waitingFor: createReminders({
      ...common,
      assignments: () => all.now(),
      walkers,
      frictionFor: (owner, lang) => friction.frictionFor(owner, lang),
    }),

    /** Reads `settings/holidays.yml`; undefined where there is none. */
    takeHolidays: (file: string | undefined): void => holidays.take(file),

    /** What is wrong with that file, for leads. */
    holidayFault: (by: User) => holidays.faultOn(dayFor(by, now())),

    /** People who can be given a path, by name. For leads. */
    async people(by: User): Promise<readonly Person[]> {
      requireLead(by)
      return (await roster()).all.filter(({ disabled }) => !disabled)
    },

    /** The people of one path by its steps: the one asked for, else the one with most people. For leads. */
    async view(by: User, query: TeamQuery, lang: Lang): Promise<TeamView> {
      requireLead(by)
      const choices = await choicesFor(by, lang)
      const path = query.path ?? choices[0]?.path
      const team = path === undefined ? undefined : await teamOf(by, assignments.getPath(by, path), lang)
      const people = (team?.people ?? []).filter(
        (one) => query.cohort === undefined || cohortOf(one) === query.cohort,
      )
      const shown = team && { ...team, people }
      const calendar = holidays.calendar()
      return {
        choices,
        team: shown,
        cohorts: cohortsOf(team?.people ?? []),
        cohort: query.cohort,
        toSee: whomToSee(people),
        figures: figuresOf(people, calendar),
        chart: shown && chartOf(shown, calendar, now()),
        holidayFault: holidays.faultOn(dayFor(by, now())),
      }
    },

    /**
     * Where a path is hard: the one asked for, else of those that this person may look at the one with most people.
     * @throws NotFoundError for what is no path, ForbiddenError for who looks after nothing of it, and of any.
     */
    async frictionView(by: User, path: string | undefined, lang: Lang): Promise<FrictionView> {
      const choices = (await choicesFor(by, lang)).filter((choice) => {
        const page = pages.find(by, choice.path)
        return page !== undefined && friction.seesFriction(by, page)
      })
      const asked = path ?? choices[0]?.path
      if (asked !== undefined) return { choices, board: await friction.friction(by, asked, lang) }
      if (!hasRole(by, 'lead')) throw new ForbiddenError('team.friction.refused')
      return { choices, board: undefined }
    },

    /**
     * How one person stands on their paths: for themselves and for leads all, for their buddy the one on which they
     * accompany them.
     * @throws NotFoundError for who is not there, ForbiddenError for everybody else.
     */
    async person(
      by: User,
      handle: string,
      lang: Lang,
    ): Promise<{ person: Person; standings: OwnStanding[] }> {
      const people = await roster()
      const person = people.findByHandle(handle)
      if (!person) throw new NotFoundError('accounts.person.unknown')
      const accompanied = new Set(
        (await all.now())
          .ofBuddy(by.id)
          .filter((row) => row.userId === person.id)
          .map((row) => row.path),
      )
      const seesAll = by.id === person.id || hasRole(by, 'lead')
      if (!seesAll && accompanied.size === 0) throw new ForbiddenError('team.refused.person')
      const paths = content.catalog
        .list('path')
        .filter((page) => canSee(by, page) && canSee(person, page) && (seesAll || accompanied.has(page.path)))
      const standings: OwnStanding[] = []
      for (const page of paths) {
        const [one] = await walkers.standOn([person], page, lang)
        const { title, lang: shown } = variantFor(page, lang)
        if (one) standings.push({ ...one.standing, path: page.path, title, lang: shown })
      }
      return { person, standings: standings.sort(byBeginning) }
    },

    settle,

    /** To be called now and then: also what time alone brings about. */
    async tick(): Promise<void> {
      await settle()
      await tick.tellLate()
      try {
        await friction.tellFriction()
      } catch (error) {
        log.error({ err: error }, 'owners could not be told of trouble; trying again')
      }
    },

    /** Where a path is now that was called so once. */
    presentPath: (path: string): string => presentPath(content, path),
  }
}
