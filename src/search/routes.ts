import { z } from 'zod'
import { hasRole, type Lang, type User } from '../user.ts'
import { parseQuery } from '../web/forms.ts'
import type { Routes } from '../web/routes.ts'
import type { Translate, Translations } from '../web/i18n.ts'
import { encodePath, type Views } from '../web/view.ts'
import { signedIn } from '../web/viewer.ts'
import type { Search, SearchAnswer } from './search.ts'
import type { IsVisible } from './visibility.ts'

export interface SearchRouteDeps {
  readonly search: Search
  readonly views: Views
  readonly translations: Translations
  readonly canSee: (user: User) => IsVisible
  readonly iconOf: (kind: string) => string
}

const PER_PAGE = 20
const text = z.string().max(1_000)

/** The same filters for people and for programs. */
export const SearchQuery = z.object({
  q: text.default(''),
  kind: text.optional(),
  tag: text.optional(),
  lang: text.optional(),
  owner: text.optional(),
  status: text.optional(),
})

/** Searching, on a page of its own and while typing. */
export function searchRoutes(routes: Routes, deps: SearchRouteDeps): void {
  const { search, views, canSee } = deps

  routes.get('/search', async (req, res) => {
    const user = signedIn(req)
    const query = parseQuery(
      SearchQuery.extend({ page: z.coerce.number().int().min(1).max(50).default(1) }),
      req,
    )
    const { q, page, ...filters } = dropEmpty(query)
    const answer =
      q.trim() === ''
        ? undefined
        : await search.search({
            q,
            filters,
            readerLang: req.viewer.lang,
            visible: canSee(user),
            limit: PER_PAGE,
            offset: (page - 1) * PER_PAGE,
          })
    const pageCount = Math.min(50, Math.ceil((answer?.total ?? 0) / PER_PAGE))
    const mayWrite = hasRole(user, 'lead')
    views.send(req, res, 'search/results', {
      title: q,
      q,
      answer,
      filters,
      page,
      pageCount,
      address: addressOf(query),
      mayWrite,
    })
  })

  routes.get('/search/suggest', async (req, res) => {
    const user = signedIn(req)
    const { q } = parseQuery(z.object({ q: text.default('') }).loose(), req)
    const t = deps.translations[req.viewer.lang]
    res.json(await suggestAsTyped(deps, user, req.viewer.lang, q, t))
  })
}

const SUGGESTED = 8

/** Titles that match first, then pages that say it; both in one list for the overlay. */
async function suggestAsTyped(deps: SearchRouteDeps, user: User, lang: Lang, q: string, t: Translate) {
  const { search, canSee, iconOf } = deps
  const allHref = `/search?q=${encodeURIComponent(q)}`
  if (q.trim() === '') return { query: q, total: 0, results: [], allHref }
  const visible = canSee(user)
  const answer = await search.search({
    q,
    filters: {},
    readerLang: lang,
    visible,
    limit: SUGGESTED,
    offset: 0,
  })
  const results = answer.results.map((result) => ({
    path: result.path,
    href: hrefOf(result),
    title: result.titleMarked,
    kind: result.kind,
    kindLabel: t(`kind.${result.kind}`),
    icon: iconOf(result.kind),
    lang: result.lang,
    excerpt: result.excerptMarked,
  }))
  return { query: q, total: answer.total, results, allHref }
}

export function hrefOf({ path, heading }: Pick<SearchAnswer['results'][number], 'path' | 'heading'>): string {
  return `/wiki/${encodePath(path)}${heading ? `#${encodeURIComponent(heading.id)}` : ''}`
}

/** An unchosen facet is sent as an empty field by a form. */
export function dropEmpty<T extends Record<string, unknown>>(query: T): T {
  return Object.fromEntries(
    Object.entries(query).filter(([name, value]) => value !== '' || name === 'q'),
  ) as T
}

/** The address of this search with some of its parameters set otherwise. */
function addressOf(query: Record<string, unknown>) {
  return (changes: Record<string, string | number | undefined>): string => {
    const parameters = new URLSearchParams()
    for (const [name, value] of Object.entries({ ...query, page: undefined, ...changes })) {
      if (value !== undefined && value !== '') parameters.set(name, `${value as string | number}`)
    }
    return `/search?${parameters.toString()}`
  }
}
