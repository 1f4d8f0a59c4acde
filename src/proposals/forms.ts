import { z } from 'zod'
import { EditorForm } from '../pages/editor.ts'
import { langs } from '../user.ts'
import { MAX_REASON } from './deciding.ts'
import { MAX_REMARK } from './discussing.ts'
import { MAX_WHY } from './writing.ts'

/** The editor's form, and why. */
export const ProposeForm = EditorForm.extend({
  why: z.string().max(MAX_WHY, 'proposals.why.tooLong').default(''),
  /** `draft`: kept for its author alone. */
  as: z.enum(['draft', 'proposal']).default('proposal'),
  revising: z.enum(['draft', 'shown', '']).optional(),
})
export type ProposeForm = z.infer<typeof ProposeForm>

export const decisions = ['accept', 'ask', 'decline', 'withdraw', 'reopen', 'show'] as const

const commit = z.string().regex(/^[0-9a-f]{40}$/)

/** Beside these: for each overlapping file `file-N`, `theirs-N` and its choices. */
export const DecisionForm = z
  .object({
    decision: z.enum(decisions),
    reason: z.string().max(MAX_REASON, 'proposals.reason.tooLong').default(''),
    tip: commit.optional(),
    asNew: z.literal('yes').optional(),
    lookAgain: z.literal('yes').optional(),
  })
  .catchall(z.string())
export type DecisionForm = z.infer<typeof DecisionForm>

const lineNumber = z.coerce.number().int().min(1).max(10_000_000)

export const RemarkForm = z.object({
  text: z.string().max(MAX_REMARK, 'proposals.remark.tooLong').default(''),
  thread: z.string().max(60).optional(),
  file: z.string().max(1_000).optional(),
  side: z.enum(['old', 'new']).default('new'),
  line: lineNumber.optional(),
  revision: commit.optional(),
  view: z.enum(['source', 'page']).optional(),
})

export const SettleForm = z.object({ settled: z.enum(['yes', 'no']) })

export const ListQuery = z
  .object({
    show: z.enum(['open', 'mine', 'closed']).default('open'),
    page: z.string().max(600).optional(),
    sheet: z.coerce.number().int().min(1).max(10_000).default(1),
  })
  .loose()

/** `at=0-n41`: line 41 of the first file as it is to be; `o` is the side before. */
export const ViewQuery = z
  .object({
    view: z.enum(['source', 'page']).default('source'),
    at: z
      .string()
      .regex(/^\d{1,4}-[on]\d{1,8}$/)
      .optional(),
    reply: z.string().max(60).optional(),
  })
  .loose()

export const NewQuery = z
  .object({
    path: z.string().max(600),
    title: z.string().max(300),
    lang: z.enum(langs),
    closes: EditorForm.shape.closes,
  })
  .partial()
  .loose()
export const LangQuery = z.object({ lang: z.enum(langs).optional(), closes: EditorForm.shape.closes }).loose()
