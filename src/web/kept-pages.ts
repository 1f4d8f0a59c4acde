import { randomBytes } from 'node:crypto'
import type { SafeHtml } from '../markdown/safe-html.ts'
import { deflatePiece, joinGzip, storePiece, type GzipPiece } from './gzip-pieces.ts'

/** What differs between two answers with the same page: the nonce of its scripts and the reader's own mark. */
export interface PageMarks {
  readonly nonce: string
  readonly self: SafeHtml
}

export interface KeptPage {
  fill(marks: PageMarks): Buffer
  /** The same as gzip: what all readers share was compressed once, when it was first asked for. */
  fillGzip(marks: PageMarks): Promise<Buffer>
}

const MAX_KEPT_BYTES = 32 * 1024 * 1024
/** What gzip leaves of a page, at most as we count it: the compressed pieces are kept beside the plain ones. */
const WITH_GZIP = 1.5

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

  /** `html` has been rendered with `marks`. */
  const createPage = (html: string): KeptPage & { readonly bytes: number } => {
    const parts = html.split(split).map((part): Part => {
      if (part === marks.nonce) return 'nonce'
      return part === marks.self ? 'self' : Buffer.from(part)
    })
    let pieces: Promise<(GzipPiece | keyof PageMarks)[]> | undefined
    return {
      bytes: WITH_GZIP * parts.reduce((sum, part) => sum + (typeof part === 'string' ? 0 : part.length), 0),
      fill: (values) =>
        Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(values[part]) : part))),
      async fillGzip(values) {
        pieces ??= deflateParts(parts)
        const own = {
          nonce: storePiece(Buffer.from(values.nonce)),
          self: storePiece(Buffer.from(values.self)),
        }
        return joinGzip((await pieces).map((piece) => (typeof piece === 'string' ? own[piece] : piece)))
      },
    }
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
    keep(key: string, html: string): KeptPage {
      const page = createPage(html)
      drop(key)
      pages.set(key, page)
      bytes += page.bytes
      for (const oldest of pages.keys()) {
        if (bytes <= MAX_KEPT_BYTES || oldest === key) break
        drop(oldest)
      }
      return page
    },
  }
}

type Part = Buffer | keyof PageMarks

function deflateParts(parts: readonly Part[]): Promise<(GzipPiece | keyof PageMarks)[]> {
  return Promise.all(parts.map(async (part) => (typeof part === 'string' ? part : deflatePiece(part))))
}
