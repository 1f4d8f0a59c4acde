import { InvalidError, NotFoundError } from '../errors.ts'
import type { Step } from '../pages/front-matter.ts'
import { variantFor, type Page } from '../pages/page.ts'
import type { Pages } from '../pages/pages.ts'
import type { Lang, User } from '../user.ts'
import { statusOf, type StepStatus } from './paths.ts'
import type { ProgressCache } from './progress-cache.ts'
import type { ProgressStore, StepRecord } from './progress-store.ts'
import { gradeQuiz, type Answers, type Grade } from './quiz.ts'
import { findStep } from './steps.ts'

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
}

export interface ProgressDeps {
  readonly pages: Pages
  readonly store: ProgressStore
  readonly cache: ProgressCache
  readonly getPath: (user: User, path: string) => Page
  readonly findTarget: (user: User, step: Step) => Page | undefined
  readonly now: () => Date
}

export type Progress = ReturnType<typeof createProgress>

/** Completing and reopening steps: everybody their own, never another's. */
export function createProgress({ pages, store, cache, getPath, findTarget, now }: ProgressDeps) {
  const findRecord = async (user: User, path: string, stepId: string) =>
    (await cache.recordsOf(user.id)).get(path)?.get(stepId)

  return {
    /**
     * Records that `user` has done a step, at the revision of its page. A step that was done before needs no new
     * evidence or answers: doing it again says that what changed since has been read.
     * @throws NotFoundError for a path or a step that is not there (or not theirs to see), InvalidError for a task
     * without evidence and a quiz without answers.
     */
    async completeStep(user: User, path: string, stepId: string, input: StepInput = {}): Promise<Completion> {
      const page = getPath(user, path)
      const lang = input.lang ?? user.lang ?? page.original.lang
      const step = findStep(page, stepId, lang)
      if (!step) throw new NotFoundError('learning.step.missing')
      const earlier = await findRecord(user, page.path, step.id)
      const target = findTarget(user, step)
      const { grades, ...proof } = prove(step, input, earlier)
      if (grades?.some((grade) => !grade.right)) {
        return {
          status: statusOf(target, earlier),
          revision: earlier?.revision ?? '',
          recorded: false,
          grades,
        }
      }
      const revision = readRevision(pages, target, lang, input.revision)
      const again = earlier?.revision === revision
      const completedAt = again ? earlier.completedAt : now().toISOString()
      const record = { path: page.path, stepId: step.id, revision, completedAt, ...proof }
      await store.put(user.id, record)
      cache.forget(user.id)
      return { status: statusOf(target, record), revision, recorded: true, grades }
    },

    /**
     * Takes a completed step back. One that is no longer on its path can be taken back, too.
     * @throws NotFoundError for a path that is not there, and for a step that neither is nor was.
     */
    async reopenStep(user: User, path: string, stepId: string): Promise<void> {
      const page = getPath(user, path)
      const id = stepId.normalize('NFC')
      const known = findStep(page, id, page.original.lang) ?? (await findRecord(user, page.path, id))
      if (!known) throw new NotFoundError('learning.step.missing')
      await store.remove(user.id, page.path, id)
      cache.forget(user.id)
    },
  }
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
  const variants = [...target.variants.values()]
  const wasShown =
    shown !== undefined &&
    variants.some(({ file, blob }) => blob === shown || content.history.findByBlob(file, shown))
  return wasShown ? shown : variantFor(target, lang).blob
}
