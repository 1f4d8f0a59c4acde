import { isDeepStrictEqual } from 'node:util'
import { stringify } from 'yaml'
import { z } from 'zod'
import { parseYaml, setFrontMatter, splitFrontMatter } from '../markdown/front-matter.ts'
import { langs, type Lang } from '../user.ts'
import { isKind, kinds, type Kind } from './kinds.ts'
import { fieldsOfRetro, retroOfFields, retroShape } from './retro-fields.ts'
import { areSources, fieldsOfSources, sourceShape, sourcesOfFields } from './source-fields.ts'

/** What waits for this page to be written: `feedback/ID`, `gap/ID`. The commit names it as `Closes:`. */
export const closing = z
  .string()
  .regex(/^[a-z]+\/[\w-]{1,100}$/)
  .optional()

/** What the editor's form sends: the page in fields, the rest of its front matter as YAML, its text. */
export const EditorForm = z.strictObject({
  title: z.string().trim().min(1, 'pages.title.missing').max(300),
  path: z.string().trim().max(600).optional(),
  kind: z.enum(kinds),
  lang: z.enum(langs),
  summary: z.string().trim().max(1_000).default(''),
  tags: z.string().max(1_000).default(''),
  owner: z.string().trim().max(100).default(''),
  reviewEvery: z.string().trim().max(10).default(''),
  when: z.string().max(2_000).optional(),
  do: z.string().max(10_000).optional(),
  dont: z.string().max(10_000).optional(),
  because: z.string().max(4_000).optional(),
  evidence: z.string().max(8_000).optional(),
  learnedFrom: z.string().trim().max(600).optional(),
  /** Paths, a line or a comma between them; undefined: as they were. */
  supports: z.string().max(5_000).optional(),
  supersedes: z.string().max(5_000).optional(),
  conflictsWith: z.string().max(5_000).optional(),
  ...retroShape,
  ...sourceShape,
  more: z.string().max(200_000).default(''),
  body: z.string().default(''),
  note: z.string().max(200).default(''),
  base: z.string().max(64).optional(),
  closes: closing,
  /** Under what id the form's text is kept until it is saved. */
  unsaved: z.string().max(60).optional(),
  /** That those who have read the page should read it again. */
  lookAgain: z.literal('yes').optional(),
  /** That its author has read all of it and found it true: `reviewed` moves to today. */
  verified: z.literal('yes').optional(),
  status: z.enum(['published', 'draft', 'archived']).default('published'),
})
export type EditorForm = z.infer<typeof EditorForm>

export type EditorFields = { readonly [Field in keyof EditorForm]?: string | undefined }

const RELATIONS = ['supports', 'supersedes', 'conflictsWith'] as const
const FIELD_KEYS = ['title', 'kind', 'lang', 'summary', 'tags', 'owner', 'status', 'reviewEvery'] as const

/** A page's file taken apart into the editor's fields. Never throws: what cannot be read stays in `more`. */
export function fieldsOfSource(source: string, fallback: { kind: Kind; lang: Lang }): EditorFields {
  const { yaml, body } = splitFrontMatter(source)
  const data = readLeniently(yaml)
  if (!data) return { ...fallback, more: yaml, body: forTextarea(body), status: 'published' }
  const lesson = isRecord(data.lesson) ? data.lesson : {}
  return {
    title: textOf(data.title),
    kind: isKind(data.kind) ? data.kind : fallback.kind,
    lang: (langs as readonly unknown[]).includes(data.lang) ? (data.lang as Lang) : fallback.lang,
    summary: textOf(data.summary),
    tags: listOf(data.tags).join(', '),
    owner: textOf(data.owner),
    status: data.status === 'draft' || data.status === 'archived' ? data.status : 'published',
    reviewEvery: textOf(data.reviewEvery),
    when: textOf(lesson.when),
    do: listOf(lesson.do).join('\n'),
    dont: listOf(lesson.dont).join('\n'),
    because: textOf(lesson.because),
    evidence: textOf(lesson.evidence),
    learnedFrom: textOf(lesson.learnedFrom),
    supports: listOf(data.supports).join('\n'),
    supersedes: listOf(data.supersedes).join('\n'),
    conflictsWith: listOf(data.conflictsWith).join('\n'),
    ...fieldsOfRetro(isRecord(data.retro) ? data.retro : {}),
    ...fieldsOfSources(data.sources),
    more: moreOf(data),
    body: forTextarea(body),
  }
}

/**
 * The file that the form describes, made from the file that was opened, so that comments, order and quoting of
 * everything that was not touched stay as they were.
 * @param keys those that a part of the form writes by itself: they stay as they were.
 * @throws InvalidError where `more` is not YAML.
 */
