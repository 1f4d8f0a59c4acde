import { createHash } from 'node:crypto'
import { FORBIDDEN_LETTERS, parsePagePath } from '../pages/page-path.ts'
import { InvalidError } from '../errors.ts'
import { note, type Note } from './note.ts'

export interface SafeName {
  readonly name: string
  readonly notes: readonly Note[]
}

const REFUSED = new RegExp(`[${FORBIDDEN_LETTERS}]+`, 'gu')
/** A link to such a name would be taken for one to a language of another page. */
const LOOKS_LIKE_PAGE_ENDING = /\.(?=(?:ko|en|md|markdown)$)/i
const MAX_BYTES = 200

/** The name of a folder as the wiki can hold it. */
export function safeFolderName(name: string): SafeName {
  return makeSafe(name, '', (candidate) => isAccepted(`${candidate}/x`))
}

/** The last part of a page's path, without ending and language. */
export function safePageName(name: string): SafeName {
  return makeSafe(name, '', (candidate) => isAccepted(candidate) && !LOOKS_LIKE_PAGE_ENDING.test(candidate))
}

/** The name of any other file; its ending stays where it can. */
export function safeFileName(name: string): SafeName {
  const [, stem = name, ending = ''] = /^(.+)(\.[a-z0-9]{1,10})$/i.exec(name) ?? []
  return makeSafe(
    stem,
    ending,
    (candidate) => isAccepted(candidate) && !LOOKS_LIKE_PAGE_ENDING.test(candidate),
  )
}

function makeSafe(written: string, ending: string, isSafe: (name: string) => boolean): SafeName {
  const notes: Note[] = []
  const step = (before: string, after: string, why: Note['key']): string => {
    if (before !== after) notes.push(note(why))
    return after
  }
  let name = step(written, written.normalize('NFC'), 'transfer.renamed.unicode')
  name = step(name, trimEdges(name.replace(REFUSED, '-')) || 'untitled', 'transfer.renamed.letters')
  name = step(name, shorten(name), 'transfer.renamed.long')
  if (isSafe(name + ending)) return { name: name + ending, notes }
  const dashed = `${name}${ending}`.replace(LOOKS_LIKE_PAGE_ENDING, '-')
  // Names that Windows or git keep for themselves are refused whatever their ending, so they get a beginning.
  const safe = [dashed, `page-${dashed}`].find(isSafe) ?? `page-${hashOf(written)}`
  return { name: step(name + ending, safe, 'transfer.renamed.reserved'), notes }
}

function trimEdges(name: string): string {
  return name.replace(/^[.\s-]+/u, '').replace(/[.\s]+$/u, '')
}

/** Keeps the beginning, and apart what would become equal by it. */
export function shorten(name: string, most = MAX_BYTES): string {
  if (Buffer.byteLength(name) <= most) return name
  let kept = ''
  for (const letter of name) {
    if (Buffer.byteLength(kept + letter) > most - 9) break
    kept += letter
  }
  return `${kept}-${hashOf(name)}`
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8)
}

function isAccepted(path: string): boolean {
  try {
    return parsePagePath(path) === path
  } catch (error) {
    if (error instanceof InvalidError) return false
    throw error
  }
}
