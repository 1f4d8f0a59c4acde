import lunr from 'lunr'
import { termsOf } from '../../search/tokens.ts'

export interface SiteDocument {
  /** The page's address from the site's own folder. */
  readonly href: string
  readonly title: string
  readonly summary: string
  readonly lang: string
  readonly body: string
}

const TITLE_WEIGHT = 6

/** A script that holds the index and what results show. A script and not JSON, for a file may not read files. */
export function formatSearchIndex(documents: readonly SiteDocument[]): string {
  const builder = new lunr.Builder()
  // The very terms that the page's script makes of what is typed.
  const tokenizer = (text: unknown) => termsOf(String(text)).map((term) => new lunr.Token(term, {}))
  Object.assign(builder, { tokenizer })
  builder.ref('id')
  builder.field('title', { boost: TITLE_WEIGHT })
  builder.field('body')
  documents.forEach(({ title, body }, id) => builder.add({ id: String(id), title, body }))
  const shown = documents.map(({ href, title, summary, lang }) => ({ href, title, summary, lang }))
  const data = JSON.stringify({ index: builder.build().toJSON(), documents: shown })
  return `globalThis.giljabiSearch=${data.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')}\n`
}
