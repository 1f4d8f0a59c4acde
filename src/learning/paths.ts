import type { BlobId } from '../git/ids.ts'
import { readingMinutes } from '../markdown/outline.ts'
import type { Catalog } from '../pages/catalog.ts'
import type { Step } from '../pages/front-matter.ts'
import type { HistoryIndex } from '../pages/history.ts'
import type { Kind } from '../pages/kinds.ts'
import { canSee, variantFor, type Page, type Status } from '../pages/page.ts'
import type { Lang, User } from '../user.ts'
import { changesAddress, stepAddress } from './addresses.ts'
import type { StepRecord } from './progress-store.ts'
import { openQuestion, type OpenQuestion } from './quiz.ts'
import { stepsOf } from './steps.ts'

/** `changed`: done, but the page is no longer as it was read. `waiting`: sent, and to be confirmed by somebody. */
export type StepStatus = 'todo' | 'done' | 'changed' | 'waiting'

export type WalkCheck =
  | { readonly type: 'read' }
  | { readonly type: 'task'; readonly do: string }
  /** `because` is there once the step is done: an answer that was given may be explained. */
  | {
      readonly type: 'quiz'
      readonly questions: readonly (OpenQuestion & { readonly because?: string | undefined })[]
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
  readonly optional: boolean
  readonly check: WalkCheck
  /** The page to read; undefined for an outside link, for a task without a page, and where it is missing. */
  readonly page: string | undefined
  readonly kind: Kind | undefined
  /** Where the step is done; undefined where there is nothing to open. */
  readonly href: string | undefined
  readonly outside: boolean
  /** The page is missing, or a draft: nobody is asked to walk here, and nobody is held up. */
  readonly broken: 'missing' | 'draft' | undefined
  readonly status: StepStatus
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
  readonly revision: BlobId
  readonly steps: readonly WalkStep[]
  /** The first step that has to be walked yet, else the first optional one. */
  readonly next: WalkStep | undefined
  /** How many steps have been walked, changed ones among them. */
  readonly walked: number
  /** Of what has to be walked yet. */
  readonly minutesLeft: number
  readonly begun: boolean
  /** All that has to be walked has been walked. */
  readonly finished: boolean
  /** ISO 8601; empty where nothing has been walked. */
  readonly lastAt: string
}

export interface Shelf {
  readonly catalog: Catalog
  readonly history: HistoryIndex
  /** Where a page went that is no longer at `path`. */
  readonly moved: (path: string) => string | undefined
}

/** A path with what `records` (by step id) say of it. Steps are matched by id alone, wherever they stand. */
export function walkOf(
  user: User,
  page: Page,
  lang: Lang,
  shelf: Shelf,
  records: ReadonlyMap<string, StepRecord> = new Map(),
): Walk {
  const variant = variantFor(page, lang)
  const steps = stepsOf(page, variant.lang).map((step, index) =>
    walkStep({ user, page, lang: variant.lang, shelf, number: index + 1 }, step, records.get(step.id)),
  )
  const ahead = steps.filter((step) => step.status === 'todo' && !step.broken)
  const required = ahead.filter((step) => !step.optional)
  const walked = steps.filter((step) => step.status !== 'todo').length
  return {
    path: page.path,
    title: variant.title,
    lang: variant.lang,
    summary: variant.frontMatter.summary ?? '',
    status: page.status,
    revision: variant.blob,
    steps,
    next: required[0] ?? ahead[0],
    walked,
    minutesLeft: required.reduce((sum, step) => sum + step.minutes, 0),
    begun: walked > 0,
    finished: walked > 0 && required.length === 0,
    lastAt: [...records.values()].reduce(
      (last, { completedAt }) => (completedAt > last ? completedAt : last),
      '',
    ),
  }
}

/** The step to go to from `step`: the next one that is not walked, else one that was left behind. */
export function stepAfter(walk: Walk, step: WalkStep): WalkStep | undefined {
  const ahead = walk.steps.filter((other) => other !== step && other.status === 'todo' && !other.broken)
  return ahead.find((other) => other.number > step.number) ?? ahead.find((other) => !other.optional)
}

/** The page that a step asks to read, where this person may see it; also where it was moved since. */
export function findTarget(user: User, { page: asked }: Step, { catalog, moved }: Shelf): Page | undefined {
  if (asked === undefined) return undefined
  const path = asked.normalize('NFC')
  const target = catalog.find(path) ?? catalog.find(moved(path) ?? '')
  return target && canSee(user, target) ? target : undefined
}

/** What a step's page is now for who reads it: `done` as long as one of its languages is as it was read. */
export function statusOf(page: Page | undefined, record: StepRecord | undefined): StepStatus {
  if (!record) return 'todo'
  if (!page || record.revision === '') return 'done'
  return [...page.variants.values()].some(({ blob }) => blob === record.revision) ? 'done' : 'changed'
}

interface Place {
  readonly user: User
  readonly page: Page
  readonly lang: Lang
  readonly shelf: Shelf
  readonly number: number
}

function walkStep(place: Place, step: Step, record: StepRecord | undefined): WalkStep {
  const { user, lang, shelf, number } = place
  const target = findTarget(user, step, shelf)
  const variant = target && variantFor(target, lang)
  const status = statusOf(target, record)
  return {
    id: step.id,
    number,
    section: step.section,
    title: step.title ?? variant?.title ?? nameOf(step),
    lang: step.title === undefined ? (variant?.lang ?? lang) : lang,
    why: step.why ?? '',
    minutes: step.minutes ?? (variant ? readingMinutes(variant.words) : 0),
    dueDays: step.due === undefined ? undefined : Number.parseInt(step.due, 10),
    optional: step.optional ?? false,
    check: checkOf(step, status !== 'todo'),
    page: target?.path,
    kind: target?.kind,
    href: target
      ? stepAddress(target.path, place.page.path, step.id)
      : step.page === undefined
        ? step.url
        : undefined,
    outside: step.page === undefined && step.url !== undefined,
    broken: brokenOf(step, target),
    status,
    record,
    changesHref: status === 'changed' && record ? changesOf(target, record, shelf.history) : undefined,
  }
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
  if (check.type === 'task') return { type: 'task', do: check.do ?? '' }
  const questions = check.questions.map((question) => ({
    ...openQuestion(question),
    ...(given && { because: question.because }),
  }))
  return { type: 'quiz', questions }
}

/** From the version that was read to the present one, of the language in which it was read. */
function changesOf(target: Page | undefined, record: StepRecord, history: HistoryIndex): string | undefined {
  for (const variant of target?.variants.values() ?? []) {
    const read = history.findByBlob(variant.file, record.revision)
    const latest = history.latest(variant.file)
    if (read && latest) return changesAddress(variant.path, variant.lang, read.commit, latest.commit)
  }
  return undefined
}
