import type { DocumentFacts } from './shelf.ts'

/** What decides whether a person may see a document. */
export type VisibilityFacts = Pick<DocumentFacts, 'path' | 'lang' | 'status' | 'owner'>
export type IsVisible = (document: VisibilityFacts) => boolean

/** Whether everybody sees the document. Only of one that is not open is `IsVisible` asked in earnest. */
export function isOpen({ status }: Pick<DocumentFacts, 'status'>): boolean {
  return status !== 'draft'
}
