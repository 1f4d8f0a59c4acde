import { randomBytes } from 'node:crypto'
import type { SafeHtml } from '../markdown/safe-html.ts'

/** What differs between two answers with the same page: the nonce of its scripts and the reader's own mark. */
export interface PageMarks {
  readonly nonce: string
  readonly self: SafeHtml
}

export interface KeptPage {
  fill(marks: PageMarks): Buffer
}

const MAX_KEPT_BYTES = 32 * 1024 * 1024

/** Whole pages in memory as bytes, the least recently sent dropped first. */
export function createKeptPages() {
  // Random, so that no text of a page can stand where a mark is looked for.
  const secret = randomBytes(16).toString('hex')
  const marks: PageMarks = { nonce: `nonce-${secret}`, self: `self-${secret}` as SafeHtml }
  const split = new RegExp(`(${marks.nonce}|${marks.self})`)
  const pages = new Map<string, KeptPage & { readonly bytes: number }>()
  let bytes = 0

  const drop = (key: string): void => {
    bytes -= pages.get(key)?.bytes ?? 0
    pages.delete(key)
  }

  return {
    marks,
    find(key: string): KeptPage | undefined {
      const page = pages.get(key)
      if (!page) return undefined
      pages.delete(key)
      pages.set(key, page)
      return page
    },
    /** `html` has been rendered with `marks`. */
    keep(key: string, html: string): KeptPage {
      const parts = html.split(split).map((part) => {
        if (part === marks.nonce) return 'nonce'
        return part === marks.self ? 'self' : Buffer.from(part)
      })
      const size = parts.reduce((sum, part) => sum + (typeof part === 'string' ? 0 : part.length), 0)
      const page = {
        bytes: size,
        fill: (values: PageMarks) =>
          Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(values[part]) : part))),
      }
      drop(key)
      pages.set(key, page)
      bytes += size
      for (const oldest of pages.keys()) {
        if (bytes <= MAX_KEPT_BYTES || oldest === key) break
        drop(oldest)
      }
      return page
    },
  }
}
