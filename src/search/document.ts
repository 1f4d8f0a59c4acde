export type Language = 'ko' | 'en'
export type SearchStatus = 'published' | 'draft' | 'archived'

/** What search knows of one language variant of a page. */
export interface SearchDocument {
  readonly path: string
  readonly lang: Language
  readonly kind: string
  readonly title: string
  readonly summary: string
  readonly tags: readonly string[]
  readonly owner: string | undefined
  readonly status: SearchStatus
  readonly headings: readonly Heading[]
  /** Markdown without front matter, or where to read it. */
  readonly body: string | BodySource
  readonly stale: boolean
  /** Path of the page that replaced this one. */
  readonly supersededBy: string | undefined
  /** Milliseconds since 1970. */
  readonly updated: number
}

/** A body that is read when it is needed, so that not all are held at once. */
export interface BodySource {
  /** Another one whenever the indexed text is another: title, summary, tags or body. */
  readonly version: string
  read(): Promise<string>
}

export interface Heading {
  readonly id: string
  readonly text: string
}

export type DocumentKey = string & { readonly __brand: 'DocumentKey' }

/** A page and its translation share the path, so the language is part of the key. */
export function keyOf(path: string, lang: Language): DocumentKey {
  return `${lang}:${path}` as DocumentKey
}
