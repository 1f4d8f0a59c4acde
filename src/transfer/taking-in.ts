import { basename } from 'node:path'
import { MAX_PAGE_BYTES } from '../pages/pages.ts'
import { createMkDocsSites, type MkDocsSite } from './mkdocs-site.ts'
import type { Tree } from './scan-tree.ts'
import { createSourceLinks, type SourceLinks } from './source-links.ts'
import { createSourceTexts, type SourceTexts } from './source-texts.ts'

/** What the pages of a tree take in of its other files. */
export interface TakingIn {
  readonly texts: SourceTexts
  readonly links: () => SourceLinks
  readonly siteOf: (source: string) => MkDocsSite
  /** @param bytes the page's own */
  readonly allow: (bytes: number) => Allowance
}

export function createTakingIn({ root, files }: Tree): TakingIn {
  const texts = createSourceTexts(files)
  const sources = files.map(({ source }) => source)
  let links: SourceLinks | undefined
  return {
    texts,
    links: () => (links ??= createSourceLinks(sources, basename(root))),
    siteOf: createMkDocsSites(sources, texts),
    allow: createAllowances(),
  }
}

/** What one page may still take in of other files. */
export interface Allowance {
  /** Whether so many bytes could be taken. */
  fits(bytes: number): boolean
  /** Before a file of this size is looked through for a part of it; false where it were too much. */
  look(bytes: number): boolean
  /** False where these bytes would be too many; nothing is taken off then. */
  take(bytes: number): boolean
}

/** How deep files that are taken in may take in others. */
export const MAX_NESTED = 10
const MOST_ON_A_PAGE = 1_000
const MAX_LOOKED_THROUGH = 16 * MAX_PAGE_BYTES
const MAX_TOTAL_BYTES = 64 * 1024 * 1024

/**
 * A few small files that name each other many times would be more than any memory holds: a page stays within the size
 * of a page, and all that an import takes in within 64 MB.
 */
function createAllowances(): TakingIn['allow'] {
  let left = MAX_TOTAL_BYTES
  return (own) => {
    let count = 0
    let size = own
    let looked = 0
    const fits = (bytes: number) => count < MOST_ON_A_PAGE && size + bytes <= MAX_PAGE_BYTES && bytes <= left
    return {
      fits,
      look: (bytes) => (looked += bytes) <= MAX_LOOKED_THROUGH,
      take(bytes) {
        if (!fits(bytes)) return false
        count++
        size += bytes
        left -= bytes
        return true
      },
    }
  }
}
