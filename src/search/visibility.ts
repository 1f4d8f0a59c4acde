import type { DocumentFacts } from './shelf.ts'

/** What decides whether a person may see a document. */
export type VisibilityFacts = Pick<DocumentFacts, 'path' | 'lang' | 'status' | 'owner'>
export type IsVisible = (document: VisibilityFacts) => boolean
