import { packText, type DocumentText } from './document-text.ts'
import {
  keyOf,
  type DocumentKey,
  type Heading,
  type Language,
  type SearchDocument,
  type SearchStatus,
} from './document.ts'
import { normaliseText } from './normalise.ts'

/** What the searching thread keeps of a document: all but its text. */
export interface DocumentFacts {
  readonly number: number
  readonly path: string
  readonly lang: Language
  readonly kind: string
  readonly title: string
  readonly tags: readonly string[]
  readonly tagKeys: readonly string[]
  readonly owner: string | undefined
  readonly status: SearchStatus
  readonly stale: boolean
  readonly supersededBy: string | undefined
  readonly updated: number
  readonly headings: readonly Heading[]
  readonly text: DocumentText
}

/** The documents there are, under the numbers that engine and title matcher know them by. */
export interface Shelf {
  /** A document put again keeps its number. */
  put(document: SearchDocument): DocumentFacts
  remove(path: string, lang: Language): DocumentFacts | undefined
  find(number: number): DocumentFacts | undefined
  readonly findVariant: (path: string, lang: Language) => DocumentFacts | undefined
  all(): Iterable<DocumentFacts>
}

export function createShelf(): Shelf {
  const numbers = new Map<DocumentKey, number>()
  const facts = new Map<number, DocumentFacts>()
  let last = 0

  return {
    put(document) {
      const key = keyOf(document.path, document.lang)
      const number = numbers.get(key) ?? ++last
      numbers.set(key, number)
      const entry = toFacts(document, number)
      facts.set(number, entry)
      return entry
    },
    remove(path, lang) {
      const key = keyOf(path, lang)
      const number = numbers.get(key)
      if (number === undefined) return undefined
      const entry = facts.get(number)
      numbers.delete(key)
      facts.delete(number)
      return entry
    },
    find: (number) => facts.get(number),
    findVariant: (path, lang) => facts.get(numbers.get(keyOf(path, lang)) ?? -1),
    all: () => facts.values(),
  }
}

function toFacts(document: SearchDocument, number: number): DocumentFacts {
  return {
    number,
    path: document.path,
    lang: document.lang,
    kind: document.kind,
    title: document.title,
    tags: document.tags,
    tagKeys: document.tags.map(normaliseText),
    owner: document.owner,
    status: document.status,
    stale: document.stale,
    supersededBy: document.supersededBy,
    updated: document.updated,
    headings: document.headings,
    text: packText(document),
  }
}
