import type { Walk, WalkStep } from '../learning/paths.ts'
import type { Person } from '../accounts/people.ts'
import type { Given } from './assignments.ts'
import { dayFor, type Day } from './days.ts'
import type { WorkCalendar } from './working-days.ts'

/**
 * `now`: the step that they are at. `stuck`: at which they have come to a stop. `due`: today or on the next working
 * day. `late`: its day is over. `waiting`: to be confirmed by somebody. `changed`: done, and its page has changed.
 */
export const cellStates = ['done', 'changed', 'waiting', 'now', 'stuck', 'late', 'due', 'todo'] as const
export type CellState = (typeof cellStates)[number]

export interface StepStanding {
  readonly id: string
  readonly number: number
  readonly title: string
  readonly state: CellState
  readonly optional: boolean
  readonly dueOn: Day | undefined
  /** ISO 8601, UTC. */
  readonly completedAt: string | undefined
}

/** Why somebody is to be spoken to. `days` are working days. */
export interface Trouble {
  readonly kind: 'late' | 'idle' | 'quiz' | 'waiting'
  readonly days: number
  /** How often the quiz was not passed. */
  readonly times: number
  readonly stepId: string
  readonly title: string
}

/** `ahead`: the first day has not come yet. */
export type Pace = 'finished' | 'late' | 'stuck' | 'ahead' | 'well'

/** How a person stands on a path, for whoever leads or accompanies them. No answers, no evidence. */
export interface Standing {
  readonly person: Person
  readonly given: Given | undefined
  readonly pace: Pace
  /** Which working day of theirs it is, from 1; 0 before the first. */
  readonly day: number
  readonly steps: readonly StepStanding[]
  readonly done: number
  readonly total: number
  readonly minutesLeft: number
  readonly finishedOn: Day | undefined
  /** Steps that are due up to and with this day are due soon: today and the next working day. */
  readonly soon: Day
  /** The worst first. */
  readonly troubles: readonly Trouble[]
}

export interface StandingInput {
  readonly person: Person
  readonly walk: Walk
  readonly given: Given | undefined
  /** Times of this person's quizzes that were not passed, by step. */
  readonly failed: ReadonlyMap<string, number>
  readonly calendar: WorkCalendar
  readonly now: Date
}

/** After so many working days without a step somebody has come to a stop. */
export const IDLE_DAYS = 3
/** After so many quizzes that were not passed. */
export const FAILED_QUIZZES = 2
/** A task that waits for confirmation this many working days waits too long. */
export const WAITING_DAYS = 2

export function standingOf(input: StandingInput): Standing {
  const { person, walk, given, calendar, now } = input
  const today = dayFor(person, now)
  const troubles = walk.finished ? [] : findTroubles(input, today)
  const stopped = troubles.find(({ kind }) => kind === 'idle' || kind === 'quiz')
  const next = walk.next?.id
  const soon = calendar.addWorkingDays(today, 1)
  const steps = walk.steps.map((step): StepStanding => {
    const state = cellOf(step, { next, stopped: stopped?.stepId, soon })
    const completedAt =
      step.status === 'done' || step.status === 'changed' ? step.record?.completedAt : undefined
    const { id, number, title, optional, dueOn } = step
    return { id, number, title, state, optional, dueOn, completedAt }
  })
  return {
    person,
    given,
    pace: paceOf(walk, troubles, given, today),
    day: dayNumber(given, walk, person, today, calendar),
    steps,
    done: walk.walked,
    total: walk.steps.length,
    minutesLeft: walk.minutesLeft,
    finishedOn: walk.finished ? dayFor(person, new Date(walk.finish?.finishedAt ?? walk.lastAt)) : undefined,
    soon,
    troubles,
  }
}

interface CellPlace {
  readonly next: string | undefined
  readonly stopped: string | undefined
  readonly soon: Day
}

