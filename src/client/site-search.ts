import lunr from 'lunr'
import { termsOf } from '../search/tokens.ts'

interface Found {
  readonly href: string
  readonly title: string
  readonly summary: string
  readonly lang: string
}

interface SiteSearch {
  readonly index: object
  readonly documents: readonly Found[]
}

const MOST_SHOWN = 20
const { giljabiSearch } = globalThis as unknown as { giljabiSearch: SiteSearch }
const root = document.querySelector<HTMLElement>('[data-root]')?.dataset['root'] ?? ''
const input = document.querySelector<HTMLInputElement>('[data-search]')
const list = document.querySelector<HTMLElement>('[data-results]')
let index: lunr.Index | undefined

/** The search of a wiki that was written out as files: no server, the same terms as the wiki itself. */
function search(text: string): Found[] {
  index ??= lunr.Index.load(giljabiSearch.index)
  const terms = termsOf(text)
  if (terms.length === 0) return []
  const last = terms.at(-1) ?? ''
  const results = index.query((query) => {
    for (const term of terms) query.term(term, { usePipeline: false, boost: 10 })
    query.term(last, { usePipeline: false, wildcard: lunr.Query.wildcard.TRAILING })
  })
  return results.slice(0, MOST_SHOWN).flatMap(({ ref }) => giljabiSearch.documents[Number(ref)] ?? [])
}

function show(field: HTMLInputElement): void {
  const found = search(field.value)
  const empty = field.value.trim() === '' ? [] : [item(field.dataset['none'] ?? '')]
  list?.replaceChildren(...(found.length > 0 ? found.map(resultItem) : empty))
}

input?.addEventListener('input', () => show(input))
// What was typed before this script was there.
if (input && input.value !== '') show(input)

function resultItem({ href, title, summary, lang }: Found): HTMLElement {
  const link = document.createElement('a')
  link.className = 'list-title'
  link.href = root + href
  link.textContent = title
  const line = item('')
  line.lang = lang
  line.append(link)
  if (summary !== '') {
    const words = document.createElement('p')
    words.className = 'small soft'
    words.textContent = summary
    line.append(words)
  }
  return line
}

function item(text: string): HTMLElement {
  const line = document.createElement('li')
  line.textContent = text
  return line
}
