import lunr from 'lunr'
import type { TextDocument } from './search-corpora.ts'

/** Answers a query with the paths of the best ten. */
export type Answerer = (q: string) => Promise<string[]> | string[]

/** lunr as it comes, over title, headings and body. */
export function plainLunr(documents: readonly TextDocument[]): Answerer {
  const index = lunr((builder) => {
    builder.ref('path')
    builder.field('title')
    builder.field('headings')
    builder.field('body')
    for (const { path, title, headings, body } of documents) {
      builder.add({ path, title, headings: headings.map(({ text }) => text).join('\n'), body })
    }
  })
  return (q) => {
    try {
      return index
        .search(q)
        .slice(0, 10)
        .map(({ ref }) => ref)
    } catch {
      return [] // lunr's own parser throws on what it takes for its syntax.
    }
  }
}

/** What a wiki without an index does: the words as they are typed, looked for in the text; titles first. */
export function plainSubstring(documents: readonly TextDocument[]): Answerer {
  const texts = documents.map(({ path, title, body }) => ({
    path,
    title: title.toLowerCase(),
    body: body.toLowerCase(),
  }))
  return (q) => {
    const words = q.toLowerCase().split(/\s+/).filter(Boolean)
    return texts
      .map(({ path, title, body }) => ({
        path,
        score: words.reduce(
          (sum, word) => sum + (title.includes(word) ? 2 : 0) + (body.includes(word) ? 1 : 0),
          0,
        ),
      }))
      .filter(({ score }) => score > 0)
      .sort((one, other) => other.score - one.score)
      .slice(0, 10)
      .map(({ path }) => path)
  }
}
