import type { Lang, User } from '../user.ts'
import type { Translate } from '../web/i18n.ts'
import { looksEverywhere } from './query-key.ts'
import type { SearchRouteDeps } from './routes.ts'
import { hrefOf, shownResults, type ShownResult } from './shown-results.ts'

const SUGGESTED = 8

/** For the overlay: what is found so far; where that is nothing, what comes near and where to ask for the page. */
export async function suggestAsTyped(
  deps: Pick<SearchRouteDeps, 'search' | 'pages' | 'now' | 'canSee' | 'iconOf' | 'translations'>,
  user: User,
  lang: Lang,
  q: string,
) {
  const { search, canSee, iconOf, translations } = deps
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
    results: shownResults(deps, user, lang, results).map((result) => ({
      ...about(result),
      ...stateOf(result.card, t),
      // Whoever means the page by its title begins at its beginning.
      href: `${result.href}${result.titleMarked.some(({ marked }) => marked) ? '' : fragmentOf(result.heading)}`,
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

/** What a reader should know before opening the page; that all is well goes without saying. */
function stateOf(
  { superseded, stopped, status, review }: ShownResult['card'],
  t: Translate,
): { state?: { name: string; label: string } } {
  if (superseded) return { state: { name: 'superseded', label: t('page.superseded') } }
  if (stopped) return { state: { name: 'stopped', label: t('lesson.stopped') } }
  if (status === 'draft') return { state: { name: 'draft', label: t('page.draft') } }
  if (status === 'archived') return { state: { name: 'archived', label: t('page.archived') } }
  return review === 'overdue' ? { state: { name: 'overdue', label: t('page.overdue') } } : {}
}

function hrefOfQuery(q: string): string {
  return `/search?q=${encodeURIComponent(q)}`
}

function fragmentOf(heading: { readonly id: string } | undefined): string {
  return heading ? `#${encodeURIComponent(heading.id)}` : ''
}
