import type { RequestHandler } from 'express'
import { ForbiddenError } from '../errors.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses writes that another site makes a browser send. The check of Go 1.25's
 * `http.CrossOriginProtection`: Sec-Fetch-Site where the browser sends it, else Origin against our own
 * host. A request with neither is no browser's; it passes only without a cookie to misuse.
 */
export function refuseCrossSiteWrites(baseUrl: string | undefined): RequestHandler {
  const ownOrigin = baseUrl === undefined ? undefined : new URL(baseUrl).origin
  return (req, _res, next) => {
    if (SAFE.has(req.method)) return next()
    const site = req.get('sec-fetch-site')
    if (site !== undefined) {
      if (site === 'same-origin' || site === 'none') return next()
      throw new ForbiddenError('errors.crossSite')
    }
    const origin = req.get('origin')
    if (origin !== undefined) {
      if (origin === (ownOrigin ?? `${req.protocol}://${req.host}`)) return next()
      throw new ForbiddenError('errors.crossSite')
    }
    if (req.headers.cookie !== undefined) throw new ForbiddenError('errors.crossSite')
    next()
  }
}
