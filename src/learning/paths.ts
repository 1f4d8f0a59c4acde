import type { BlobId } from '../git/ids.ts'
import { readingMinutes } from '../markdown/outline.ts'
import type { Catalog } from '../pages/catalog.ts'
import type { Step } from '../pages/front-matter.ts'
import type { Kind } from '../pages/kinds.ts'
import { canSee, variantFor, type Page, type Status } from '../pages/page.ts'
import type { Lang, User } from '../user.ts'
import { changesAddress, pathAddress, stepAddress } from './addresses.ts'
import type { Assignment } from './assignment.ts'
import { stepsBefore } from './locks.ts'
import type { FinishRecord } from './finish-store.ts'
import type { StepRecord } from './progress-store.ts'
import { openQuestion, type OpenQuestion } from './quiz.ts'
import { stepsOf } from './steps.ts'

/** `changed`: done, but the page has changed in a way that matters. `waiting`: sent, to be confirmed by somebody. */
export type StepStatus = 'todo' | 'done' | 'changed' | 'waiting'

export type WalkCheck =
  | { readonly type: 'read' }
  | { readonly type: 'task'; readonly do: string; readonly confirm: boolean }
  /** `because` is there once the step is done: an answer that was given may be explained. */
  | {
      readonly type: 'quiz'
      readonly questions: readonly (OpenQuestion & { readonly because?: string | undefined })[]
    }

/** What has to be walked before: a step of the same path, or a whole path. */
export interface Before {
  readonly title: string
  readonly lang: Lang
  readonly href: string
}

/** How far the path is walked that is a step of another. */
export interface Subpath {
  readonly path: string
  readonly walked: number
  readonly total: number
  readonly finished: boolean
  /** ISO 8601; empty where nothing of it has been walked. */
  readonly lastAt: string
}

/** A step as one person sees it. */
export interface WalkStep {
  readonly id: string
  /** From 1. */
  readonly number: number
  /** The name of the section that begins here. */
  readonly section: string | undefined
  readonly title: string
  /** The language of the title, where it is a page's. */
  readonly lang: Lang
  readonly why: string
  readonly minutes: number
  /** Working days from the start of the path. */
  readonly dueDays: number | undefined
  /** The day until which an assigned step is to be done, `2026-11-27`. */
  readonly dueOn: string | undefined
  /** That day is over, and the step is not done. */
  readonly late: boolean
  readonly optional: boolean
  readonly check: WalkCheck
  /** The page to read; undefined for an outside link, for a task without a page, and where it is missing. */
  readonly page: string | undefined
  readonly kind: Kind | undefined
  /** The page that has taken the place of this one. */
  readonly successor: { readonly path: string; readonly title: string; readonly lang: Lang } | undefined
  /** Where the step's page is a path itself: done when that one is finished. */
  readonly subpath: Subpath | undefined
  /** Where the step is done; undefined where there is nothing to open. */
  readonly href: string | undefined
  readonly outside: boolean
  /**
   * The page is missing, a draft, or a path that comes back to this one: nobody is asked to walk here, and nobody is
   * held up.
   */
  readonly broken: 'missing' | 'draft' | 'loop' | undefined
  readonly status: StepStatus
  /** What comes first, where the step cannot be done yet. */
  readonly locked: readonly Before[]
  readonly record: StepRecord | undefined
  /** For `changed`: where to see only what changed since it was read. */
  readonly changesHref: string | undefined
}

/** A path as one person walks it. */
export interface Walk {
  readonly path: string
  readonly title: string
  readonly lang: Lang
  readonly summary: string
  readonly status: Status
  readonly owner: string | undefined
  readonly revision: BlobId
  readonly steps: readonly WalkStep[]
  /** The first step that has to be walked yet and can be, else the first optional one. */
  readonly next: WalkStep | undefined
  /** How many steps have been walked, changed ones among them. */
  readonly walked: number
  /** Of what has to be walked yet. */
  readonly minutesLeft: number
  readonly begun: boolean
  /** All that has to be walked has been walked. */
  readonly finished: boolean
  /** Paths that have to be walked before this one is begun. */
  readonly lockedBy: readonly Before[]
  /** Where somebody gave the path to this person. */
  readonly assignment: Assignment | undefined
  /** The dated record of having walked it to the end; kept also when the path has grown since. */
  readonly finish: FinishRecord | undefined
  /** ISO 8601; empty where nothing has been walked. */
  readonly lastAt: string
}

