import { InvalidError } from '../errors.ts'
import { HOME_TIME_ZONE } from '../user.ts'
import type { FrontMatter } from './front-matter.ts'
import type { PageRule } from './pages.ts'

export type ReviewState = 'verified' | 'overdue' | undefined

/**
 * `due`: to be verified soon. `never`: nobody has said that it is true, and its first interval is not over yet.
 * `no-interval`: nobody has asked for it to be verified.
 */
export const verificationStates = ['verified', 'due', 'overdue', 'never', 'no-interval'] as const
export type VerificationState = (typeof verificationStates)[number]

export interface Verification {
  readonly state: VerificationState
  /** The day (`2026-11-24`) by which it is to be verified again. */
  readonly due: string | undefined
}

type Reviewed = Pick<FrontMatter, 'reviewed' | 'reviewEvery'>

const DAY_MS = 24 * 60 * 60 * 1000
export const LONGEST_INTERVAL_DAYS = 3_650
/** A page is due this long before its interval is over, and never for more than a quarter of it. */
const DUE_SOON_DAYS = 14
/** The earth's first time zone is this far ahead of UTC. */
const AHEAD_MS = 14 * 60 * 60 * 1000

/** Whether a page was checked within its interval; undefined where nobody has said that it was checked. */
export function reviewState(frontMatter: Reviewed, now: Date): ReviewState {
  if (frontMatter.reviewed === undefined) return undefined
  return verificationOf(frontMatter, now).state === 'overdue' ? 'overdue' : 'verified'
}

/**
 * Where a page stands between two verifications. One that was never verified is counted from `createdOn`, the day
 * it came.
 */
export function verificationOf(frontMatter: Reviewed, now: Date, createdOn?: string): Verification {
  const { reviewed } = frontMatter
  const interval = intervalDays(frontMatter)
  if (interval === undefined) return { state: 'no-interval', due: undefined }
  const from = Date.parse(reviewed ?? createdOn ?? '')
  if (Number.isNaN(from)) return { state: 'never', due: undefined }
  const dueMs = from + interval * DAY_MS
  const due = new Date(dueMs).toISOString().slice(0, 10)
  const today = dayOf(now)
  if (today > due) return { state: 'overdue', due }
  if (reviewed === undefined) return { state: 'never', due }
  const soon = Math.min(DUE_SOON_DAYS, Math.floor(interval / 4)) * DAY_MS
  return { state: Date.parse(today) + soon >= dueMs ? 'due' : 'verified', due }
}

/** `2026-11-24`, by the calendar of a person's time zone or of the wiki's. */
export function dayOf(now: Date, timeZone: string = HOME_TIME_ZONE): string {
  const calendar = calendars.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone })
  calendars.set(timeZone, calendar)
  return calendar.format(now)
}
const calendars = new Map<string, Intl.DateTimeFormat>()

/** What is asked of every page before a save: verified at no future time, and to be verified at some time. */
export function reviewRule(now: () => Date): PageRule {
  return ({ frontMatter }) => {
    const { reviewed, reviewEvery } = frontMatter
    const latest = new Date(now().getTime() + AHEAD_MS).toISOString().slice(0, 10)
    if (reviewed !== undefined && reviewed > latest)
      throw new InvalidError('pages.reviewed.future', { date: reviewed }, { field: 'more' })
    const interval = intervalDays(frontMatter)
    if (interval !== undefined && (interval < 1 || interval > LONGEST_INTERVAL_DAYS)) {
      const params = { interval: reviewEvery ?? '', max: LONGEST_INTERVAL_DAYS }
      throw new InvalidError('pages.reviewEvery.impossible', params, { field: 'reviewEvery' })
    }
  }
}

function intervalDays({ reviewEvery }: Reviewed): number | undefined {
  return reviewEvery === undefined ? undefined : Number.parseInt(reviewEvery, 10)
}
