import type { SearchDocument } from './document.ts'

/**
 * The text of a document in memory that the searching thread and the worker share, so that it is
 * held once, outside both heaps, and a worker that died can be refilled from it.
 */
export type DocumentText = SharedArrayBuffer & { readonly __brand: 'DocumentText' }

export interface TextFields {
  readonly title: string
  readonly summary: string
  readonly tags: readonly string[]
  readonly headings: readonly string[]
  readonly body: string
}

/** More of one page is not indexed: a longer text is data rather than guidance. */
const BODY_LIMIT = 400_000

export function packText(document: SearchDocument): DocumentText {
  const fields: TextFields = {
    title: document.title,
    summary: document.summary,
    tags: document.tags,
    headings: document.headings.map(({ text }) => text),
    body: document.body.slice(0, BODY_LIMIT),
  }
  const bytes = Buffer.from(JSON.stringify(fields))
  const shared = new SharedArrayBuffer(bytes.length)
  new Uint8Array(shared).set(bytes)
  return shared as DocumentText
}

export function unpackText(text: DocumentText): TextFields {
  return JSON.parse(Buffer.from(text).toString('utf8')) as TextFields
}
