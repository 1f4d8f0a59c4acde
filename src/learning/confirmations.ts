import { ForbiddenError, InvalidError, NotFoundError } from '../errors.ts'
import type { Page } from '../pages/page.ts'
import type { Pages } from '../pages/pages.ts'
import { presentPath } from '../pages/redirects.ts'
import { hasRole, type Lang, type User } from '../user.ts'
import type { WaitingItem } from '../waiting.ts'
import type { Assignments } from './assignment.ts'
import type { Finishing } from './finishing.ts'
import { matchRecords } from './match-records.ts'
import type { WalkingPeople } from './people.ts'
import type { Walk, WalkStep } from './paths.ts'
import type { ProgressCache } from './progress-cache.ts'
import { byPath } from './progress-cache.ts'
import type { ProgressStore, StepRecord } from './progress-store.ts'
import type { Telling } from './telling.ts'
import type { Walks } from './walks.ts'

export const MAX_SAID = 1_000

/** A task that somebody did and that waits for a lead or their buddy. */
export interface WaitingTask {
  readonly handle: string
  readonly name: string
  readonly path: string
  readonly pathTitle: string
  readonly pathLang: Lang
  readonly stepId: string
  readonly title: string
  readonly titleLang: Lang
  /** What the step asks for. */
  readonly task: string
  readonly evidence: string
  /** ISO 8601, UTC; names what was left, so that nobody confirms what they have not seen. */
  readonly sentAt: string
}

/** What is decided on: somebody's step, as it was left at `sentAt` (undefined: as it is now). */
export interface WaitingPlace {
  readonly handle: string
  readonly path: string
  readonly stepId: string
  readonly sentAt?: string | undefined
}

export interface ConfirmationDeps {
  readonly pages: Pages
  readonly store: ProgressStore
  readonly cache: ProgressCache
  readonly people: WalkingPeople
  readonly walks: Walks
  readonly finishing: Finishing
  readonly telling: Telling
  readonly assignments: () => Assignments
  readonly now: () => Date
}

export type Confirmations = ReturnType<typeof createConfirmations>

/** Tasks that are done once somebody says so: a lead, or the buddy of who walks. */
export function createConfirmations(deps: ConfirmationDeps) {
  const { pages, store, cache, people, walks, finishing, telling, assignments, now } = deps
  const { content } = pages

  /** Nobody confirms their own tasks, but for the only lead there is. */
  const mayConfirm = async (by: User, walkerId: string, path: string): Promise<boolean> => {
    if (by.id === walkerId) return hasRole(by, 'lead') && (await people.leads()).length <= 1
    if (hasRole(by, 'lead')) return true
    return (await assignments().assignmentOf(walkerId, path))?.buddy?.id === by.id
  }

  const describe = async (by: User, lang: Lang, row: WaitingRow): Promise<WaitingTask | undefined> => {
    const page = pages.find(by, presentPath(content, row.path))
    if (page?.kind !== 'path') return undefined
    const walk = await walks.walk(by, page, lang)
    const step = stepOf(walk, page, row)
    if (step?.check.type !== 'task' || !step.check.confirm) return undefined
    return {
      handle: row.handle,
      name: row.name,
      path: page.path,
      pathTitle: walk.title,
      pathLang: walk.lang,
      stepId: step.id,
      title: step.title,
      titleLang: step.lang,
      task: step.check.do,
      evidence: row.evidence ?? '',
      sentAt: row.completedAt,
    }
  }
  /** The step of the path that a record is about, whatever its id was then. */
  const stepOf = (walk: Walk, page: Page, row: StepRecord): WalkStep | undefined => {
    const matched = [...matchRecords(page, byPath([row]), content).keys()]
    return walk.steps.find(({ id }) => matched.includes(id))
  }

  const listFor = async (by: User, lang: Lang): Promise<WaitingTask[]> => {
    const tasks: WaitingTask[] = []
    for (const row of await store.waiting()) {
      if (!(await mayConfirm(by, row.userId, presentPath(content, row.path)))) continue
      const task = await describe(by, lang, row)
      if (task) tasks.push(task)
    }
    return tasks
  }

  /** Decides on a waiting task and lets its walker know. */
  const decide = async (
    by: User,
    place: WaitingPlace,
    state: 'done' | 'back',
    said: string,
  ): Promise<void> => {
    const page = pages.find(by, presentPath(content, place.path.normalize('NFC')))
    const walker = await people.findByHandle(place.handle)
    const id = place.stepId.normalize('NFC')
    if (page?.kind !== 'path' || !walker) throw new NotFoundError('learning.confirm.missing')
    if (!(await mayConfirm(by, walker.id, page.path))) throw new ForbiddenError('learning.confirm.notYours')
    const lang = walker.lang ?? page.original.lang
    const step = (await walks.walk(walker, page, lang)).steps.find((one) => one.id === id)
    if (!step) throw new NotFoundError('learning.step.missing')
    const { record } = step
    if (step.status !== 'waiting' || !record) throw new InvalidError('learning.confirm.settled')
    const { path, stepId } = record
    const decision = { state, by: by.id, at: now().toISOString(), said }
    const sentAt = place.sentAt ?? record.completedAt
    if (!(await store.decide({ userId: walker.id, path, stepId }, sentAt, decision))) {
      throw new InvalidError('learning.confirm.changed')
    }
    cache.forget(walker.id)
    if (state === 'back') return telling.sentBack(walker, by, page.path, step, said)
    await telling.confirmed(walker, by, page.path, step)
    await finishing.finishIfWalked(walker, page, lang)
  }

  return {
    /**
     * What waits for `by`, longest first: of everybody for leads, of those they accompany for buddies.
     * @throws ForbiddenError for those who are neither.
     */
    async waitingTasks(by: User, lang: Lang): Promise<WaitingTask[]> {
      const accompanies = (await assignments().accompaniedBy(by.id)).length > 0
      if (!hasRole(by, 'lead') && !accompanies) throw new ForbiddenError('learning.confirm.notYours')
      return listFor(by, lang)
    },

    /**
     * Says that a task is done.
     * @throws ForbiddenError for who is neither lead nor buddy, NotFoundError, InvalidError for what does not wait.
     */
    confirmStep: (by: User, place: WaitingPlace): Promise<void> => decide(by, place, 'done', ''),

    /**
     * Says what is missing; the step is open again, with what was left.
     * @throws as `confirmStep`, and InvalidError (said) without a sentence.
     */
    async sendBack(by: User, place: WaitingPlace, sentence: string): Promise<void> {
      const said = sentence.trim()
      if (said === '') throw new InvalidError('learning.confirm.said.missing', {}, { field: 'said' })
      if (said.length > MAX_SAID) {
        throw new InvalidError('learning.confirm.said.long', { max: MAX_SAID }, { field: 'said' })
      }
      await decide(by, place, 'back', said)
    },

    /** For the home page: what this person is to confirm. */
    async waitingFor(by: User, lang: Lang): Promise<WaitingItem[]> {
      return (await listFor(by, lang)).map((task) => ({
        key: 'learning.waits.confirm',
        params: { name: task.name },
        title: task.title,
        lang: task.titleLang,
        href: `/confirmations#${task.handle}`,
        icon: 'task',
        at: task.sentAt,
      }))
    },
  }
}

type WaitingRow = Awaited<ReturnType<ProgressStore['waiting']>>[number]
