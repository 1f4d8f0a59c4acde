import { z } from 'zod'
import { gapKinds, gapStatuses } from './gap.ts'
import { MAX_REASON } from './deciding.ts'
import { MAX_NOTE, MAX_WISH } from './wishing.ts'

/** An empty date field is no date. */
const due = z
  .string()
  .trim()
  .transform((day) => (day === '' ? undefined : day))
  .pipe(
    z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}$/, 'gaps.due.invalid')
      .optional(),
  )
  .optional()
const query = z.string().max(MAX_WISH, 'gaps.wish.long')
const note = z.string().max(MAX_NOTE, 'gaps.note.long').default('')
const reason = z.string().max(MAX_REASON, 'gaps.reason.long').default('')
const page = z.string().max(600).default('')

export const WishForm = z.object({ query, note })
export const TakeForm = z.object({ due })
export const GiveForm = z.object({ to: z.string().max(100), due })
export const CloseForm = z.object({ reason, page })

export const GapQuery = z.object({
  kind: z.enum(gapKinds).optional().catch(undefined),
  status: z
    .enum([...gapStatuses, 'all'])
    .optional()
    .catch(undefined),
  done: z.string().optional(),
})
export const DaysQuery = z.object({ days: z.enum(['7', '30']).default('7').catch('7') })

/** What programs send to decide about a gap. */
export const DecisionBody = z.discriminatedUnion('action', [
  z.object({ action: z.literal('take'), due }),
  z.object({ action: z.literal('give'), to: z.string().max(100), due }),
  z.object({ action: z.literal('put-back') }),
  z.object({ action: z.literal('close'), reason, page }),
])
export const WishBody = z.object({
  query: z.string().max(MAX_WISH),
  note: z.string().max(MAX_NOTE).default(''),
})
export const ApiGapQuery = z.object({
  kind: z.enum(gapKinds).optional(),
  status: z.enum([...gapStatuses, 'all']).optional(),
})
export const ApiDaysQuery = z.object({ days: z.enum(['7', '30']).default('30') })
