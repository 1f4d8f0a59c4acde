import { textFields, type TextFields } from './document-text.ts'
import {
  keyOf,
  type DocumentKey,
  type Heading,
  type Language,
  type SearchDocument,
  type SearchStatus,
} from './document.ts'
import type { HeldDocument } from './engine.ts'
import { normaliseText } from './normalise.ts'
import { isOpen } from './visibility.ts'

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
}

/** A document as it stands on the shelf: its facts, and how to come by its text. */
export interface ShelvedDocument {
  readonly facts: DocumentFacts
  readonly key: DocumentKey
  /** Empty where nothing tells one text of the document from another. */
  readonly version: string
  readonly readText: () => Promise<TextFields>
}

/** The documents there are, under the numbers that engine and title matcher know them by. */
export interface Shelf {
  readonly size: number
  /** Has documents get the numbers that an index knows them by. For an empty shelf. */
  reserve(held: readonly HeldDocument[]): void
  /** A document put again keeps its number. */
  put(document: SearchDocument): ShelvedDocument
  remove(path: string, lang: Language): DocumentFacts | undefined
  find(number: number): DocumentFacts | undefined
  /** The document that has the number now. */
  read(number: number): ShelvedDocument | undefined
  readonly findVariant: (path: string, lang: Language) => DocumentFacts | undefined
  all(): Iterable<DocumentFacts>
  /** Those that not everybody may see. */
  closed(): Iterable<DocumentFacts>
  shelved(): Iterable<ShelvedDocument>
}

export function createShelf(): Shelf {
  const numbers = new Map<DocumentKey, number>()
  const documents = new Map<number, ShelvedDocument>()
  const closed = new Map<number, DocumentFacts>()
  let last = 0

  return {
    get size() {
      return documents.size
    },
    reserve(held) {
      for (const { key, number } of held) {
        numbers.set(key, number)
        last = Math.max(last, number)
      }
    },
    put(document) {
      const key = keyOf(document.path, document.lang)
      const number = numbers.get(key) ?? ++last
      numbers.set(key, number)
      const entry = shelve(document, number, key)
      documents.set(number, entry)
      if (isOpen(entry.facts)) closed.delete(number)
      else closed.set(number, entry.facts)
      return entry
    },
    remove(path, lang) {
      const key = keyOf(path, lang)
      const number = numbers.get(key)
      if (number === undefined) return undefined
      const entry = documents.get(number)
      numbers.delete(key)
      documents.delete(number)
      closed.delete(number)
      return entry?.facts
    },
    find: (number) => documents.get(number)?.facts,
    read: (number) => documents.get(number),
    findVariant: (path, lang) => documents.get(numbers.get(keyOf(path, lang)) ?? -1)?.facts,
    *all() {
      for (const { facts } of documents.values()) yield facts
    },
    closed: () => closed.values(),
    shelved: () => documents.values(),
  }
}

/** Whether an index that has taken in the one has all that it would get of the other. */
export function readsAlike(one: ShelvedDocument | undefined, other: ShelvedDocument | undefined): boolean {
  if (one === undefined || other === undefined) return false
  if (one === other) return true
  const isTextSame = one.version !== '' && one.version === other.version
  return isTextSame && one.key === other.key && isOpen(one.facts) === isOpen(other.facts)
}

function shelve(document: SearchDocument, number: number, key: DocumentKey): ShelvedDocument {
  const { body } = document
  const facts = toFacts(document, number)
  return typeof body === 'string'
    ? { facts, key, version: '', readText: () => Promise.resolve(textFields(document, body)) }
    : { facts, key, version: body.version, readText: async () => textFields(document, await body.read()) }
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
  }
}
