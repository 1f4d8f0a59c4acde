import type { OptionDraft, QuestionDraft, StepDraft } from './draft.ts'

/** Names and values of a form. */
export type Fields = Readonly<Record<string, string>>

/**
 * The steps of a form in order. `mode` is `words` where a translation is edited: then the original says which steps
 * there are.
 */
export interface StepsDraft {
  readonly mode: 'steps' | 'words'
  /** The path that is edited; empty for a new one. */
  readonly of: string
  /** Paths that come first, as typed. */
  readonly after: string
  readonly steps: readonly StepDraft[]
}

const FIELD = /^(?:steps(?:-of|-after|-add)?|s\d{1,3}-[\s\S]+)$/
/** More fields than that make a form that is slow to fill in and that the server would not read. */
export const MOST_FIELDS = 1_500

export function isStepsField(name: string): boolean {
  return FIELD.test(name)
}

/** Undefined where a form has no steps in it. */
export function readFields(fields: Fields): StepsDraft | undefined {
  if (fields.steps !== 'steps' && fields.steps !== 'words') return undefined
  const count = countOf(fields, /^s(\d+)-id$/)
  const steps = Array.from({ length: count }, (_, index) => readStep(fields, `s${index}-`))
  return { mode: fields.steps, of: fields['steps-of'] ?? '', after: fields['steps-after'] ?? '', steps }
}

export function writeFields({ mode, of, after, steps }: StepsDraft): Record<string, string> {
  const fields: Record<string, string> = { steps: mode, 'steps-of': of, 'steps-after': after }
  for (const [index, step] of steps.entries()) writeStep(fields, `s${index}-`, step)
  return fields
}

const TEXTS = ['id', 'page', 'url', 'title', 'section', 'why', 'minutes', 'due', 'do'] as const

function readStep(fields: Fields, at: string): StepDraft {
  const text = (name: string) => fields[at + name] ?? ''
  const texts = Object.fromEntries(TEXTS.map((name) => [name, text(name)])) as Record<
    (typeof TEXTS)[number],
    string
  >
  const ticked = Object.keys(fields)
    .filter((name) => name.startsWith(`${at}after-`))
    .map((name) => name.slice(at.length + 'after-'.length))
  const typed = text('after').split(/[,\s]+/u)
  const check = text('check')
  const questions = countOf(fields, new RegExp(`^${at}q(\\d+)-ask$`))
  return {
    ...texts,
    optional: text('optional') !== '',
    confirm: text('confirm') !== '',
    after: [...new Set([...ticked, ...typed])].filter(Boolean),
    check: check === 'quiz' || check === 'task' ? check : 'read',
    questions: Array.from({ length: questions }, (_, index) => readQuestion(fields, `${at}q${index}-`)),
  }
}

function readQuestion(fields: Fields, at: string): QuestionDraft {
  const count = countOf(fields, new RegExp(`^${at}o(\\d+)$`))
  const options = Array.from({ length: count }, (_, index): OptionDraft => ({
    text: fields[`${at}o${index}`] ?? '',
    right: (fields[`${at}r${index}`] ?? '') !== '',
  }))
  return {
    from: fields[`${at}from`] ?? '',
    ask: fields[`${at}ask`] ?? '',
    accept: fields[`${at}accept`] ?? '',
    because: fields[`${at}because`] ?? '',
    options,
  }
}

function writeStep(fields: Record<string, string>, at: string, step: StepDraft): void {
  for (const name of TEXTS) fields[at + name] = step[name]
  if (step.optional) fields[`${at}optional`] = '1'
  if (step.confirm) fields[`${at}confirm`] = '1'
  fields[`${at}check`] = step.check
  for (const id of step.after) fields[`${at}after-${id}`] = '1'
  for (const [index, question] of step.questions.entries()) writeQuestion(fields, `${at}q${index}-`, question)
}

function writeQuestion(fields: Record<string, string>, at: string, question: QuestionDraft): void {
  for (const name of ['from', 'ask', 'accept', 'because'] as const) fields[at + name] = question[name]
  for (const [index, { text, right }] of question.options.entries()) {
    fields[`${at}o${index}`] = text
    if (right) fields[`${at}r${index}`] = '1'
  }
}

/** One more than the largest number in these names. */
function countOf(fields: Fields, pattern: RegExp): number {
  const numbers = Object.keys(fields).flatMap((name) => pattern.exec(name)?.[1] ?? [])
  return Math.min(MOST_FIELDS, Math.max(-1, ...numbers.map(Number)) + 1)
}
