import type { Question, Step } from '../../pages/front-matter.ts'

/** A step as the editor's form has it: texts, as they were typed. */
export interface StepDraft {
  readonly id: string
  /** Of a page or of an outside link; neither for a task by itself. */
  readonly page: string
  readonly url: string
  readonly title: string
  readonly section: string
  readonly why: string
  readonly minutes: string
  /** Working days. */
  readonly due: string
  readonly optional: boolean
  readonly after: readonly string[]
  readonly check: 'read' | 'quiz' | 'task'
  readonly do: string
  readonly confirm: boolean
  readonly questions: readonly QuestionDraft[]
}

export interface QuestionDraft {
  /** Which question of the file it was, from 0; empty for a new one. */
  readonly from: string
  readonly ask: string
  readonly options: readonly OptionDraft[]
  /** Short answers that are right, one a line. */
  readonly accept: string
  readonly because: string
}

export interface OptionDraft {
  readonly text: string
  readonly right: boolean
}

export const EMPTY_STEP: StepDraft = {
  id: '',
  page: '',
  url: '',
  title: '',
  section: '',
  why: '',
  minutes: '',
  due: '',
  optional: false,
  after: [],
  check: 'read',
  do: '',
  confirm: false,
  questions: [],
}

export const EMPTY_QUESTION: QuestionDraft = { from: '', ask: '', options: [], accept: '', because: '' }

/** A step of the file as the form shows it. */
export function draftOf({ id, check, ...step }: Step): StepDraft {
  return {
    ...EMPTY_STEP,
    id,
    page: step.page ?? '',
    url: step.url ?? '',
    title: step.title ?? '',
    section: step.section ?? '',
    why: step.why ?? '',
    minutes: step.minutes === undefined ? '' : String(step.minutes),
    due: step.due === undefined ? '' : String(Number.parseInt(step.due, 10)),
    optional: step.optional ?? false,
    after: step.after ?? [],
    check: check.type,
    ...(check.type === 'task' && { do: check.do ?? '', confirm: check.confirm ?? false }),
    ...(check.type === 'quiz' && { questions: check.questions.map(questionDraft) }),
  }
}

function questionDraft(
  { ask, options = [], answer = [], accept = [], because }: Question,
  index: number,
): QuestionDraft {
  const right = new Set(answer)
  return {
    from: String(index),
    ask,
    options: options.map((text) => ({ text, right: right.has(text) })),
    accept: [...accept, ...(options.length === 0 ? answer : [])].join('\n'),
    because: because ?? '',
  }
}

/** What the form says, without the empty rows that it offers. */
export function trimmed(draft: StepDraft): StepDraft {
  const questions = draft.questions
    .map((question) => ({
      ...question,
      ask: question.ask.trim(),
      because: question.because.trim(),
      accept: linesOf(question.accept).join('\n'),
      options: question.options
        .map(({ text, right }) => ({ text: text.trim(), right }))
        .filter(({ text }) => text !== ''),
    }))
    .filter(({ ask, options, accept }) => ask !== '' || options.length > 0 || accept !== '')
  return {
    ...draft,
    title: draft.title.trim(),
    section: draft.section.trim(),
    why: draft.why.trim(),
    minutes: draft.minutes.trim(),
    due: draft.due.trim(),
    do: draft.do.trim(),
    questions,
  }
}

export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
}
