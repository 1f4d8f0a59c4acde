import type { QuizAttempt } from '../learning/attempt.ts'
import type { Walk, WalkStep } from '../learning/paths.ts'
import type { Person } from '../accounts/people.ts'
import type { Lang } from '../user.ts'
import { addDays, beginningOf, dayFor, type Day } from './days.ts'
import { IDLE_DAYS } from './standing.ts'
import type { WorkCalendar } from './working-days.ts'

/** One person's walk, as far as this needs it. */
export interface Walker {
  readonly person: Person
  readonly walk: Walk
  /** The first day and the moment they were given the path; undefined for who walks of their own accord. */
  readonly given: { readonly start: Day; readonly createdAt: string } | undefined
}

/** What readers said of a step, and looked for in vain while they were at it. */
export interface Said {
  readonly questions: number
  readonly unhelpful: number
  readonly searches: number
}

/** What a step does to those who walk it. Counts alone, no names. */
export interface StepFriction {
  readonly id: string
  readonly number: number
  readonly title: string
  readonly lang: Lang
  readonly href: string | undefined
  readonly page: string | undefined
  /** What the path says that it takes. */
  readonly minutes: number
  /** How many have done it. */
  readonly done: number
  /**
   * The median time in minutes from having done the step before (or, for the first one, from having been given the
   * path) to having done this one; nights count, days on which nobody works do not. Undefined where nobody has.
   */
  readonly medianMinutes: number | undefined
  /** Whose next step it is, and who have not gone on for `IDLE_DAYS` working days. */
  readonly stopped: number
  /** Who did not pass the quiz at first, how often in all, and the question (from 1) that most got wrong. */
  readonly failed: {
    readonly people: number
    readonly times: number
    readonly question: number | undefined
    readonly askedWrong: number
  }
  readonly said: Said
  /** How much there is of all that. */
  readonly weight: number
}

export interface FrictionInput {
  /** The path as the asker sees it: its steps in order. */
  readonly steps: readonly WalkStep[]
  readonly walkers: readonly Walker[]
  readonly attempts: readonly QuizAttempt[]
  readonly saidOf: ReadonlyMap<string, Said>
  readonly calendar: WorkCalendar
  readonly now: Date
}

/** Steps by what hurts most: the one with most trouble first, then the one that takes longest beyond what it says. */
export function findFriction(input: FrictionInput): StepFriction[] {
  const times = timesByStep(input)
  const stopped = stoppedByStep(input)
  const rows = input.steps.map((step): StepFriction => {
    const failed = failuresAt(step, input.attempts)
    const said = input.saidOf.get(step.id) ?? NOTHING_SAID
    const taken = times.get(step.id) ?? []
    const stops = stopped.get(step.id) ?? 0
    const { id, number, title, lang, href, page, minutes } = step
    // One person may search many times.
    const searches = Math.min(said.searches, input.walkers.length)
    const weight = stops + failed.people + said.questions + said.unhelpful + searches
    const medianMinutes = median(taken)
    const done = input.walkers.filter(({ walk }) => isDone(walk.steps.find((one) => one.id === id))).length
    return {
      id,
      number,
      title,
      lang,
      href,
      page,
      minutes,
      done,
      medianMinutes,
      stopped: stops,
      failed,
      said,
      weight,
    }
  })
  return rows.sort((a, b) => b.weight - a.weight || excess(b) - excess(a) || a.number - b.number)
}

const NOTHING_SAID: Said = { questions: 0, unhelpful: 0, searches: 0 }

function isDone(step: WalkStep | undefined): boolean {
  return step?.status === 'done' || step?.status === 'changed'
}

/** How many times longer than it says a step takes. */
function excess({ medianMinutes = 0, minutes }: StepFriction): number {
  return medianMinutes / Math.max(1, minutes)
}

function timesByStep({ walkers, calendar }: FrictionInput): Map<string, number[]> {
  const times = new Map<string, number[]>()
  for (const { person, walk, given } of walkers) {
    const done = walk.steps
      .flatMap(({ id, record, status }) =>
        record && (status === 'done' || status === 'changed') ? [{ id, at: record.completedAt }] : [],
      )
      .sort((a, b) => a.at.localeCompare(b.at))
    let before = given && laterOf(beginningOf(given.start, person).toISOString(), given.createdAt)
    for (const { id, at } of done) {
      if (before !== undefined) {
        const minutes = workingMinutes(person, before, at, calendar)
        times.set(id, [...(times.get(id) ?? []), minutes])
      }
      before = at
    }
  }
  return times
}

function laterOf(a: string, b: string): string {
  return a > b ? a : b
}

const MINUTE_MS = 60_000

/** Never negative: a clock may have been set back, and work may be done before the first day. */
export function workingMinutes(person: Person, from: string, to: string, calendar: WorkCalendar): number {
  const [begin, end] = [Date.parse(from), Date.parse(to)]
  let sum = end - begin
  const last = dayFor(person, new Date(end))
  for (let day = dayFor(person, new Date(begin)); day <= last && sum > 0; day = addDays(day, 1)) {
    if (calendar.isWorkingDay(day)) continue
    const free = [beginningOf(day, person).getTime(), beginningOf(addDays(day, 1), person).getTime()] as const
    sum -= Math.max(0, Math.min(end, free[1]) - Math.max(begin, free[0]))
  }
  return Math.max(0, Math.round(sum / MINUTE_MS))
}

function stoppedByStep({ walkers, calendar, now }: FrictionInput): Map<string, number> {
  const stopped = new Map<string, number>()
  for (const { person, walk, given } of walkers) {
    const next = walk.next
    if (!next || walk.finished || next.optional) continue
    const today = dayFor(person, now)
    const last = walk.lastAt === '' ? given?.start : dayFor(person, new Date(walk.lastAt))
    if (last === undefined || calendar.workingDaysBetween(last, today) < IDLE_DAYS) continue
    stopped.set(next.id, (stopped.get(next.id) ?? 0) + 1)
  }
  return stopped
}

function failuresAt({ id }: WalkStep, attempts: readonly QuizAttempt[]): StepFriction['failed'] {
  const here = attempts.filter(({ stepId }) => stepId === id)
  const wrong = new Map<number, Set<string>>()
  for (const { userId, wrong: questions } of here)
    for (const question of questions) wrong.set(question, (wrong.get(question) ?? new Set()).add(userId))
  const [worst] = [...wrong].sort(([, a], [, b]) => b.size - a.size)
  return {
    people: new Set(here.map(({ userId }) => userId)).size,
    times: here.length,
    question: worst && worst[0] + 1,
    askedWrong: worst?.[1].size ?? 0,
  }
}

export function median(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : Math.round(((sorted[middle - 1] ?? upper) + upper) / 2)
}