export function sourceOfForm(form: EditorForm, opened: string, keys: readonly string[] = []): string {
  const { yaml, body } = splitFrontMatter(opened)
  const readable = readLeniently(yaml)
  // Front matter that cannot be read was shown in `more` and is written anew from there.
  const kept = readable ? opened.slice(0, opened.length - body.length) : ''
  const before = readable ?? {}
  const more = form.more.trim() === '' ? {} : parseYaml(form.more)
  const own = ownKeys(form)
  // What goes without saying is not written into a file that did not say it.
  if (kept !== '' && before.status === undefined && own.status === 'published') own.status = undefined
  const after: Record<string, unknown> = { ...own, ...more, ...own, ...relationsOf(form, before, more) }
  after.sources = sourcesOf(form, before.sources, more.sources)
  const lesson = lessonOf(form, isRecord(before.lesson) ? before.lesson : {})
  if (lesson !== undefined) after.lesson = lesson
  const retro = retroOf(form, isRecord(before.retro) ? before.retro : {})
  if (retro !== undefined) after.retro = retro
  for (const key of keys) if (before[key] !== undefined) after[key] = before[key]
  const changes: Record<string, unknown> = {}
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (!isDeepStrictEqual(before[key], after[key])) changes[key] = after[key]
  }
  return setFrontMatter(kept + textOfForm(form.body, kept === '' ? '' : body), changes)
}

/** The body as a file has it: one newline at its end, and the blank line after the front matter that it had. */
function textOfForm(typed: string, opened: string): string {
  const text = typed.replace(/^\n+/u, '')
  if (text === '') return ''
  const gap = opened.startsWith('\n') ? '\n' : ''
  return gap + text + (text.endsWith('\n') ? '' : '\n')
}

function ownKeys(form: EditorForm): Record<string, unknown> {
  const tags = form.tags
    .split(/[,\n]/u)
    .map((tag) => tag.trim().replace(/^#/u, ''))
    .filter(Boolean)
  return {
    title: form.title,
    kind: form.kind,
    lang: form.lang,
    summary: form.summary || undefined,
    tags: tags.length > 0 ? tags : undefined,
    owner: form.owner || undefined,
    status: form.status,
    reviewEvery: form.reviewEvery || undefined,
  }
}

function lessonOf(form: EditorForm, before: Record<string, unknown>): Record<string, unknown> | undefined {
  if (form.kind !== 'lesson') return Object.keys(before).length > 0 ? before : undefined
  const lines = (text = '') =>
    text
      .split(/\r?\n/u)
      .map((line) => line.replace(/^[-*]\s+/u, '').trim())
      .filter(Boolean)
  const lesson = {
    ...before,
    when: form.when?.trim() || undefined,
    do: lines(form.do).length > 0 ? lines(form.do) : undefined,
    dont: lines(form.dont).length > 0 ? lines(form.dont) : undefined,
    because: form.because?.trim() || undefined,
    evidence: form.evidence?.trim() || undefined,
    learnedFrom: form.learnedFrom || undefined,
  }
  const said = Object.entries(lesson).filter(([, value]) => value !== undefined)
  return said.length > 0 ? Object.fromEntries(said) : undefined
}

/** Lists of paths: as the form says, and in its absence as YAML or the file does. One that did not change stays as written. */
function relationsOf(
  form: EditorForm,
  before: Record<string, unknown>,
  more: Record<string, unknown>,
): Record<string, unknown> {
  return Object.fromEntries(
    RELATIONS.map((name) => {
      const typed = form[name]
      if (more[name] !== undefined) return [name, more[name]]
      if (typed === undefined) return [name, before[name]]
      const paths = typed.split(/[,\n]/u).flatMap((path) => path.trim().normalize('NFC') || [])
      const same = isDeepStrictEqual(paths, listOf(before[name]))
      return [name, same ? before[name] : paths.length > 0 ? paths : undefined]
    }),
  )
}

/** As YAML or the form's rows say; in their absence, as they were. */
function sourcesOf(form: EditorForm, before: unknown, more: unknown): unknown {
  if (more !== undefined) return more
  if (form.sourceUrl1 === undefined) return before
  return before === undefined || areSources(before) ? sourcesOfFields(form, before) : undefined
}

/** Of other kinds a file's own stays as it is. */
function retroOf(form: EditorForm, before: Record<string, unknown>): unknown {
  const hasRows = form.kind === 'retro' && form.reason1 !== undefined
  if (hasRows) return retroOfFields(form, before)
  return Object.keys(before).length > 0 ? before : undefined
}

/** Keys that have no field of their own, as YAML. */
function moreOf(data: Record<string, unknown>): string {
  const own = new Set<string>([...FIELD_KEYS, ...RELATIONS, 'lesson', 'retro'])
  if (areSources(data.sources)) own.add('sources')
  const rest = Object.fromEntries(Object.entries(data).filter(([key]) => !own.has(key)))
  return Object.keys(rest).length > 0 ? stringify(rest, { lineWidth: 0 }) : ''
}

/** `more` without some keys, which have fields of their own. */
export function withoutKeys(more: string, keys: readonly string[]): string {
  const data = readLeniently(more)
  if (!data || !keys.some((key) => key in data)) return more
  const rest = Object.entries(data).filter(([key]) => !keys.includes(key))
  return rest.length > 0 ? stringify(Object.fromEntries(rest), { lineWidth: 0 }) : ''
}

function readLeniently(yaml: string | undefined): Record<string, unknown> | undefined {
  if (yaml === undefined) return {}
  try {
    return parseYaml(yaml)
  } catch {
    return undefined
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const textOf = (value: unknown): string => {
  if (typeof value === 'string') return value
  return value === undefined || value === null ? '' : JSON.stringify(value)
}
const listOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.map(textOf) : value === undefined ? [] : [textOf(value)]
const forTextarea = (body: string): string => body.replace(/^\r?\n+/u, '')