export interface Shelf {
  readonly catalog: Catalog
  /** Where a page went that is no longer at `path`; `path` itself where it did not move. */
  readonly moved: (path: string) => string
}

/** What is known of a person on a path, beside the path itself. */
export interface Standing {
  /** By step id. */
  readonly records: ReadonlyMap<string, StepRecord>
  /** Ids of done steps whose page has changed in a way that matters. */
  readonly again: ReadonlySet<string>
  /** By step id; for steps whose page is a path. `loop` where that path comes back to this one. */
  readonly subpaths: ReadonlyMap<string, Subpath | 'loop'>
  readonly lockedBy: readonly Before[]
  readonly assignment: Assignment | undefined
  readonly finish: FinishRecord | undefined
}

/** Somebody who has not begun. */
export const NEW_HERE: Standing = {
  records: new Map(),
  again: new Set(),
  subpaths: new Map(),
  lockedBy: [],
  assignment: undefined,
  finish: undefined,
}

/** A path as this person stands on it. */
export function walkOf(
  user: User,
  page: Page,
  lang: Lang,
  shelf: Shelf,
  standing: Standing = NEW_HERE,
): Walk {
  const variant = variantFor(page, lang)
  const place = { user, page, lang: variant.lang, shelf, standing }
  const own = stepsOf(page, variant.lang)
  const open = own.map((step, index) => walkStep(place, step, index + 1))
  const steps = withLocks(open, own, place)
  const ahead = steps.filter((step) => step.status === 'todo' && !step.broken)
  const required = ahead.filter((step) => !step.optional)
  const free = ahead.filter((step) => step.locked.length === 0)
  const isOver = (step: WalkStep) => step.status !== 'todo' && step.status !== 'waiting'
  const walked = steps.filter(isOver).length
  const records = [...standing.records.values()]
  return {
    path: page.path,
    title: variant.title,
    lang: variant.lang,
    summary: variant.frontMatter.summary ?? '',
    status: page.status,
    owner: page.owner,
    revision: variant.blob,
    steps,
    next: free.find((step) => !step.optional) ?? free[0],
    walked,
    minutesLeft: required.reduce((sum, step) => sum + step.minutes, 0),
    begun: steps.some(({ record }) => record !== undefined),
    finished: walked > 0 && steps.every((step) => isOver(step) || step.optional || step.broken !== undefined),
    lockedBy: standing.lockedBy,
    assignment: standing.assignment,
    finish: standing.finish,
    lastAt: records.reduce((last, { completedAt }) => (completedAt > last ? completedAt : last), ''),
  }
}

/** The step to go to from `step`: the next one that is not walked, else one that was left behind. */
export function stepAfter(walk: Walk, step: WalkStep): WalkStep | undefined {
  const ahead = walk.steps.filter(
    (other) => other !== step && other.status === 'todo' && !other.broken && other.locked.length === 0,
  )
  return ahead.find((other) => other.number > step.number) ?? ahead.find((other) => !other.optional)
}

/** The page that a step asks to read, where this person may see it; also where it was moved since. */
export function findTarget(user: User, { page: asked }: Step, { catalog, moved }: Shelf): Page | undefined {
  if (asked === undefined) return undefined
  const target = catalog.find(moved(asked.normalize('NFC')))
  return target && canSee(user, target) ? target : undefined
}

/** How a step stands that has this record. A task that nobody has to confirm any more does not wait. */
export function statusOf(step: Step, record: StepRecord | undefined, again: boolean): StepStatus {
  if (!record || record.state === 'back') return 'todo'
  if (record.state === 'waiting' && needsConfirming(step)) return 'waiting'
  return again ? 'changed' : 'done'
}

export function needsConfirming({ check }: Step): boolean {
  return check.type === 'task' && check.confirm === true
}

