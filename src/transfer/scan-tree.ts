import { isUtf8 } from 'node:buffer'
import type { Dirent } from 'node:fs'
import { lstat, readdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { InvalidError } from '../errors.ts'
import { isErrorWithCode } from '../git/durable.ts'
import { MAX_PAGE_BYTES } from '../pages/pages.ts'
import { note, type Note } from './note.ts'

export const MAX_ATTACHMENT_BYTES = 20 * 1024 * 1024
const MEGABYTE = 1024 * 1024

export interface FoundFile {
  /** Below the folder, as on disk, with `/`. */
  readonly source: string
  readonly absolute: string
  readonly bytes: number
}

export interface SkippedFile {
  readonly source: string
  readonly why: Note
}

export interface Tree {
  readonly root: string
  readonly files: readonly FoundFile[]
  readonly skipped: readonly SkippedFile[]
}

/**
 * Every file of a folder that may be imported, in the order of their names, and what is left out and why.
 * Symbolic links are not followed (abuse 27).
 * @throws InvalidError `transfer.notFolder`
 */
export async function scanTree(folder: string): Promise<Tree> {
  const root = await realRoot(folder)
  const files: FoundFile[] = []
  const skipped: SkippedFile[] = []
  await scan('')
  return { root, files, skipped }

  async function scan(below: string): Promise<void> {
    const entries = await listFolder(join(root, below))
    if (!entries)
      skipped.push({ source: below, why: note('transfer.skipped.unreadable', { reason: 'EACCES' }) })
    for (const entry of entries ?? []) {
      const source = below + entry.name.toString('utf8')
      const why = whyNot(entry)
      if (why) skipped.push({ source, why })
      else if (entry.isDirectory()) await scan(`${source}/`)
      else await take(source)
    }
  }

  async function take(source: string): Promise<void> {
    const absolute = join(root, source)
    const { size } = await lstat(absolute)
    const most = isMarkdown(source) ? MAX_PAGE_BYTES : MAX_ATTACHMENT_BYTES
    if (size > most)
      skipped.push({ source, why: note('transfer.skipped.large', { megabytes: most / MEGABYTE }) })
    else files.push({ source, absolute, bytes: size })
  }
}

export function isMarkdown(name: string): boolean {
  return /[^/]\.(?:md|markdown|mdx)$/i.test(name)
}

async function realRoot(folder: string): Promise<string> {
  try {
    const root = await realpath(folder)
    if ((await lstat(root)).isDirectory()) return root
  } catch (error) {
    if (!isErrorWithCode(error, 'ENOENT', 'ENOTDIR')) throw error
  }
  throw new InvalidError('transfer.notFolder', { path: folder })
}

/** Names as bytes, for one that is not UTF-8 would not be found again by its text. Undefined where it is closed to us. */
async function listFolder(folder: string): Promise<Dirent<Buffer>[] | undefined> {
  try {
    const entries = await readdir(folder, { withFileTypes: true, encoding: 'buffer' })
    return entries.sort((a, b) => Buffer.compare(a.name, b.name))
  } catch (error) {
    if (isErrorWithCode(error, 'EACCES')) return undefined
    throw error
  }
}

function whyNot(entry: Dirent<Buffer>): Note | undefined {
  if (!isUtf8(entry.name)) return note('transfer.skipped.name')
  if (entry.name.toString('latin1').startsWith('.')) return note('transfer.skipped.hidden')
  if (entry.isSymbolicLink()) return note('transfer.skipped.link')
  if (entry.isDirectory())
    return entry.name.toString() === 'node_modules' ? note('transfer.skipped.modules') : undefined
  return entry.isFile() ? undefined : note('transfer.skipped.special')
}
