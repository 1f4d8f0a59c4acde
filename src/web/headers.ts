import { randomFillSync, randomUUID } from 'node:crypto'
import type { Request, RequestHandler, Response } from 'express'
import helmet from 'helmet'
import type { Viewer } from './viewer.ts'

const NOBODY: Viewer = { user: undefined, via: undefined, lang: 'ko', theme: 'system', unseen: 0 }

/** Headers that are the same for every answer; the content policy is added where HTML is sent. */
export function securityHeaders(): RequestHandler {
  const always = [
    ...helmetHeaders(),
    ['X-Robots-Tag', 'noindex, nofollow'],
    // Nobody's page may be kept by a cache that others share.
    ['Cache-Control', 'private, no-cache'],
    ['Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'"],
  ] as const
  return (req, res, next) => {
    req.id = randomUUID()
    // Until `accounts/guards` knows better, so that an error before that can be shown too.
    req.viewer = NOBODY
    res.setHeader('X-Request-Id', req.id)
    for (const [name, value] of always) res.setHeader(name, value)
    if (req.secure) res.setHeader('Strict-Transport-Security', 'max-age=31536000')
    next()
  }
}

/** What helmet says of every answer alike, asked once: as a middleware it costs a tenth of a view. */
function helmetHeaders(): [name: string, value: string][] {
  const headers: [string, string][] = []
  const answer = {
    setHeader: (name: string, value: string) => void headers.push([name, value]),
    removeHeader: () => undefined,
  } as unknown as Response
  helmet({
    contentSecurityPolicy: false,
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: false,
    xFrameOptions: { action: 'deny' },
  })({} as Request, answer, () => undefined)
  return headers
}

/** A new nonce for this answer's scripts, with the policy that lets only them run. */
export function allowOwnScripts(res: Response): string {
  const nonce = newNonce()
  res.setHeader(
    'Content-Security-Policy',
    `default-src 'none'; script-src 'nonce-${nonce}' 'strict-dynamic'; style-src 'self'; img-src 'self'; ` +
      "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; " +
      "frame-ancestors 'none'",
  )
  return nonce
}

const NONCE_BYTES = 16
const pool = Buffer.alloc(NONCE_BYTES * 256)
let used = pool.length

/** 128 random bits; drawn for many answers at a time, for the system is slow to hand out a few. */
function newNonce(): string {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  used += NONCE_BYTES
  return pool.toString('base64', used - NONCE_BYTES, used)
}
