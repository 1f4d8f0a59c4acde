import type { Lang, User } from '../user.ts'
import { looksEverywhere } from './query-key.ts'
import type { SearchRouteDeps } from './routes.ts'
import { hrefOf } from './shown-results.ts'

const SUGGESTED = 8

/** For the overlay: what is found so far; where that is nothing, what comes near and where to ask for the page. */
export async function suggestAsTyped(
  {
    search,
    canSee,
    iconOf,
    translations,
  }: Pick<SearchRouteDeps, 'search' | 'canSee' | 'iconOf' | 'translations'>,
  user: User,
  lang: Lang,
  q: string,
) {
  const allHref = hrefOfQuery(q)
  if (q.trim() === '') return { query: q, total: 0, results: [], nearest: [], allHref }
  const { total, results, nearest, didYouMean } = await search.search({
    q,
    filters: {},
    readerLang: lang,
    visible: canSee(user),
    reader: user.id,
    limit: SUGGESTED,
    offset: 0,
    facets: false,
  })
  const t = translations[lang]
  const about = ({ path, kind, lang: own }: { path: string; kind: string; lang: Lang }) => ({
    path,
    kind,
    kindLabel: t(`kind.${kind}`),
    icon: iconOf(kind),
    lang: own,
  })
  return {
    query: q,
    total,
    results: results.map((result) => ({
      ...about(result),
      // Whoever means the page by its title begins at its beginning.
      href: `${hrefOf(result, lang)}${result.titleMarked.some(({ marked }) => marked) ? '' : fragmentOf(result.heading)}`,
      title: result.titleMarked,
      excerpt: result.excerptMarked,
    })),
    nearest: nearest.map((page) => ({
      ...about(page),
      href: hrefOf(page, lang),
      title: page.titleMarked,
      excerpt: [],
    })),
    allHref,
    ...(didYouMean !== undefined && { didYouMean: { text: didYouMean, href: hrefOfQuery(didYouMean) } }),
    ...(total === 0 && looksEverywhere(q) && { askHref: `${allHref}#wish` }),
  }
}

function hrefOfQuery(q: string): string {
  return `/search?q=${encodeURIComponent(q)}`
}

function fragmentOf(heading: { readonly id: string } | undefined): string {
  return heading ? `#${encodeURIComponent(heading.id)}` : ''
}
