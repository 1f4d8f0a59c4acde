import { constants, readFileSync } from 'node:fs'
import { isErrorWithCode } from '../git/durable.ts'
import { decodeUtf8 } from '../pages/page.ts'
import { MAX_PAGE_BYTES } from '../pages/pages.ts'
import type { FoundFile } from './scan-tree.ts'

/** Texts of a tree's files, also of those that are no pages, for what pages take in of them. */
export interface SourceTexts {
  /** The name of the file at this path as the tree has it. */
  find(path: string): string | undefined
  /** Undefined for what is no text, larger than a page, or cannot be read. */
  read(source: string): string | undefined
  /** The same by its lines, without their ends. */
  lines(source: string): readonly string[] | undefined
}

/** Files are read when they are asked for, and at once: a command has its process to itself. */
export function createSourceTexts(files: readonly FoundFile[]): SourceTexts {
  const found = new Map(files.map((file) => [file.source.normalize('NFC'), file]))
  const texts = new Map<string, string | undefined>()
  const lines = new Map<string, readonly string[] | undefined>()
  const read = (source: string): string | undefined => {
    if (!texts.has(source)) texts.set(source, readText(found.get(source.normalize('NFC'))))
    return texts.get(source)
  }
  return {
    find: (path) => found.get(path.normalize('NFC'))?.source,
    read,
    lines(source) {
      if (!lines.has(source)) lines.set(source, read(source)?.split(/\r?\n/))
      return lines.get(source)
    },
  }
}

/** Not through a link that has taken the file's place since it was found. */
function readText(file: FoundFile | undefined): string | undefined {
  if (!file || file.bytes > MAX_PAGE_BYTES) return undefined
  try {
    const text = decodeUtf8(readFileSync(file.absolute, { flag: constants.O_RDONLY | constants.O_NOFOLLOW }))
    return text?.includes('\0') ? undefined : text?.replace(/^\uFEFF/, '')
  } catch (error) {
    if (isErrorWithCode(error, 'EACCES', 'EPERM', 'ENOENT', 'ELOOP')) return undefined
    throw error
  }
}
