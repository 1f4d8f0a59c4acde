import { z } from 'zod'
import { langs } from '../user.ts'
import { feedbackKinds, MAX_PASSAGE, MAX_TEXT } from './feedback.ts'

const text = z.string().max(MAX_TEXT, 'feedback.text.long')
/** A selection that is longer is cut: where it begins is enough to find the place. */
const passage = z.string().transform((selected) => selected.slice(0, MAX_PASSAGE))
const stepId = z.string().max(80)

/** The form under a page. */
export const SayForm = z.object({
  path: z.string().max(600),
  kind: z.enum(feedbackKinds),
  lang: z.enum(langs),
  text: text.default(''),
  passage: passage.default(''),
  stepPath: z.string().max(600).optional(),
  stepId: stepId.optional(),
})
export type SayForm = z.infer<typeof SayForm>

export const AnswerForm = z.object({ answer: z.string().max(MAX_TEXT, 'feedback.text.long').default('') })

const Step = z.object({ path: z.string().max(600), id: stepId })
export const OpinionBody = z.object({
  helpful: z.boolean(),
  text: text.default(''),
  passage: passage.default(''),
  lang: z.enum(langs).optional(),
  step: Step.optional(),
})
export const QuestionBody = OpinionBody.omit({ helpful: true })
export const AnswerBody = z.object({ answer: text })
