import { isDeepStrictEqual } from 'node:util'
import { stringify } from 'yaml'
import type { createReading } from '../attachments/reading.ts'
import type { BlobId } from '../git/ids.ts'
import { parseYaml, splitFrontMatter } from '../markdown/front-matter.ts'
import { renderMarkdown } from '../markdown/render.ts'
import type { SafeHtml } from '../markdown/safe-html.ts'
import type { Content } from '../pages/content.ts'
import { decodeUtf8, readVariant, type Variant } from '../pages/page.ts'
import { pageOfFile, type PagePath } from '../pages/page-path.ts'
import { compareRendered, type MarkWords } from '../pages/rendered-diff.ts'
import type { Lang, User } from '../user.ts'
import { lookAtAttachment, withProposedFiles, type AttachmentLook } from './attachment-look.ts'
import { outcomeOf, type Outcome, type OutcomeDeps } from './outcome.ts'
import type { Proposal, ProposedFile, Remark } from './proposal.ts'
import { attachedTo } from './proposed-files.ts'
import { diffSource, type SourceDiff } from './source-diff.ts'
import { threadsOf, type FileTexts, type Thread } from './threads.ts'
import { maySeePresent } from './visibility.ts'

export interface ShownFile {
  readonly file: string
  readonly path: PagePath | undefined
  /** Where the page is now, where it was renamed since. */
  readonly movedTo: PagePath | undefined
  readonly change: 'new' | 'changed' | 'removed'
  readonly title: string
  readonly lang: Lang | undefined
  readonly outcome: Outcome['kind']
  readonly fault:
    { readonly key: string; readonly params: Readonly<Record<string, string | number>> } | undefined
  /** Blobs of both sides, for remarks. */
  readonly before: string
  readonly after: string
  readonly diff: SourceDiff | undefined
  readonly look: PageLook | undefined
  /** It is no page but a file beside one. */
  readonly isAttached: boolean
  /** For what is attached, and can be. */
  readonly attachment: AttachmentLook | undefined
}

/** What readers will see of it. */
export interface PageLook {
  readonly title: { readonly before: string; readonly after: string }
  readonly summary: { readonly before: string; readonly after: string }
  readonly lesson: NonNullable<Variant['frontMatter']['lesson']> | undefined
  readonly fields: readonly { readonly key: string; readonly before: string; readonly after: string }[]
  readonly html: SafeHtml
}

export interface ShownProposal {
  readonly files: readonly ShownFile[]
  readonly threads: readonly Thread[]
  readonly added: number
  readonly removed: number
  /** It can be accepted as it stands. */
  readonly state: 'clean' | 'conflict' | 'gone' | 'fault'
}

export interface DescribeDeps extends OutcomeDeps {
  readonly content: Content
  readonly reading: ReturnType<typeof createReading>
}

/** The line that somebody is about to say something of. */
export interface OpenLine {
  readonly file: string
  readonly side: 'old' | 'new'
  readonly line: number
}

interface Side {
  readonly blob: string
  readonly text: string
}

/** A proposal as `user` sees it now. What they may not see of the wiki is not in it. */
export async function describeProposal(
  deps: DescribeDeps,
  user: User,
  proposal: Proposal,
  remarks: readonly Remark[],
  { open, words }: { open?: OpenLine | undefined; words: MarkWords },
): Promise<ShownProposal> {
  const texts = await Promise.all(proposal.files.map((file) => textsOf(deps, file)))
  const textOfBlob = async (blob: string) => readText(deps, blob)
  const threads = await threadsOf(remarks, texts, textOfBlob)
  const files = await Promise.all(
    proposal.files.map((file, index) =>
      describeFile(deps, user, proposal, file, texts[index] as FileTexts, threads, { open, words }),
    ),
  )
  return {
    files,
    threads,
    added: files.reduce((sum, { diff }) => sum + (diff?.added ?? 0), 0),
    removed: files.reduce((sum, { diff }) => sum + (diff?.removed ?? 0), 0),
    state: stateOf(proposal, files),
  }
}

function stateOf(proposal: Proposal, files: readonly ShownFile[]): ShownProposal['state'] {
  if (proposal.fault) return 'fault'
  for (const state of ['fault', 'gone', 'conflict'] as const) {
    if (files.some(({ outcome }) => outcome === state)) return state
  }
  return 'clean'
}

