import express, { type RequestHandler } from 'express'
import { z } from 'zod'
import { presentPath } from '../pages/redirects.ts'
import { parseBody, parseQuery } from '../web/forms.ts'
import type { Handler, Routes } from '../web/routes.ts'
import { signedIn } from '../web/viewer.ts'
import { dropEmpty, FinishedBody, SearchQuery } from './forms.ts'
import { createReviews } from './reviews.ts'
import type { SearchRouteDeps } from './routes.ts'

const limit = z.coerce.number().int().min(1).max(100).default(10)
const offset = z.coerce.number().int().min(0).max(10_000).default(0)
const readJsonBody = express.json({ limit: '16kb' }) as RequestHandler as Handler

/** Search for programs (DESIGN §7). */
export function searchApi(
  routes: Routes,
  deps: Pick<SearchRouteDeps, 'search' | 'searchLog' | 'pages' | 'canSee' | 'now'>,
): void {
  const { search, searchLog, pages, canSee } = deps
  const reviewOf = createReviews(deps)

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
      reader: user.id,
      limit: most,
      offset: from,
      reviewOf,
    }
    const { total, tookMs, results, didYouMean, facets } = await search.search(asked)
    if (from === 0 && Object.keys(filters).length === 0) searchLog.note(user, { q, total })
    res.json({
      query: q,
      total,
      tookMs,
      results: results.map(({ path, title, kind, lang, excerpt, score, heading, status, owner, stale }) => {
        return { path, title, kind, lang, excerpt, score, heading: heading?.id, status, owner, stale }
      }),
      facets,
      didYouMean,
    })
  })

  routes.post('/api/v1/searches', readJsonBody, async (req, res) => {
    const user = signedIn(req)
    const { query: q, found: total, opened } = parseBody(FinishedBody, req.body)
    if (opened === undefined) await searchLog.record(user, { q, total })
    else {
      const { path } = pages.get(user, presentPath(pages.content, opened.normalize('NFC')))
      await searchLog.opened(user, { q, total, path })
    }
    res.status(204).end()
  })

  routes.get('/api/v1/suggest', async (req, res) => {
    const user = signedIn(req)
    const { q, limit: most } = parseQuery(z.object({ q: z.string().max(1_000).default(''), limit }), req)
    const found = await search.suggest({
      q,
      readerLang: req.viewer.lang,
      visible: canSee(user),
      reader: user.id,
      limit: most,
    })
    res.json({ query: q, results: found.map(({ path, title, kind, lang }) => ({ path, title, kind, lang })) })
  })
}
