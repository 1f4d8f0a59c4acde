import type { MessageParams } from '../errors.ts'
import type { BlobId } from '../git/ids.ts'
import { outline, type Heading, type LinkTarget } from '../markdown/outline.ts'
import { splitFrontMatter } from '../markdown/front-matter.ts'
import { AppError } from '../errors.ts'
import { rememberLast } from '../remember-last.ts'
import { hasRole, type Lang, type User } from '../user.ts'
import { readPageSource, type FrontMatter } from './front-matter.ts'
import { kindOfFolder, type Kind } from './kinds.ts'
import type { PageFile, PagePath } from './page-path.ts'

export type Status = 'published' | 'draft' | 'archived'

/** One language of a page: one file, at one revision. */
export interface Variant {
  readonly path: PagePath
  readonly file: string
  readonly suffix: Lang | undefined
  readonly lang: Lang
  /** The blob id: the page's revision, its ETag, the key of everything derived from it. */
  readonly blob: BlobId
  readonly bytes: number
  readonly title: string
  readonly frontMatter: FrontMatter
  readonly headings: readonly Heading[]
  readonly links: readonly LinkTarget[]
  readonly words: number
  /** What is wrong with the file; it is shown as it is, with a notice, and never rewritten. */
  readonly fault: { readonly key: string; readonly params: MessageParams } | undefined
}

/** A page with all its languages. Owner, kind, status and review are those of the original. */
export interface Page {
  readonly path: PagePath
  readonly original: Variant
  readonly variants: ReadonlyMap<Lang, Variant>
  /** Translations of a published page that are still drafts: seen by its owner and by leads only. */
  readonly drafts: ReadonlyMap<Lang, Variant>
  readonly kind: Kind
  readonly status: Status
  readonly owner: string | undefined
  readonly tags: readonly string[]
}

const outlineOf = rememberLast(outline)

/** Reads one file into a variant. Never throws: a file that cannot be read keeps its fault. */
export function readVariant(place: PageFile & { file: string }, blob: BlobId, content: Buffer): Variant {
  const base = { ...place, blob, bytes: content.length }
  const source = decodeUtf8(content)
  if (source === undefined) return faulty(base, { key: 'pages.fault.utf8', params: {} })
  try {
    const { frontMatter, body } = readPageSource(source)
    const { headings, links, words } = outlineOf(body)
    const lang = place.suffix ?? frontMatter.lang ?? guessLang(source)
    return { ...base, lang, title: frontMatter.title, frontMatter, headings, links, words, fault: undefined }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    // A page without a title is a plain Markdown file: its first heading names it.
    const { headings, links, words } = outlineOf(splitFrontMatter(source).body)
    const fault = error.key === 'pages.title.missing' ? undefined : { key: error.key, params: error.params }
    const title = headings[0]?.text ?? lastSegment(place.path)
    return { ...faulty(base, fault), lang: place.suffix ?? guessLang(source), title, headings, links, words }
  }
}

const MAX_READ_MEGABYTES = 4

/** Above this a file is named in lists and served raw, but neither read, rendered nor searched. Only git can bring one. */
export function isTooLarge({ bytes }: Pick<Variant, 'bytes'>): boolean {
  return bytes > MAX_READ_MEGABYTES * 1024 * 1024
}

/** A file that is too large to be read. */
export function unreadVariant(place: PageFile & { file: string }, blob: BlobId, bytes: number): Variant {
  return faulty(
    { ...place, blob, bytes },
    { key: 'pages.fault.large', params: { megabytes: MAX_READ_MEGABYTES } },
  )
}

/** Puts the languages of one path together; the file without a language suffix is the original. */
export function joinVariants(variants: readonly Variant[]): Page | undefined {
  const original = variants.find((variant) => variant.suffix === undefined) ?? variants[0]
  if (!original) return undefined
  const byLang = new Map<Lang, Variant>()
  const drafts = new Map<Lang, Variant>()
  for (const variant of variants) {
    if (variant === original || variant.lang === original.lang) continue
    if (variant.frontMatter.status === 'draft') drafts.set(variant.lang, variant)
    else byLang.set(variant.lang, variant)
  }
  byLang.set(original.lang, original)
  const { frontMatter } = original
  return {
    path: original.path,
    original,
    variants: byLang,
    drafts,
    kind: frontMatter.kind ?? kindOfFolder(original.path),
    status: frontMatter.status ?? 'published',
    owner: frontMatter.owner,
    tags: frontMatter.tags ?? [],
  }
}

/** A draft is seen by its owner and by leads only. */
export function canSee(user: User, page: Pick<Page, 'status' | 'owner'>): boolean {
  return page.status !== 'draft' || maySeeDraftsOf(user, page)
}

export function maySeeDraftsOf(user: User, { owner }: Pick<Page, 'owner'>): boolean {
  return hasRole(user, 'lead') || owner === user.handle
}

/** The page as those see it who may see its drafts. */
export function withDrafts(page: Page): Page {
  return page.drafts.size === 0 ? page : { ...page, variants: new Map([...page.variants, ...page.drafts]) }
}

/** The page in the reader's language where it exists, else the original. */
export function variantFor(page: Page, lang: Lang): Variant {
  return page.variants.get(lang) ?? page.original
}

/** Text of a file; undefined where it is not UTF-8. A byte order mark is kept, as every byte is. */
export function decodeUtf8(content: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content)
  } catch {
    return undefined
  }
}

function faulty(
  base: PageFile & { file: string; blob: BlobId; bytes: number },
  fault: Variant['fault'],
): Variant {
  const title = lastSegment(base.path)
  const lang = base.suffix ?? 'ko'
  return { ...base, lang, title, frontMatter: { title }, headings: [], links: [], words: 0, fault }
}

function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** Hangul anywhere near the start makes a page Korean; English pages seldom quote it there. */
function guessLang(source: string): Lang {
  return /[가-힣]/u.test(source.slice(0, 4_000)) ? 'ko' : 'en'
}
