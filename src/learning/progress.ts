import { InvalidError, NotFoundError } from '../errors.ts'
import type { Step } from '../pages/front-matter.ts'
import { variantFor, type Page } from '../pages/page.ts'
import type { Pages } from '../pages/pages.ts'
import { findRevision } from '../pages/revisions.ts'
import type { Lang, User } from '../user.ts'
import type { createAttemptStore } from './attempt-store.ts'
import type { FinishRecord } from './finish-store.ts'
import type { Finishing } from './finishing.ts'
import { matchRecords } from './match-records.ts'
import { findTarget, needsConfirming, type StepStatus, type Walk, type WalkStep } from './paths.ts'
import type { ProgressCache } from './progress-cache.ts'
import type { ProgressStore, StepRecord } from './progress-store.ts'
import { gradeQuiz, type Answers, type Grade } from './quiz.ts'
import { findStep } from './steps.ts'
import { shelfOf, type Walks } from './walks.ts'

/** Characters of a task's evidence, and of one answer. */
export const MAX_EVIDENCE = 2_000
export const MAX_ANSWER = 500

export interface StepInput {
  readonly answers?: Answers | undefined
  /** A link or a sentence. */
  readonly evidence?: string | undefined
  /** The language in which the step was shown; undefined: the person's, else the path's own. */
  readonly lang?: Lang | undefined
  /** The blob id of the page that was shown; undefined: the present one. */
  readonly revision?: string | undefined
}

export interface Completion {
  readonly status: StepStatus
  readonly revision: string
  /** Whether this was kept; a quiz with a wrong answer is not. */
  readonly recorded: boolean
  /** By question, for a quiz that was graded. */
  readonly grades: readonly Grade[] | undefined
  /** The record that this step made, where it was the last. */
  readonly finish: FinishRecord | undefined
}

export interface ProgressDeps {
  readonly pages: Pages
  readonly store: ProgressStore
  readonly attempts: ReturnType<typeof createAttemptStore>
  readonly cache: ProgressCache
  readonly walks: Walks
  readonly finishing: Finishing
  readonly getPath: (user: User, path: string) => Page
  readonly tellWaiting: (user: User, walk: Walk, step: WalkStep) => Promise<void>
  readonly now: () => Date
}

export type Progress = ReturnType<typeof createProgress>

/** Completing and reopening steps: everybody their own, never another's. */
export function createProgress(deps: ProgressDeps) {
  const { pages, store, attempts, cache, walks, finishing, getPath, tellWaiting, now } = deps

  const findRecord = async (user: User, page: Page, stepId: string): Promise<StepRecord | undefined> =>
    matchRecords(page, (await cache.of(user.id)).steps, pages.content).get(stepId)

  const stepIn = async (user: User, page: Page, lang: Lang, id: string) => {
    const walk = await walks.walk(user, page, lang)
    const step = walk.steps.find((one) => one.id === id)
    if (!step) throw new NotFoundError('learning.step.missing')
    return { walk, step }
  }

  return {
    /**
     * Records that `user` has done a step, at the revision of its page. A step that was done before needs no new
     * evidence or answers: doing it again says that what changed since has been read. A task that is to be confirmed
     * waits for a lead or the buddy, who are told.
     * @throws NotFoundError for a path or a step that is not there (or not theirs to see), InvalidError for a task
     * without evidence, a quiz without answers, a step that others come before, and a path within it that is not
     * finished.
     */
    async completeStep(user: User, path: string, stepId: string, input: StepInput = {}): Promise<Completion> {
      const page = getPath(user, path)
      const lang = input.lang ?? user.lang ?? page.original.lang
      const step = findStep(page, stepId, lang)
      if (!step) throw new NotFoundError('learning.step.missing')
      const { step: before } = await stepIn(user, page, lang, step.id)
      refuseTooEarly(before)
      const earlier = before.record?.state === 'back' ? undefined : before.record
      const target = findTarget(user, step, shelfOf(pages.content))
      const { grades, ...proof } = prove(step, input, earlier)
      if (grades?.some((grade) => !grade.right)) {
        const wrong = grades.flatMap(({ right }, index) => (right ? [] : [index]))
        await attempts.add({
          userId: user.id,
          path: page.path,
          stepId: step.id,
          at: now().toISOString(),
          wrong,
        })
        const revision = earlier?.revision ?? ''
        return { status: before.status, revision, recorded: false, grades, finish: undefined }
      }
      const revision = readRevision(pages, target, lang, input.revision)
      const state = stateOf(step, earlier, proof.evidence)
      const isSame =
        earlier?.revision === revision && earlier.state === state && proof.evidence === earlier.evidence
      await store.put(user.id, {
        path: page.path,
        stepId: step.id,
        revision,
        page: target?.path,
        completedAt: isSame ? earlier.completedAt : notBefore(earlier, now()),
        state,
        ...proof,
      })
      cache.forget(user.id)
      const { walk, step: after } = await stepIn(user, page, lang, step.id)
      if (state === 'waiting' && !isSame) await tellWaiting(user, walk, after)
      const finish = await finishing.finishIfWalked(user, page, lang)
      return { status: after.status, revision, recorded: true, grades, finish }
    },

    /**
     * Takes a completed step back. One that is no longer on its path can be taken back, too. The record of a path
     * that was walked to its end stays.
     * @throws NotFoundError for a path that is not there, and for a step that neither is nor was.
     */
    async reopenStep(user: User, path: string, stepId: string): Promise<void> {
      const page = getPath(user, path)
      const id = stepId.normalize('NFC')
      let record = await findRecord(user, page, id)
      if (!record && !findStep(page, id, page.original.lang)) throw new NotFoundError('learning.step.missing')
      // Kept under a former path or id as well, it would come back from there.
      for (; record; record = await findRecord(user, page, id)) {
        await store.remove(user.id, record.path, record.stepId)
        cache.forget(user.id)
      }
    },
  }
}

