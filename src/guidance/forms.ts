import { z } from 'zod'
import { outcomes } from './application-log.ts'
import { MAX_NOTE, MAX_WHERE } from './applications.ts'

const where = z.string().max(MAX_WHERE, 'guidance.where.long')
const note = z.string().max(MAX_NOTE, 'guidance.note.long')
const day = z.iso.date('guidance.action.day')
const reason = z.string().max(2_000, 'guidance.reason.long')
const path = z.string().max(600)

/** The form under a lesson. */
export const ApplyForm = z.object({
  where: where.default(''),
  outcome: z.enum(outcomes, 'guidance.outcome.missing'),
  note: note.default(''),
})
export const ApplyBody = z.strictObject({
  where: z.string(),
  outcome: z.enum(outcomes),
  note: z.string().default(''),
})
export const RemoveForm = z.object({ id: z.string().min(1).max(100) })

/** How two lessons that contradict each other are settled. */
export const ResolveForm = z.discriminatedUnion('way', [
  z.object({ id: z.string().max(40), way: z.literal('supersede'), keep: path }),
  z.object({
    id: z.string().max(40),
    way: z.literal('conflict'),
    follows: path.optional(),
    direction: path.optional(),
  }),
  z.object({ id: z.string().max(40), way: z.literal('agree'), reason: reason.default('') }),
])

const item = z.coerce.number().int().min(0).max(1_000)

/** A lesson from what was learned, with one action. */
export const DrawForm = z.object({
  item,
  learned: z.string().max(1_000),
  what: z.string().max(1_000, 'guidance.action.long').default(''),
  owner: z.string().trim().max(100).default(''),
  by: z
    .literal('')
    .transform(() => undefined)
    .or(day)
    .optional(),
})
export const DrawBody = DrawForm.extend({ by: day.optional() })

export const TickForm = z.object({
  item,
  what: z.string().max(1_000),
  done: z.enum(['yes', 'no']).transform((word) => word === 'yes'),
})
export const TickBody = z.strictObject({ what: z.string().max(1_000).optional(), done: z.boolean() })
