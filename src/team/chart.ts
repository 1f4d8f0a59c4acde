import type { Standing } from './standing.ts'
import { dayFor, type Day } from './days.ts'
import type { WorkCalendar } from './working-days.ts'

/** Progress over working days, ready to be drawn: all lengths in units of the view box. */
export interface ProgressChart {
  readonly width: number
  readonly height: number
  /** What the path asks for, where it says when steps are due. */
  readonly plan: string | undefined
  readonly lines: readonly { readonly d: string; readonly pace: Standing['pace'] }[]
  readonly days: readonly { readonly x: number; readonly label: number }[]
  readonly steps: readonly { readonly y: number; readonly label: number }[]
  readonly left: number
  readonly bottom: number
}

const WIDTH = 720
const HEIGHT = 260
const MARGIN = { left: 34, right: 12, top: 12, bottom: 30 }
const FEWEST_DAYS = 5
const MOST_DAYS = 60
/** More lines than these cannot be told apart: those who need somebody come first. */
const MOST_LINES = 40

/** Undefined where nobody has begun. */
export function progressChart(
  standings: readonly Standing[],
  dueDays: readonly (number | undefined)[],
  calendar: WorkCalendar,
  now: Date,
): ProgressChart | undefined {
  const begun = standings.filter((one) => one.day > 0 && startOf(one) !== undefined)
  const total = dueDays.length
  if (begun.length === 0 || total === 0) return undefined
  const longest = Math.max(
    ...begun.map(({ day, finishedOn, ...one }) => dayCount(startOf(one), finishedOn, calendar) ?? day),
    ...dueDays.map((days) => days ?? 0),
  )
  const days = Math.min(MOST_DAYS, Math.max(FEWEST_DAYS, longest))
  const x = (day: number) =>
    round(MARGIN.left + (Math.min(day, days) / days) * (WIDTH - MARGIN.left - MARGIN.right))
  const y = (done: number) =>
    round(HEIGHT - MARGIN.bottom - (done / total) * (HEIGHT - MARGIN.top - MARGIN.bottom))
  const drawn = [...begun].sort((a, b) => urgency(b) - urgency(a)).slice(0, MOST_LINES)
  return {
    width: WIDTH,
    height: HEIGHT,
    left: MARGIN.left,
    bottom: HEIGHT - MARGIN.bottom,
    plan: planLine(dueDays, x, y),
    lines: drawn.map((one) => ({ d: lineOf(one, calendar, now, x, y), pace: one.pace })),
    days: ticks(days).map((day) => ({ x: x(day), label: day })),
    steps: ticks(total).map((step) => ({ y: y(step), label: step })),
  }
}

type Scale = (value: number) => number

/** One step up at each step that was done, to where they are today. */
function lineOf(one: Standing, calendar: WorkCalendar, now: Date, x: Scale, y: Scale): string {
  const start = startOf(one) ?? ''
  const done = one.steps
    .flatMap(({ completedAt }) =>
      completedAt === undefined ? [] : [dayFor(one.person, new Date(completedAt))],
    )
    .sort()
  const end = one.finishedOn ?? dayFor(one.person, now)
  const points = done.map((day, index) => `H${x(calendar.workingDaysBetween(start, day))}V${y(index + 1)}`)
  return `M${x(0)} ${y(0)}${points.join('')}H${x(calendar.workingDaysBetween(start, end))}`
}

function planLine(dueDays: readonly (number | undefined)[], x: Scale, y: Scale): string | undefined {
  const due = dueDays.filter((days) => days !== undefined).sort((a, b) => a - b)
  if (due.length === 0) return undefined
  return `M${x(0)} ${y(0)}${due.map((days, index) => `L${x(days)} ${y(index + 1)}`).join('')}`
}

function startOf({ given, steps, person }: Pick<Standing, 'given' | 'steps' | 'person'>): Day | undefined {
  if (given) return given.start
  const first = steps.flatMap(({ completedAt }) => completedAt ?? []).sort()[0]
  return first === undefined ? undefined : dayFor(person, new Date(first))
}

function dayCount(start: Day | undefined, end: Day | undefined, calendar: WorkCalendar): number | undefined {
  return start === undefined || end === undefined ? undefined : calendar.workingDaysBetween(start, end)
}

function urgency({ pace }: Standing): number {
  return pace === 'late' ? 2 : pace === 'stuck' ? 1 : 0
}

/** From 0 to the end, at most seven. */
function ticks(end: number): number[] {
  const step = Math.max(1, Math.ceil(end / 6))
  return Array.from({ length: Math.floor(end / step) + 1 }, (_tick, index) => index * step)
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
