import type { Request } from 'express'
import { z } from 'zod'
import type { Pages } from '../pages/pages.ts'
import { presentPath } from '../pages/redirects.ts'
import { hasRole, type User } from '../user.ts'
import { parseForm, parseQuery } from '../web/forms.ts'
import type { Routes } from '../web/routes.ts'
import type { Translations } from '../web/i18n.ts'
import { noticeOf } from '../web/notice.ts'
import type { Views } from '../web/view.ts'
import { signedIn } from '../web/viewer.ts'
import { dropEmpty, FinishedForm, SearchQuery } from './forms.ts'
import type { SearchLog } from './log.ts'
import { looksEverywhere } from './query-key.ts'
import { createReviews } from './reviews.ts'
import { shownResults, shownSuggestion } from './shown-results.ts'
import { suggestAsTyped } from './as-typed.ts'
import type { Search } from './search.ts'
import { exactly, typedFilters, withoutFilters } from './typed-filters.ts'
import type { IsVisible } from './visibility.ts'

export interface SearchRouteDeps {
  readonly search: Search
  readonly searchLog: SearchLog
  readonly pages: Pages
  readonly views: Views
  readonly translations: Translations
  readonly canSee: (user: User) => IsVisible
  readonly iconOf: (kind: string) => string
  readonly wishes: WishesShown
  readonly now: () => Date
}

/** What the pages of search show of wished-for pages, which are a feature of their own. */
export interface WishesShown {
  readonly wishLimits: { readonly wish: number; readonly note: number }
  /** The wish that somebody made with these words and that is not answered yet. */
  findOwnWish(user: User, q: string): Promise<{ readonly id: string } | undefined>
  ownWishes(
    user: User,
  ): Promise<readonly { readonly id: string; readonly text: string; readonly status: string }[]>
}

const PER_PAGE = 20
const MOST_PAGES = 50

/** Searching, on a page of its own and while typing. */
export function searchRoutes(routes: Routes, deps: SearchRouteDeps): void {
  const { search, searchLog, pages, views, translations, canSee, wishes } = deps
  const reviewOf = createReviews(deps)

  routes.get('/search', async (req, res) => {
    const user = signedIn(req)
    const sheet = z.coerce.number().int().min(1).max(MOST_PAGES).default(1)
    const query = parseQuery(SearchQuery.extend({ page: sheet }), req)
    const { q, page, ...filters } = dropEmpty(query)
    const narrowed = Object.keys(filters).length > 0
    const address = addressOf({ q, ...filters })
    const notice = noticeOf(translations, req, 'search.done')
    const common = {
      title: q || translations[req.viewer.lang]('search.title'),
      q,
      filters,
      address,
      page,
      notice,
    }
    if (q.trim() === '' && !narrowed) {
      const own = await wishes.ownWishes(user)
      return views.send(req, res, 'search/start', { ...common, own })
    }
    const offset = (page - 1) * PER_PAGE
    const visible = canSee(user)
    const asked = {
      q,
      filters,
      readerLang: req.viewer.lang,
      visible,
      reader: user.id,
      limit: PER_PAGE,
      offset,
      reviewOf,
    }
    const answer = await search.search(asked)
    const pageCount = Math.min(MOST_PAGES, Math.ceil(answer.total / PER_PAGE))
    if (page > Math.max(1, pageCount)) return res.redirect(303, address({ page: Math.max(1, pageCount) }))
    const isWhole = !narrowed && page === 1
    if (isWhole) searchLog.note(user, { q, total: answer.total })
    views.send(req, res, 'search/results', {
      ...common,
      answer,
      results: shownResults(deps, user, req.viewer.lang, answer.results),
      nearest: answer.nearest.map((one) => shownSuggestion(one, req.viewer.lang)),
      typed: typedFilters(q),
      pageCount,
      isLogged: isWhole,
      mayWish: looksEverywhere(q),
      bareQuery: withoutFilters(q),
      exactQuery: exactly(q),
      wish: await wishes.findOwnWish(user, q),
      wishLimits: wishes.wishLimits,
      mayWrite: hasRole(user, 'lead'),
    })
  })

  routes.get('/search/suggest', async (req, res) => {
    const user = signedIn(req)
    const { q } = parseQuery(z.object({ q: SearchQuery.shape.q }).loose(), req)
    res.json(await suggestAsTyped(deps, user, req.viewer.lang, q))
  })

  /** Told by the page of results and by the overlay: a search is counted when somebody has seen what it found. */
  routes.post('/search/log', async (req, res) => {
    const form = parseForm(FinishedForm, req.body)
    if (form.ok) await logFinished(req, form.values)
    res.status(form.ok ? 204 : 400).end()
  })

  async function logFinished(
    req: Request,
    { q, total, opened }: z.infer<typeof FinishedForm>,
  ): Promise<void> {
    const user = signedIn(req)
    const page = opened === undefined ? undefined : pages.find(user, presentPath(pages.content, opened))
    if (page) await searchLog.opened(user, { q, total, path: page.path })
    else await searchLog.record(user, { q, total })
  }
}

/** The address of this search with some of its parameters set otherwise. */
function addressOf(query: Record<string, unknown>) {
  return (changes: Record<string, string | number | undefined>): string => {
    const parameters = new URLSearchParams()
    for (const [name, value] of Object.entries({ ...query, ...changes })) {
      if (value !== undefined && value !== '') parameters.set(name, `${value as string | number}`)
    }
    const text = parameters.toString()
    return text === '' ? '/search' : `/search?${text}`
  }
}
