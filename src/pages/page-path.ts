import { InvalidError } from '../errors.ts'
import { langs, type Lang } from '../user.ts'

/** `<folder>/<slug>`, NFC, without `.md` and without language: where a page lives and answers. */
export type PagePath = string & { readonly __brand: 'PagePath' }

/** A file name may have 255 bytes on every system; `.ko.md` takes six of them. */
const MAX_SEGMENT_BYTES = 240
const MAX_PATH_BYTES = 600
const MAX_DEPTH = 10

/** What some file system, shell or address bar would take for something else, as a character class has it (flag `u`). */
export const FORBIDDEN_LETTERS = String.raw`\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}\uFFFD\\:*?"<>|#%`
const FORBIDDEN = new RegExp(`[${FORBIDDEN_LETTERS}]`, 'u')
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i
// Git's own, and the short names that Windows gives them.
const GIT_NAMES = /^(\.git.*|git[a-z\d]*~\d+)$/i
const LANGUAGE_SUFFIX = new RegExp(`\\.(${langs.join('|')})$`)

/**
 * A path as somebody typed or sent it (already percent-decoded).
 * @throws InvalidError saying which rule it breaks (abuse 22, 24).
 */
export function parsePagePath(text: string): PagePath {
  const path = text.normalize('NFC')
  const refuse = (rule: string): never => {
    throw new InvalidError(`pages.path.${rule}`, { path: path.slice(0, 80) }, { field: 'path' })
  }
  if (path === '') refuse('missing')
  if (Buffer.byteLength(path) > MAX_PATH_BYTES) refuse('long')
  const segments = path.split('/')
  if (segments.length > MAX_DEPTH) refuse('deep')
  for (const segment of segments) {
    if (segment === '' || segment === '.' || segment === '..') refuse('dots')
    if (FORBIDDEN.test(segment)) refuse('letters')
    if (/^[.\s-]|[.\s]$/u.test(segment)) refuse('edges')
    if (RESERVED.test(segment) || GIT_NAMES.test(segment)) refuse('reserved')
    if (Buffer.byteLength(segment) > MAX_SEGMENT_BYTES) refuse('long')
  }
  const last = segments.at(-1) ?? ''
  if (/\.md$/i.test(last) || LANGUAGE_SUFFIX.test(last)) refuse('suffix')
  return path as PagePath
}

/** Two paths that some file system would hold for one: same letters but for case and composition. */
export function foldPath(path: string): string {
  return path.normalize('NFC').toLowerCase()
}

export interface PageFile {
  readonly path: PagePath
  /** Undefined for `x.md`, the original; the language for `x.ko.md`. */
  readonly suffix: Lang | undefined
}

/** The page that a file of the repository holds; undefined for attachments, settings and odd names. */
export function pageOfFile(file: string): PageFile | undefined {
  const match = /^(.+?)(?:\.(ko|en))?\.md$/.exec(file)
  if (!match?.[1] || file.startsWith('settings/')) return undefined
  try {
    const path = parsePagePath(match[1])
    return path === match[1] ? { path, suffix: match[2] as Lang | undefined } : undefined
  } catch {
    return undefined
  }
}

export function fileOfPage(path: PagePath, suffix?: Lang): string {
  return suffix ? `${path}.${suffix}.md` : `${path}.md`
}

/** Where a page's attachments are: beside it, so that a move takes them along. */
export function folderOfPage(page: PagePath): string {
  return `${page}.files`
}

/** The page in whose folder a file is, there or not. */
export function pageOfAttachment(file: string): PagePath | undefined {
  return /^(.+)\.files\/[^/]+$/u.exec(file)?.[1] as PagePath | undefined
}

/** The ending of what is kept beside a lesson: how it went where it was applied, a line each. */
export const APPLICATIONS_ENDING = '.applications.jsonl'

/**
 * The page that a file belongs to, there or not: it goes where the page goes. That a name begins like a page's path is
 * not enough, for `one.two` is a page beside `one`.
 */
export function ownerOfFile(file: string): PagePath | undefined {
  const own = pageOfFile(file)?.path ?? pageOfAttachment(file)
  if (own !== undefined || !file.endsWith(APPLICATIONS_ENDING)) return own
  return file.slice(0, -APPLICATIONS_ENDING.length) as PagePath
}

/** A title as the last part of a path: letters and digits of any script, words joined by hyphens. */
export function slugOfTitle(title: string): string {
  const slug = title
    .normalize('NFC')
    .toLowerCase()
    .replace(/[’']/gu, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/gu, '')
  return [...slug].slice(0, 60).join('').replace(/-+$/u, '')
}

/** Templates are read when a page is begun; they are not pages to be found. */
export function isTemplate(path: string): boolean {
  return path.startsWith('templates/')
}
