import type { DocumentText } from './document-text.ts'

/** One document as an engine takes it; numbers are given by the caller and stand for document keys. */
export interface NumberedText {
  readonly number: number
  readonly text: DocumentText
}

/** What an engine is asked: a parsed query without its filters, which are the caller's. */
export interface EngineQuery {
  readonly words: readonly string[]
  readonly phrases: readonly string[]
  readonly excluded: readonly string[]
}

/** Documents that match, best first; scores compare within one answer only. */
export interface EngineAnswer {
  readonly numbers: Int32Array<ArrayBuffer>
  readonly scores: Float32Array<ArrayBuffer>
  /** True where nothing outside the answer may be shown: the query has phrases or exclusions. */
  readonly strict: boolean
  readonly corrections: readonly Correction[]
}

/** A word no document has, and words that look like it, each with documents that have it. */
export interface Correction {
  readonly word: string
  readonly candidates: readonly { readonly word: string; readonly numbers: readonly number[] }[]
}

export interface Segment {
  readonly text: string
  readonly marked: boolean
}

export interface Passage {
  /** Plain text of about 160 characters. */
  readonly segments: readonly Segment[]
  readonly titleSegments: readonly Segment[]
  /** Position among the document's headings of the one the passage is under; -1 is before any. */
  readonly heading: number
}

/** A full-text engine. A document put is found by the next search. Takes any text; never throws on one. */
export interface SearchEngine {
  put(documents: readonly NumberedText[]): Promise<void>
  remove(numbers: readonly number[]): Promise<void>
  search(query: EngineQuery): Promise<EngineAnswer>
  /** The passage of each document that shows best why it matches. */
  passages(numbers: readonly number[], query: EngineQuery): Promise<Passage[]>
  setSynonyms(groups: readonly (readonly string[])[]): Promise<void>
  close(): Promise<void>
}
