import { InvalidError } from '../errors.ts'
import type { BlobId } from '../git/ids.ts'
import {
  FORBIDDEN_LETTERS,
  folderOfPage,
  pageOfFile,
  parsePagePath,
  type PagePath,
} from '../pages/page-path.ts'

const REFUSED = new RegExp(`[/${FORBIDDEN_LETTERS}]+`, 'gu')
const MAX_STEM_LETTERS = 60
/** A link to a name without such an ending, or with that of a page, is taken for one to a page. */
const FILE_ENDING = /\.[a-z][a-z0-9]{0,9}$/i
const PAGE_ENDING = /\.(?:ko|en|md|markdown)$/i

/**
 * A file's name as the wiki keeps it: NFC, without the letters that a path cannot have.
 * @throws InvalidError `attachments.name` where nothing of it can be kept
 */
export function attachmentName(written: string): string {
  const clean = written
    .normalize('NFC')
    .replace(REFUSED, '-')
    .replace(/\s+/gu, ' ')
    .replace(/^[.\s-]+|[.\s]+$/gu, '')
  if (clean === '') throw new InvalidError('attachments.name', { name: written.slice(0, 80) })
  const ending = PAGE_ENDING.test(clean) ? '' : (FILE_ENDING.exec(clean)?.[0] ?? '')
  const stem = [...clean.slice(0, clean.length - ending.length)].slice(0, MAX_STEM_LETTERS).join('')
  return stem + (ending || (/\.(md|markdown)$/i.test(clean) ? '.txt' : '.bin'))
}

/** @throws InvalidError `attachments.name` */
export function attachmentFile(page: PagePath, name: string): string {
  const file = `${folderOfPage(page)}/${name}`
  try {
    return parsePagePath(file)
  } catch (error) {
    throw new InvalidError('attachments.name', { name: name.slice(0, 80) }, { cause: error })
  }
}

/** Neither a page nor what the wiki keeps for itself: settings, redirects, the logs of lessons, git's own. */
export function isAttachment(file: string): boolean {
  if (pageOfFile(file) || file.startsWith('settings/')) return false
  if (/(^|\/)\.|\.applications\.jsonl$|\.md$/i.test(file)) return false
  return file.includes('/') || !/\.ya?ml$/i.test(file)
}

/** `picture-2.png` for `picture.png`. */
export function numberedName(name: string, number: number): string {
  return name.replace(/(\.[^.]*)?$/, (ending) => `-${number}${ending}`)
}

/** `picture-1f3a5c7e.png` for `picture.png`: two files that differ never have one name. */
export function nameWithContent(name: string, blob: BlobId): string {
  return name.replace(/(\.[^.]*)?$/, (ending) => `-${blob.slice(0, 8)}${ending}`)
}
