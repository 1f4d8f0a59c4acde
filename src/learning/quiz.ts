import { InvalidError } from '../errors.ts'
import type { Question } from '../pages/front-matter.ts'

/** What was answered to each question, in their order; several where several options were chosen. */
export type Answers = readonly (readonly string[])[]

/** A question as it may be shown: without its answer. */
export interface OpenQuestion {
  readonly ask: string
  /** Undefined: answered in one's own words. */
  readonly options: readonly string[] | undefined
  readonly multiple: boolean
}

export interface Grade {
  readonly right: boolean
  /** Why the right answer is right. */
  readonly because: string | undefined
}

export function openQuestion({ ask, options, answer = [] }: Question): OpenQuestion {
  const choices = options && options.length > 0 ? options : undefined
  return { ask, options: choices, multiple: choices !== undefined && answer.length > 1 }
}

/**
 * Grades a quiz. Only the answers count; a score that somebody sends along is not looked at.
 * @throws InvalidError for a question that is not answered, so that nobody is told why before having thought.
 */
export function gradeQuiz(questions: readonly Question[], answers: Answers): readonly Grade[] {
  if (answers.length > questions.length)
    throw new InvalidError('learning.answers.tooMany', { count: questions.length })
  const given = questions.map((_question, index) =>
    (answers[index] ?? []).filter((answer) => answer.trim() !== ''),
  )
  const open = given.findIndex((answer) => answer.length === 0)
  if (open >= 0)
    throw new InvalidError('learning.answers.missing', { number: open + 1 }, { field: `a${open}` })
  return questions.map((question, index) => ({
    right: isRight(question, given[index] ?? []),
    because: question.because,
  }))
}

function isRight(question: Question, given: readonly string[]): boolean {
  const { options, multiple } = openQuestion(question)
  const wanted = question.answer ?? []
  if (options) return (multiple || given.length === 1) && sameSet(given.map(exactly), wanted.map(exactly))
  const accepted = [...(question.accept ?? []), ...wanted].map(loosely)
  // A question without a right answer asks for a thought, and any is one.
  return (
    accepted.length === 0 || given.some((answer) => accepted.some((right) => says(loosely(answer), right)))
  )
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  const left = new Set(a)
  const right = new Set(b)
  return left.size === right.size && [...left].every((text) => right.has(text))
}

function exactly(text: string): string {
  return text.normalize('NFC').trim()
}

/** As people type: no matter the case, the spaces, the quotes and the full stop. */
function loosely(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s.,!?"'“”‘’]+/gu, '')
}

/** `롤백이에요` says `롤백`. */
function says(answer: string, right: string): boolean {
  if (answer === right) return true
  return (
    right !== '' &&
    answer.startsWith(right) &&
    /^(이에요|예요|이요|요|입니다|이다|임)$/u.test(answer.slice(right.length))
  )
}
