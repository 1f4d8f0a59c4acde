import type { SearchDocument } from './document.ts'
import { normaliseForms } from './normalise.ts'
import { sectionsOf, type Section } from './plain-text.ts'

/** The text of a document as it is indexed. */
export interface TextFields {
  readonly title: string
  readonly summary: string
  readonly tags: readonly string[]
  readonly headings: readonly string[]
  /** Markdown. */
  readonly body: string
}

/** The text of a document as passages are cut from it: without Markdown, in the forms that words are compared in. */
export interface ShownText {
  readonly title: string
  readonly summary: string
  readonly headings: readonly string[]
  readonly sections: readonly Section[]
}

/** More of one page is not indexed: a longer text is data rather than guidance. */
const BODY_LIMIT = 400_000

export function textFields(document: Omit<SearchDocument, 'body'>, body: string): TextFields {
  return {
    title: document.title,
    summary: document.summary,
    tags: document.tags,
    headings: document.headings.map(({ text }) => text),
    body: body.slice(0, BODY_LIMIT),
  }
}

/** Done once a save, so that showing a result reads no Markdown. */
export function shownText({ title, summary, headings, body }: TextFields): ShownText {
  return {
    title: normaliseForms(title),
    summary: normaliseForms(summary.trim()),
    headings,
    sections: sectionsOf(body, headings).map(({ heading, text }) => ({
      heading,
      text: normaliseForms(text),
    })),
  }
}
