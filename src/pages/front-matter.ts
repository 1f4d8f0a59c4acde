import { z } from 'zod'
import { InvalidError } from '../errors.ts'
import { parseYaml, splitFrontMatter } from '../markdown/front-matter.ts'
import { rememberLast } from '../remember-last.ts'
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

/** A small cycle of a direction: what it asks, the smallest attempt, what is looked at; then what was decided. */
const Cycle = z.looseObject({
  title: text(200).min(1),
  ask: text(1_000).optional(),
  try: text(1_000).optional(),
  /** The page that the attempt works by. */
  page: text(600).optional(),
  look: text(1_000).optional(),
  ends: day.optional(),
  chose: z.enum(['go-on', 'change', 'stop']).optional(),
  learned: text(2_000).optional(),
})

const Learned = z.union([
  text(1_000)
    .min(1)
    .transform((what): { what: string; lesson?: string | undefined } => ({ what })),
  z.looseObject({ what: text(1_000).min(1), lesson: text(600).optional() }),
])

const Action = z.looseObject({
  what: text(1_000).min(1),
  owner: text(100).optional(),
  by: day.optional(),
  /** The lesson that it was agreed on with. */
  lesson: text(600).optional(),
  /** The day on which it was done. */
  done: day.optional(),
})

/** What a retrospective looks at: the reasons given then, what came of each, what was learned and agreed on. */
const Retro = z.looseObject({
  reasons: z
    .array(z.looseObject({ reason: text(1_000).min(1), outcome: text(4_000).optional() }))
    .max(50)
    .optional(),
  learned: z.array(Learned).max(50).optional(),
  actions: z.array(Action).max(50).optional(),
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
  retro: Retro.optional(),
  cycles: z.array(Cycle).max(60).optional(),
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
export type Retro = z.infer<typeof Retro>
export type Step = z.infer<typeof Step>
export type Question = z.infer<typeof Question>

/**
 * The validated front matter and the body of a page's file.
 * @throws InvalidError that names the key and what is wrong with it.
 */
export const readPageSource = rememberLast((source): PageSource => {
  const { yaml, body } = splitFrontMatter(source)
  return { frontMatter: validate(yaml === undefined ? {} : parseYaml(yaml)), body }
})

export interface PageSource {
  readonly frontMatter: FrontMatter
  readonly body: string
}

function validate(data: Record<string, unknown>): FrontMatter {
  const parsed = FrontMatter.safeParse(data)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const key = issue?.path.join('.') ?? ''
  if (key === 'title') throw new InvalidError('pages.title.missing', {}, { field: 'title' })
  if (key === 'kind')
    throw new InvalidError('pages.kind.unknown', { kinds: kinds.join(', ') }, { field: 'kind' })
  const [, row, name] = /^sources\.(\d+)\.(title|url)$/.exec(key) ?? []
  if (row !== undefined && name !== undefined) {
    throw new InvalidError(`pages.source.${name}`, { number: Number(row) + 1 }, { field: 'sources' })
  }
  if (key === 'reviewed') throw new InvalidError('pages.reviewed.form', {}, { field: 'more' })
  if (key === 'reviewEvery') throw new InvalidError('pages.reviewEvery.form', {}, { field: 'reviewEvery' })
  const reason = issue?.message ?? ''
  throw new InvalidError('pages.frontMatter.key', { key, reason }, { field: 'more' })
}
