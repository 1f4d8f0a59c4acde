import { z } from 'zod'
import { verificationStates } from '../pages/review.ts'
import { langs } from '../user.ts'
import { verdicts } from './verification.ts'

const revision = z.string().regex(/^[0-9a-f]{40}$/)
const handle = z.string().trim().min(1, 'upkeep.owner.missing').max(100)
const url = z.string().trim().min(1, 'upkeep.source.url').max(2_000, 'upkeep.source.url')
const path = z.string().max(600)

export const VerdictForm = z.strictObject({
  verdict: z.enum(verdicts, 'upkeep.verdict.missing'),
  revision: revision.optional(),
})
export const VerdictBody = z.strictObject({ verdict: z.enum(verdicts), revision: revision.optional() })

/** `-`: nobody. */
export const NOBODY = '-'
export const HandOverForm = z.strictObject({
  to: handle,
  path: z.union([path.transform((one) => [one]), z.array(path).max(10_000)]).optional(),
})
export const HandOverBody = z.strictObject({
  to: z.string().trim().min(1).max(100).nullable(),
  paths: z.array(path).max(10_000).optional(),
})
export const OwnerBody = z.strictObject({ owner: z.string().trim().min(1).max(100).nullable() })

export const BoardQuery = z.object({
  folder: z.string().max(200).optional(),
  owner: z.string().max(100).optional(),
  state: z.union([z.enum(verificationStates), z.literal('')]).optional(),
})

export const SourceQuery = z.object({ url }).loose()
export const SourceForm = z.strictObject({
  url,
  act: z.enum(['replace', 'hold', 'remove']),
  to: z.string().max(4_000).optional(),
})
export const SourceBody = SourceForm

export const InStepForm = z.strictObject({ lang: z.enum(langs).optional(), revision: revision.optional() })
export const TranslateQuery = z.object({ lang: z.enum(langs).optional() }).loose()
