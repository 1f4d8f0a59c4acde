import { z } from 'zod'
import { InvalidError } from '../errors.ts'
import { parseYaml, splitFrontMatter } from '../markdown/front-matter.ts'
import { langs } from '../user.ts'
import { kinds } from './kinds.ts'

const text = (max: number) => z.string().trim().max(max)
const oneOrMore = z.union([text(400).transform((one) => [one]), z.array(text(400)).max(200)])
const day = z.iso.date()

export const sourceTiers = ['official', 'authoritative', 'other'] as const

const Source = z.looseObject({
  tier: z.enum(sourceTiers),
  title: text(400).min(1),
  url: z.url({ protocol: /^https?$/ }),
  version: z.coerce.string().max(100).optional(),
  checked: day.optional(),
})

const Lesson = z.looseObject({
  when: text(2_000).optional(),
  do: oneOrMore.optional(),
  dont: oneOrMore.optional(),
  because: text(4_000).optional(),
  evidence: text(8_000).optional(),
  learnedFrom: text(600).optional(),
})

const Question = z.looseObject({
  ask: text(1_000).min(1),
  options: z.array(z.coerce.string().max(500)).max(12).optional(),
  /** The exact text of the right option or options. */
  answer: z.union([z.array(z.coerce.string()), z.coerce.string().transform((one) => [one])]).optional(),
  /** Short answers that are right. */
  accept: z.array(z.coerce.string().max(500)).optional(),
  because: text(2_000).optional(),
})

const Check = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('read') }),
  z.looseObject({ type: z.literal('quiz'), questions: z.array(Question).min(1).max(30) }),
  /** `confirm`: done once a lead or the buddy says so. */
  z.looseObject({
    type: z.literal('task'),
    do: text(2_000).optional(),
    confirm: z.boolean().optional(),
  }),
])

const Step = z.looseObject({
  id: z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}_-]{0,79}$/u),
  section: text(200).optional(),
  page: text(600).optional(),
  url: z.url({ protocol: /^https?$/ }).optional(),
  title: text(300).optional(),
  why: text(1_000).optional(),
  minutes: z.coerce.number().int().min(1).max(2_400).optional(),
  due: z
    .string()
    .regex(/^\d{1,3}d$/)
    .optional(),
  optional: z.boolean().optional(),
  /** Ids of the steps that come first. */
  after: oneOrMore.optional(),
  check: Check.default({ type: 'read' }),
})

/** The front matter of a page (DESIGN §5). Unknown keys are kept untouched. */
const FrontMatter = z.looseObject({
  title: text(300).min(1),
  kind: z.enum(kinds).optional(),
  lang: z.enum(langs).optional(),
  summary: text(1_000).optional(),
  tags: oneOrMore.optional(),
  owner: text(100).optional(),
  status: z.enum(['published', 'draft', 'archived']).optional(),
  reviewed: day.optional(),
  reviewEvery: z
    .string()
    .regex(/^\d{1,4}d$/)
    .optional(),
  supports: oneOrMore.optional(),
  supersedes: oneOrMore.optional(),
  conflictsWith: oneOrMore.optional(),
  sources: z.array(Source).max(100).optional(),
  lesson: Lesson.optional(),
  /** kind: path. Paths that come first, and paths that have become part of this one. */
  after: oneOrMore.optional(),
  merges: oneOrMore.optional(),
  /** How many per cent of a page's words may change before those who read it as a step are asked to look again. */
  lookAgainAbove: z.coerce.number().int().min(0).max(100).optional(),
  steps: z
    .array(Step)
    .max(200)
    .refine(
      (steps) => new Set(steps.map((step) => step.id)).size === steps.length,
      'every step needs an id of its own',
    )
    .optional(),
})

export type FrontMatter = z.infer<typeof FrontMatter>
export type Source = z.infer<typeof Source>
export type Step = z.infer<typeof Step>
export type Question = z.infer<typeof Question>

/**
 * The validated front matter and the body of a page's file.
 * @throws InvalidError that names the key and what is wrong with it.
 */
export function readPageSource(source: string): { frontMatter: FrontMatter; body: string } {
  const { yaml, body } = splitFrontMatter(source)
  return { frontMatter: validate(yaml === undefined ? {} : parseYaml(yaml)), body }
}

function validate(data: Record<string, unknown>): FrontMatter {
  const parsed = FrontMatter.safeParse(data)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const key = issue?.path.join('.') ?? ''
  if (key === 'title') throw new InvalidError('pages.title.missing', {}, { field: 'title' })
  if (key === 'kind')
    throw new InvalidError('pages.kind.unknown', { kinds: kinds.join(', ') }, { field: 'kind' })
  if (key === 'reviewed') throw new InvalidError('pages.reviewed.form', {}, { field: 'more' })
  if (key === 'reviewEvery') throw new InvalidError('pages.reviewEvery.form', {}, { field: 'reviewEvery' })
  const reason = issue?.message ?? ''
  throw new InvalidError('pages.frontMatter.key', { key, reason }, { field: 'more' })
}
