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
  return standingOn(reviewDates(frontMatter, createdOn), dayOf(now))
}

/** The days that a page's standing turns on; they change with the page alone. */
export interface ReviewDates {
  readonly isVerified: boolean
  readonly hasInterval: boolean
  readonly due: string | undefined
  /** From this day on it is due. */
  readonly soon: string | undefined
}

export function reviewDates(frontMatter: Reviewed, createdOn?: string): ReviewDates {
  const { reviewed } = frontMatter
  const interval = intervalDays(frontMatter)
  const from = Date.parse(reviewed ?? createdOn ?? '')
  const isVerified = reviewed !== undefined
  if (interval === undefined || Number.isNaN(from))
    return { isVerified, hasInterval: interval !== undefined, due: undefined, soon: undefined }
  const due = from + interval * DAY_MS
  const soon = due - Math.min(DUE_SOON_DAYS, Math.floor(interval / 4)) * DAY_MS
  return { isVerified, hasInterval: true, due: isoDay(due), soon: isoDay(soon) }
}

/** Where a page stands on a day, `2026-11-24`. */
export function standingOn({ isVerified, hasInterval, due, soon }: ReviewDates, today: string): Verification {
  if (!hasInterval) return { state: 'no-interval', due }
  if (due === undefined || soon === undefined) return { state: 'never', due }
  if (today > due) return { state: 'overdue', due }
  if (!isVerified) return { state: 'never', due }
  return { state: today >= soon ? 'due' : 'verified', due }
}

function isoDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}

/** `2026-11-24`, by the calendar of a person's time zone or of the wiki's. */
export function dayOf(now: Date, timeZone: string = HOME_TIME_ZONE): string {
  const minute = Math.floor(now.getTime() / 60_000)
  const known = calendars.get(timeZone)
  if (known?.minute === minute) return known.day
  const calendar = known?.calendar ?? new Intl.DateTimeFormat('sv-SE', { timeZone })
  const day = calendar.format(now)
  calendars.set(timeZone, { calendar, minute, day })
  return day
}
/** Every view of a page asks, and no day begins within a minute. */
const calendars = new Map<string, { calendar: Intl.DateTimeFormat; minute: number; day: string }>()

/**
 * What is asked of every page before a save: verified at no future time, and to be verified at some time. A date that
 * the page had already is let through, so that a clock that is behind stops nobody from writing.
 */
export function reviewRule(now: () => Date): PageRule {
  return ({ frontMatter, previous }) => {
    const { reviewed, reviewEvery } = frontMatter
    const latest = new Date(now().getTime() + AHEAD_MS).toISOString().slice(0, 10)
    if (reviewed !== undefined && reviewed > latest && reviewed !== previous?.frontMatter.reviewed)
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
