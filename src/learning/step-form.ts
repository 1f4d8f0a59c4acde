import { z } from 'zod'
import { InvalidError } from '../errors.ts'
import { langs } from '../user.ts'
import type { Answers } from './quiz.ts'

/** The form of one step, as `views/learning/step-form.ejs` sends it. Other fields (a score, a person) are ignored. */
const StepForm = z.object({
  path: z.string().min(1).max(600),
  step: z.string().min(1).max(80),
  action: z.enum(['done', 'undo']),
  lang: z.enum(langs).optional(),
  revision: z.string().max(64).optional(),
  back: z.string().max(2_000).optional(),
  evidence: z.string().optional(),
})

export type StepForm = z.infer<typeof StepForm> & { readonly answers: Answers | undefined }

/** @throws InvalidError for what no form of ours sends. */
export function parseStepForm(body: unknown): StepForm {
  const parsed = StepForm.safeParse(body ?? {})
  if (!parsed.success) {
    throw new InvalidError('learning.form', { field: parsed.error.issues[0]?.path.join('.') ?? '' })
  }
  return { ...parsed.data, answers: answersIn(body as Record<string, unknown>) }
}

const ANSWER = /^a(\d{1,2})$/

/** The fields `a0`, `a1`, ...: each a text, or several where several boxes were ticked. */
function answersIn(body: Record<string, unknown>): Answers | undefined {
  const answers: string[][] = []
  for (const [name, value] of Object.entries(body)) {
    const index = ANSWER.exec(name)?.[1]
    if (index === undefined) continue
    const given = (Array.isArray(value) ? value : [value]).filter(
      (one): one is string => typeof one === 'string',
    )
    answers[Number(index)] = given
  }
  // A question without a tick sends nothing.
  return answers.length > 0 ? Array.from(answers, (given) => given ?? []) : undefined
}