function cellOf(step: WalkStep, { next, stopped, soon }: CellPlace): CellState {
  if (step.status !== 'todo') return step.status
  if (step.broken) return 'todo'
  if (step.id === stopped) return 'stuck'
  if (isLate(step)) return 'late'
  if (step.id === next) return 'now'
  return isDue(step, soon) ? 'due' : 'todo'
}

/** Also what is late. */
export function isDue({ dueOn, optional, broken }: WalkStep, soon: Day): boolean {
  return dueOn !== undefined && dueOn <= soon && !optional && !broken
}

/** What may be left out is never late, and what cannot be opened is nobody's fault. */
export function isLate(step: WalkStep): boolean {
  return step.late && !step.optional && !step.broken
}

function findTroubles(input: StandingInput, today: Day): Trouble[] {
  return [lateness(input, today), ...failures(input), idleness(input, today), ...waits(input, today)].filter(
    (trouble) => trouble !== undefined,
  )
}

/** Counted from the day on which the first of the late steps was due. */
function lateness({ walk, calendar }: StandingInput, today: Day): Trouble | undefined {
  const late = walk.steps.filter(isLate).sort((a, b) => (a.dueOn ?? '').localeCompare(b.dueOn ?? ''))
  const [first] = late
  if (first?.dueOn === undefined) return undefined
  return trouble('late', first, Math.max(1, calendar.workingDaysBetween(first.dueOn, today)))
}

function failures({ walk, failed }: StandingInput): Trouble[] {
  return walk.steps
    .filter((step) => step.status === 'todo' && (failed.get(step.id) ?? 0) >= FAILED_QUIZZES)
    .map((step) => trouble('quiz', step, 0, failed.get(step.id)))
}

/**
 * Nobody who walks of their own accord is asked why they do not, nobody before their first day, and nobody who is
 * ahead of what is due: whose next step is due later than on the next working day.
 */
function idleness({ person, walk, given, calendar }: StandingInput, today: Day): Trouble | undefined {
  const { next } = walk
  if (!given || !next || next.optional) return undefined
  if (next.dueOn !== undefined && next.dueOn > calendar.addWorkingDays(today, 1)) return undefined
  const last = walk.lastAt === '' ? given.start : dayFor(person, new Date(walk.lastAt))
  const days = calendar.workingDaysBetween(last > given.start ? last : given.start, today)
  return days >= IDLE_DAYS ? trouble('idle', next, days) : undefined
}

function waits({ person, walk, calendar }: StandingInput, today: Day): Trouble[] {
  return walk.steps.flatMap((step) => {
    if (step.status !== 'waiting' || !step.record) return []
    const days = calendar.workingDaysBetween(dayFor(person, new Date(step.record.completedAt)), today)
    return days >= WAITING_DAYS ? [trouble('waiting', step, days)] : []
  })
}

function trouble(kind: Trouble['kind'], { id, title }: WalkStep, days: number, times = 0): Trouble {
  return { kind, days, times, stepId: id, title }
}

function paceOf(walk: Walk, troubles: readonly Trouble[], given: Given | undefined, today: Day): Pace {
  if (walk.finished) return 'finished'
  if (troubles.some(({ kind }) => kind === 'late')) return 'late'
  if (troubles.length > 0) return 'stuck'
  return given !== undefined && given.start > today && !walk.begun ? 'ahead' : 'well'
}

/** From the first day that they were given, else from their first step. */
function dayNumber(
  given: Given | undefined,
  walk: Walk,
  person: Person,
  today: Day,
  calendar: WorkCalendar,
): number {
  const steps = walk.steps.flatMap(({ record }) => record?.completedAt ?? [])
  const first = steps.reduce((min, at) => (min === '' || at < min ? at : min), '')
  const start = given?.start ?? (first === '' ? today : dayFor(person, new Date(first)))
  if (start > today) return 0
  return calendar.workingDaysBetween(start, today) + (calendar.isWorkingDay(start) ? 1 : 0)
}
