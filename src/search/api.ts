import { z } from 'zod'
import { parseQuery } from '../web/forms.ts'
import type { Routes } from '../web/routes.ts'
import { signedIn } from '../web/viewer.ts'
import { dropEmpty, SearchQuery, type SearchRouteDeps } from './routes.ts'

const limit = z.coerce.number().int().min(1).max(100).default(10)
const offset = z.coerce.number().int().min(0).max(10_000).default(0)

/** Search for programs (DESIGN §7). */
export function searchApi(
  routes: Routes,
  { search, canSee }: Pick<SearchRouteDeps, 'search' | 'canSee'>,
): void {
  routes.get('/api/v1/search', async (req, res) => {
    const user = signedIn(req)
    const {
      q,
      limit: most,
      offset: from,
      ...filters
    } = dropEmpty(parseQuery(SearchQuery.extend({ limit, offset }), req))
    const asked = {
      q,
      filters,
      readerLang: req.viewer.lang,
      visible: canSee(user),
      limit: most,
      offset: from,
    }
    const { total, tookMs, results, didYouMean, facets } = await search.search(asked)
    res.json({
      query: q,
      total,
      tookMs,
      results: results.map(({ path, title, kind, lang, excerpt, score, heading, status, owner }) => {
        return { path, title, kind, lang, excerpt, score, heading: heading?.id, status, owner }
      }),
      facets,
      didYouMean,
    })
  })

  routes.get('/api/v1/suggest', async (req, res) => {
    const user = signedIn(req)
    const { q, limit: most } = parseQuery(z.object({ q: z.string().max(1_000).default(''), limit }), req)
    const found = await search.suggest({ q, readerLang: req.viewer.lang, visible: canSee(user), limit: most })
    res.json({ query: q, results: found.map(({ path, title, kind, lang }) => ({ path, title, kind, lang })) })
  })
}
