import type { Request, RequestHandler } from 'express'
import { ForbiddenError, UnauthenticatedError } from '../errors.ts'
import type { Lang, User } from '../user.ts'
import type { Accounts } from './accounts.ts'
import { readCookies, type AccountCookies } from './cookies.ts'

/**
 * Finds out who asks, from the session's cookie or an API token, and in which language and theme they want
 * their answer. Nothing is written. A token that is no good is refused (401) rather than taken for nobody.
 */
export function identify({ sessions, tokens }: Pick<Accounts, 'sessions' | 'tokens'>): RequestHandler {
  return async (req, _res, next) => {
    const cookies = readCookies(req)
    const token = bearerToken(req)
    if (token === undefined) {
      const user =
        cookies.session === undefined ? undefined : await sessions.findUserBySession(cookies.session)
      setViewer(req, cookies, user, user && 'session')
      return next()
    }
    const user = await tokens.findUserByToken(token)
    setViewer(req, cookies, user, 'token')
    if (!user) throw new UnauthenticatedError('accounts.token.refused')
    next()
  }
}

/** A token may not make other ways in. @throws ForbiddenError for everyone but a person who has signed in. */
export function requireSession(req: Request): void {
  if (req.viewer.via !== 'session') throw new ForbiddenError('accounts.sessionNeeded')
}

function setViewer(
  req: Request,
  cookies: AccountCookies,
  user: User | undefined,
  via: 'session' | 'token' | undefined,
): void {
  const lang = user?.lang ?? cookies.lang ?? acceptedLang(req)
  const theme = user && user.theme !== 'system' ? user.theme : (cookies.theme ?? 'system')
  req.viewer = { user, via, lang, theme, unseen: 0 }
}

function acceptedLang(req: Request): Lang {
  if (req.headers['accept-language'] === undefined) return 'ko'
  return req.acceptsLanguages('ko', 'en') === 'en' ? 'en' : 'ko'
}

const BEARER = /^Bearer +(\S+) *$/i

const BASIC = /^Basic +([\w+/=-]+) *$/i

/** Undefined without a header; a header of another kind is a token that is no good. */
function bearerToken(req: Request): string | undefined {
  const header = req.headers.authorization
  if (header === undefined) return undefined
  return BEARER.exec(header)?.[1] ?? (req.path.startsWith('/git/') ? gitPassword(header) : undefined) ?? ''
}

/** Git's client asks people for a name and a password: any name will do, and the password is a token. */
function gitPassword(header: string): string | undefined {
  const [, both = ''] = BASIC.exec(header) ?? []
  const text = Buffer.from(both, 'base64').toString('utf8')
  return text.includes(':') ? text.slice(text.indexOf(':') + 1) : undefined
}