function refuseTooEarly({ status, locked, subpath }: WalkStep): void {
  if (status !== 'todo') return
  const [first] = locked
  if (first) throw new InvalidError('learning.locked', { title: first.title })
  if (subpath && !subpath.finished) {
    throw new InvalidError('learning.subpath.open', { walked: subpath.walked, total: subpath.total })
  }
}

/** What was confirmed stays so, unless something else is left instead. */
function stateOf(
  step: Step,
  earlier: StepRecord | undefined,
  evidence: string | undefined,
): StepRecord['state'] {
  if (!needsConfirming(step)) return 'done'
  return earlier?.state === 'done' && evidence === earlier.evidence ? 'done' : 'waiting'
}

/** A clock that was put back must not date a step before it was done first. */
function notBefore(earlier: StepRecord | undefined, now: Date): string {
  const time = now.toISOString()
  return earlier && earlier.completedAt > time ? earlier.completedAt : time
}

/** What is kept as proof of the step, by its kind. */
function prove(
  step: Step,
  { answers, evidence }: StepInput,
  earlier: StepRecord | undefined,
): Pick<StepRecord, 'answers' | 'evidence'> & { grades: readonly Grade[] | undefined } {
  const kept = { answers: earlier?.answers, evidence: earlier?.evidence, grades: undefined }
  if (step.check.type === 'quiz') {
    if (answers === undefined && earlier) return kept
    return { ...kept, answers, grades: gradeQuiz(step.check.questions, checkLengths(answers ?? [])) }
  }
  if (step.check.type === 'task') {
    const said = evidence?.trim() ?? ''
    if (said.length > MAX_EVIDENCE) {
      throw new InvalidError('learning.evidence.long', { max: MAX_EVIDENCE }, { field: 'evidence' })
    }
    if (said === '' && !earlier)
      throw new InvalidError('learning.evidence.missing', {}, { field: 'evidence' })
    return said === '' ? kept : { ...kept, evidence: said }
  }
  return kept
}

function checkLengths(answers: Answers): Answers {
  const long = answers.findIndex(
    (given) => given.length > 20 || given.some((answer) => answer.length > MAX_ANSWER),
  )
  if (long < 0) return answers
  throw new InvalidError(
    'learning.answers.long',
    { number: long + 1, max: MAX_ANSWER },
    { field: `a${long}` },
  )
}

/** The revision that was shown, if it is one of this page's; else what would be shown now. */
function readRevision(
  { content }: Pages,
  target: Page | undefined,
  lang: Lang,
  shown: string | undefined,
): string {
  if (!target) return ''
  if (shown !== undefined) {
    const isPresent = [...target.variants.values()].some(({ blob }) => blob === shown)
    if (isPresent || findRevision(content, target, shown)) return shown
  }
  return variantFor(target, lang).blob
}