interface Place {
  readonly user: User
  readonly page: Page
  readonly lang: Lang
  readonly shelf: Shelf
  readonly standing: Standing
}

function walkStep(place: Place, step: Step, number: number): WalkStep {
  const { user, lang, shelf, standing, page: path } = place
  const target = findTarget(user, step, shelf)
  const variant = target && variantFor(target, lang)
  const record = standing.records.get(step.id)
  const known = standing.subpaths.get(step.id)
  const subpath = known === 'loop' ? undefined : known
  const own = statusOf(step, record, standing.again.has(step.id))
  const status = own === 'todo' && subpath?.finished === true ? 'done' : own
  const dueDays = step.due === undefined ? undefined : Number.parseInt(step.due, 10)
  const dueOn = dueDays === undefined ? undefined : standing.assignment?.dueOn(dueDays)
  const broken = known === 'loop' ? 'loop' : brokenOf(step, target)
  // What may be left out is never late, and what cannot be opened is nobody's fault.
  const isHeldUp = status === 'todo' && step.optional !== true && !broken
  return {
    id: step.id,
    number,
    section: step.section,
    title: step.title ?? variant?.title ?? nameOf(step),
    lang: step.title === undefined ? (variant?.lang ?? lang) : lang,
    why: step.why ?? '',
    minutes: step.minutes ?? (variant ? readingMinutes(variant.words) : 0),
    dueDays,
    dueOn,
    late: isHeldUp && dueOn !== undefined && (standing.assignment?.isLate(dueOn) ?? false),
    optional: step.optional ?? false,
    check: checkOf(step, status !== 'todo'),
    page: target?.path,
    kind: target?.kind,
    successor: successorOf(target, lang, shelf),
    subpath,
    href: hrefOf(step, target, path.path),
    outside: step.page === undefined && step.url !== undefined,
    broken,
    status,
    locked: [],
    record,
    changesHref:
      status === 'changed' && target && record
        ? changesAddress(target.path, record.revision, { path: path.path, step: step.id })
        : undefined,
  }
}

/** What is done stays done; what is not waits for the paths and the steps that come first. */
function withLocks(steps: readonly WalkStep[], own: readonly Step[], { page, standing }: Place): WalkStep[] {
  const before = stepsBefore(own)
  const byId = new Map(steps.map((step) => [step.id, step]))
  return steps.map((step) => {
    if (step.status !== 'todo') return step
    const first = (before.get(step.id) ?? []).flatMap((id) => {
      const other = byId.get(id)
      if (!other || other.broken || other.status === 'done' || other.status === 'changed') return []
      return [{ title: other.title, lang: other.lang, href: pathAddress(page.path, id) }]
    })
    const locked = [...standing.lockedBy, ...first]
    return locked.length === 0 ? step : { ...step, locked }
  })
}

function successorOf(target: Page | undefined, lang: Lang, { catalog }: Shelf): WalkStep['successor'] {
  const successor = target && catalog.successor(target.path)
  if (!successor) return undefined
  const { title, lang: shown } = variantFor(successor, lang)
  return { path: successor.path, title, lang: shown }
}

function hrefOf(step: Step, target: Page | undefined, path: string): string | undefined {
  if (target) return stepAddress(target.path, path, step.id)
  return step.page === undefined ? step.url : undefined
}

function brokenOf(step: Step, target: Page | undefined): WalkStep['broken'] {
  if (step.page === undefined) return undefined
  if (!target) return 'missing'
  return target.status === 'draft' ? 'draft' : undefined
}

function nameOf(step: Step): string {
  return step.page ?? (step.url === undefined ? step.id : new URL(step.url).host)
}

function checkOf({ check }: Step, given: boolean): WalkCheck {
  if (check.type === 'read') return { type: 'read' }
  if (check.type === 'task') return { type: 'task', do: check.do ?? '', confirm: check.confirm === true }
  const questions = check.questions.map((question) => ({
    ...openQuestion(question),
    ...(given && { because: question.because }),
  }))
  return { type: 'quiz', questions }
}
