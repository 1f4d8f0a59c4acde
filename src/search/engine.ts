import type { DocumentKey } from './document.ts'
import type { TextFields } from './document-text.ts'

export type EngineKind = 'lunr' | 'fts5'

/** A document that an index has. Numbers are given by the caller and stand for document keys. */
export interface HeldDocument {
  readonly number: number
  readonly key: DocumentKey
  /** Tells one text of the document from another; empty where nothing does. */
  readonly version: string
}

export interface IndexedDocument extends HeldDocument {
  /** Whether everybody who may search may read it. */
  readonly isOpen: boolean
  readonly text: TextFields
}

/** What a document is found by before its text is read. */
export interface NamedDocument {
  readonly number: number
  readonly isOpen: boolean
  readonly title: string
  readonly headings: readonly string[]
}

/** What an engine is asked: a parsed query without its filters, which are the caller's. */
export interface EngineQuery {
  /** All that is looked for, as typed. */
  readonly text: string
  readonly words: readonly string[]
  readonly phrases: readonly string[]
  readonly excluded: readonly string[]
  /** Where not given, open documents alone are searched. */
  readonly closed?: ClosedPart
}

/** What a reader may read beside what everybody may. */
export interface ClosedPart {
  /** Any name that tells this reader from others. */
  readonly reader: string
  readonly numbers: readonly number[]
}

/** Documents that match, best first; scores compare within one answer only. */
export interface EngineAnswer {
  readonly numbers: Int32Array<ArrayBuffer>
  readonly scores: Float32Array<ArrayBuffer>
  /** True where nothing outside the answer may be shown: the query has phrases or exclusions. */
  readonly strict: boolean
  readonly corrections: readonly Correction[]
  readonly titles: TitleAnswer
}

/** The best match of each document whose title or a heading resembles what was typed, best first. */
export interface TitleAnswer {
  readonly numbers: Int32Array<ArrayBuffer>
  readonly scores: Float32Array<ArrayBuffer>
  /** Position of the heading that matched; -1 is the title. */
  readonly headings: Int16Array<ArrayBuffer>
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
  /** The documents it has from before. */
  held(): Promise<readonly HeldDocument[]>
  /** Makes documents findable by title and heading, until they are put. */
  name(documents: readonly NamedDocument[]): Promise<void>
  put(documents: readonly IndexedDocument[]): Promise<void>
  remove(numbers: readonly number[]): Promise<void>
  /** After much was put: tidies the index, which takes a moment. */
  settle(): Promise<void>
  search(query: EngineQuery): Promise<EngineAnswer>
  /** By title and heading alone, as one types. */
  searchTitles(text: string, closed?: ClosedPart): Promise<TitleAnswer>
  /** The passage of each document that shows best why it matches. */
  passages(numbers: readonly number[], query: EngineQuery): Promise<Passage[]>
  setSynonyms(groups: readonly (readonly string[])[]): Promise<void>
  close(): Promise<void>
}