async function describeFile(
  deps: DescribeDeps,
  user: User,
  proposal: Proposal,
  proposed: ProposedFile,
  texts: FileTexts,
  threads: readonly Thread[],
  { open, words }: { open: OpenLine | undefined; words: MarkWords },
): Promise<ShownFile> {
  const { content } = deps
  const { file, path, present, outcome } = await outcomeOf(deps, proposed)
  const own = pageOfFile(proposed.file)
  const isAttached = attachedTo(proposed) !== undefined
  const readable = !isAttached && (outcome.kind !== 'fault' || isText(outcome.fault.key))
  const mine = threads.filter((thread) => thread.place?.file === proposed.file)
  const diff = readable
    ? diffSource(texts.old.text, texts.new.text, mine, open?.file === proposed.file ? open : undefined)
    : undefined
  const after = readSide(proposed.file, texts.new)
  const before = readSide(proposed.file, texts.old)
  // What is in the wiki now, where it may be shown; else what the proposal began from.
  const mayCompare = maySeePresent(user, file, content) && outcome.kind === 'write' && present !== undefined
  const look =
    !readable || !own
      ? undefined
      : mayCompare
        ? lookOf(
            content,
            file,
            await presentSide(deps, present.blob),
            { blob: '', text: outcome.source },
            words,
          )
        : lookOf(content, proposed.file, texts.old, texts.new, words)
  return {
    file: proposed.file,
    path: own?.path,
    movedTo: own && path !== own.path ? path : undefined,
    change: proposed.after === undefined ? 'removed' : proposed.before === undefined ? 'new' : 'changed',
    title: after?.title ?? before?.title ?? proposed.file,
    lang: (after ?? before)?.lang,
    outcome: outcome.kind,
    fault: outcome.kind === 'fault' ? outcome.fault : undefined,
    before: texts.old.blob,
    after: texts.new.blob,
    diff,
    look: look && { ...look, html: withProposedFiles(look.html, proposal) },
    isAttached,
    attachment: await lookAtAttachment(deps.reading, proposal, proposed),
  }
}

/** A fault in what a page says leaves its text to be read; one in what the file is does not. */
function isText(faultKey: string): boolean {
  return !['proposals.fault.link', 'pages.tooLarge', 'pages.fault.utf8'].includes(faultKey)
}

const MOST_BYTES = 1024 * 1024

async function textsOf(deps: DescribeDeps, { file, mode, before, after }: ProposedFile): Promise<FileTexts> {
  const isFile = mode === undefined || mode.startsWith('100')
  const isRead = attachedTo({ file }) === undefined
  const side = async (blob: BlobId | undefined) => ({
    blob: blob ?? '',
    text: blob === undefined || !isRead ? '' : ((await readText(deps, blob)) ?? ''),
  })
  return { file, old: await side(before), new: await side(isFile ? after : undefined) }
}

/** Undefined where it is not there (any more) or is no text that could be shown. */
async function readText({ repository }: DescribeDeps, blob: string): Promise<string | undefined> {
  try {
    if ((await repository.sizeOf(blob as BlobId)) > MOST_BYTES) return undefined
    return decodeUtf8(await repository.readBlob(blob as BlobId))
  } catch {
    return undefined
  }
}

async function presentSide(deps: DescribeDeps, blob: BlobId): Promise<Side> {
  return { blob, text: (await readText(deps, blob)) ?? '' }
}

function readSide(file: string, { blob, text }: Side): Variant | undefined {
  const place = pageOfFile(file)
  if (!place || blob === '') return undefined
  return readVariant({ ...place, file }, blob as BlobId, Buffer.from(text))
}

function lookOf(content: Content, file: string, before: Side, after: Side, words: MarkWords): PageLook {
  const [was, is] = [before, after].map((side) =>
    readSide(file, { ...side, blob: side.text === '' ? '' : 'x' }),
  )
  const lang = is?.lang ?? was?.lang ?? 'ko'
  const path = (is ?? was)?.path ?? file
  const render = ({ text }: Side) =>
    renderMarkdown(splitFrontMatter(text).body, {
      lang,
      path,
      resolve: (target) => content.catalog.resolve(target, lang),
    }).html
  const lesson = (is ?? was)?.frontMatter.lesson
  return {
    title: { before: was?.title ?? '', after: is?.title ?? '' },
    summary: { before: was?.frontMatter.summary ?? '', after: is?.frontMatter.summary ?? '' },
    lesson: isDeepStrictEqual(was?.frontMatter.lesson, is?.frontMatter.lesson) ? undefined : lesson,
    fields: changedFields(before.text, after.text),
    html: compareRendered(render(before), render(after), words),
  }
}

/** What else the front matter says otherwise; title, summary and lesson are shown as they look. */
function changedFields(before: string, after: string): PageLook['fields'] {
  const [was, is] = [before, after].map((text) => readLeniently(text))
  const keys = new Set([...Object.keys(was ?? {}), ...Object.keys(is ?? {})])
  const shown = new Set(['title', 'summary', 'lesson'])
  return [...keys]
    .filter((key) => !shown.has(key) && !isDeepStrictEqual(was?.[key], is?.[key]))
    .map((key) => ({ key, before: textOf(was?.[key]), after: textOf(is?.[key]) }))
}

function readLeniently(source: string): Record<string, unknown> {
  try {
    return parseYaml(splitFrontMatter(source).yaml ?? '')
  } catch {
    return {}
  }
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : stringify(value, { lineWidth: 0 }).trim()
}
