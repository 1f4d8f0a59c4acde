import { HOME_TIME_ZONE, type User } from '../user.ts'

/** A day of the calendar, `2026-11-24`: the same everywhere, and in order as text. */
export type Day = string

const DAY_MS = 24 * 60 * 60 * 1_000

/** Which day it is for a person. */
export function dayFor({ timeZone = HOME_TIME_ZONE }: Pick<User, 'timeZone'>, at: Date): Day {
  // No zone has changed its days within a minute since 1972; a team's view asks for thousands of moments.
  const key = `${timeZone} ${Math.floor(at.getTime() / MINUTE_MS)}`
  const kept = days.get(key)
  if (kept !== undefined) return kept
  if (days.size >= MOST_KEPT) days.clear()
  const day = readDay(timeZone, at)
  days.set(key, day)
  return day
}
const MINUTE_MS = 60_000
const MOST_KEPT = 20_000
const days = new Map<string, Day>()

function readDay(timeZone: string, at: Date): Day {
  let format = formats.get(timeZone)
  if (!format) {
    // Canada writes days as ISO 8601 does.
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
    formats.set(timeZone, format)
  }
  return format.format(at)
}
const formats = new Map<string, Intl.DateTimeFormat>()

export function addDays(day: Day, count: number): Day {
  return new Date(Date.parse(day) + count * DAY_MS).toISOString().slice(0, 10)
}

/** Calendar days from one day to another; negative where the other is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS)
}

/** Whether a text is a day that the calendar has: not 30 February. */
export function isDay(text: string): text is Day {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const at = new Date(text)
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === text
}

/** The moment at which a day begins where a person lives: its midnight, or the first moment after a leap over it. */
export function beginningOf(day: Day, person: Pick<User, 'timeZone'>): Date {
  // No zone is further from UTC than 14 hours; the first moment of the day is looked for by halving.
  let before = Date.parse(day) - 15 * 60 * 60 * 1_000
  let within = Date.parse(day) + 15 * 60 * 60 * 1_000
  while (within - before > 1) {
    const middle = Math.floor((before + within) / 2)
    if (dayFor(person, new Date(middle)) < day) before = middle
    else within = middle
  }
  return new Date(within)
}
