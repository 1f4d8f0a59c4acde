import { randomBytes, randomUUID } from 'node:crypto'
import type { RequestHandler, Response } from 'express'
import helmet from 'helmet'
import type { Viewer } from './viewer.ts'

const NOBODY: Viewer = { user: undefined, via: undefined, lang: 'ko', theme: 'system', unseen: 0 }

/** Headers that are the same for every answer; the content policy is added where HTML is sent. */
export function securityHeaders(): RequestHandler[] {
  return [
    (req, res, next) => {
      req.id = randomUUID()
      // Until `accounts/guards` knows better, so that an error before that can be shown too.
      req.viewer = NOBODY
      res.setHeader('X-Request-Id', req.id)
      res.setHeader('X-Robots-Tag', 'noindex, nofollow')
      // Nobody's page may be kept by a cache that others share.
      res.setHeader('Cache-Control', 'private, no-cache')
      res.setHeader('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'")
      next()
    },
    helmet({
      contentSecurityPolicy: false,
      referrerPolicy: { policy: 'same-origin' },
      strictTransportSecurity: false,
      xFrameOptions: { action: 'deny' },
    }),
    (req, res, next) => {
      if (req.secure) res.setHeader('Strict-Transport-Security', 'max-age=31536000')
      next()
    },
  ]
}

/** A new nonce for this answer's scripts, with the policy that lets only them run. */
export function allowOwnScripts(res: Response): string {
  const nonce = randomBytes(16).toString('base64')
  res.setHeader(
    'Content-Security-Policy',
    `default-src 'none'; script-src 'nonce-${nonce}' 'strict-dynamic'; style-src 'self'; img-src 'self'; ` +
      "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; " +
      "frame-ancestors 'none'",
  )
  return nonce
}
