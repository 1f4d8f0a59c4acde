import { z } from 'zod'
import { langs } from '../user.ts'

const handle = z.string().max(200)
const path = z.string().max(600)
const day = z.string().max(40)
const month = z
  .string()
  .regex(/^\d{4}-\d{2}$/)
  .or(z.literal(''))
  .optional()

/** Handles as they are typed: several with commas or spaces between them. */
const handles = z
  .string()
  .max(4_000, 'team.handle.many')
  .transform((typed) => typed.split(/[\s,，、]+/u).filter((one) => one !== ''))

export const AssignForm = z.object({
  handle: handles.default([]),
  start: day.default(''),
  buddy: handle.optional(),
})

export const JoinerForm = z.object({ role: z.string().max(40).default(''), buddy: handle.optional() })

/** Where to go back to: the path's own page of assignments, or the person. */
export const BackForm = z.object({ back: z.string().max(600).optional() })

export const AssignBody = z.object({
  handle: handle.min(1),
  start: day.min(1),
  buddy: handle.nullish().transform((given) => given ?? undefined),
})

export const JoinerBody = z.object({
  role: z.string().max(40),
  buddy: handle.nullish().transform((given) => given ?? undefined),
})

export const TeamQuery = z.object({ path: path.optional(), cohort: month, done: z.string().optional() })
export const FrictionQuery = z.object({ path: path.optional() })
export const ApiQuery = z.object({ path: path.optional(), cohort: month, lang: z.enum(langs).optional() })
