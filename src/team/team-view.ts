import type { Walk } from '../learning/paths.ts'
import type { Lang } from '../user.ts'
import { progressChart, type ProgressChart } from './chart.ts'
import { median } from './friction.ts'
import type { HolidayFault } from './holidays.ts'
import { dayFor, type Day } from './days.ts'
import type { Standing, StepStanding } from './standing.ts'
import type { WorkCalendar } from './working-days.ts'

export interface PathChoice {
  readonly path: string
  readonly title: string
  readonly lang: Lang
  /** How many walk it, or were given it. */
  readonly people: number
}

export interface TeamFigures {
  readonly walking: number
  readonly toSee: number
  /** Working days from the first to the last, the median of those who have finished. */
  readonly days: number | undefined
  /** Where most have come to a stop. */
  readonly stop: Pick<StepStanding, 'number' | 'title'> | undefined
}

/** A path with the people on it. */
export interface PathTeam {
  readonly path: string
  readonly title: string
  readonly lang: Lang
  readonly steps: Walk['steps']
  /** Those who began last first. */
  readonly people: readonly Standing[]
}

/** What leads see of their team. */
export interface TeamView {
  readonly choices: readonly PathChoice[]
  /** Undefined where there is no path. */
  readonly team: PathTeam | undefined
  /** Months in which people began (`2026-11`), the latest first. */
  readonly cohorts: readonly string[]
  readonly cohort: string | undefined
  /** Whom to speak to first: late before stuck, the longest first. */
  readonly toSee: readonly Standing[]
  readonly figures: TeamFigures
  readonly chart: ProgressChart | undefined
  readonly holidayFault: HolidayFault | undefined
}

/** The month in which somebody began on the path; for who was not given it, in which they came. */
export function cohortOf({ given, person }: Standing): string {
  return (given?.start ?? dayFor(person, new Date(person.createdAt))).slice(0, 7)
}

export function cohortsOf(people: readonly Standing[]): string[] {
  return [...new Set(people.map(cohortOf))].sort().reverse()
}

export function chartOf(
  { steps, people }: PathTeam,
  calendar: WorkCalendar,
  now: Date,
): ProgressChart | undefined {
  const due = steps.map(({ dueDays, optional }) => (optional ? undefined : dueDays))
  return progressChart(people, due, calendar, now)
}

export function figuresOf(people: readonly Standing[], calendar: WorkCalendar): TeamFigures {
  const days = people.flatMap(({ given, finishedOn }) =>
    given && finishedOn !== undefined
      ? [Math.max(1, calendar.workingDaysBetween(given.start, finishedOn))]
      : [],
  )
  return {
    walking: people.filter(({ pace }) => pace !== 'finished' && pace !== 'ahead').length,
    toSee: whomToSee(people).length,
    days: median(days),
    stop: mostStopped(people),
  }
}

export function whomToSee(people: readonly Standing[]): Standing[] {
  const worst = (one: Standing) => Math.max(...one.troubles.map(({ days, times }) => days + times))
  return people
    .filter(({ troubles }) => troubles.length > 0)
    .sort((a, b) => Number(b.pace === 'late') - Number(a.pace === 'late') || worst(b) - worst(a))
}

/** The newest first, for they need somebody most; then by name. */
export function byBeginning(a: Standing, b: Standing): number {
  const start = ({ given, steps }: Standing): Day => given?.start ?? steps[0]?.completedAt?.slice(0, 10) ?? ''
  return start(b).localeCompare(start(a)) || a.person.name.localeCompare(b.person.name, 'ko')
}

function mostStopped(people: readonly Standing[]): TeamFigures['stop'] {
  const counts = new Map<number, { step: StepStanding; people: number }>()
  for (const { steps } of people) {
    const step = steps.find(({ state }) => state === 'stuck') ?? steps.find(({ state }) => state === 'late')
    if (!step) continue
    const count = counts.get(step.number) ?? { step, people: 0 }
    counts.set(step.number, { step, people: count.people + 1 })
  }
  const [most] = [...counts.values()].sort((a, b) => b.people - a.people || a.step.number - b.step.number)
  return most?.step
}
