import { parseCookie } from 'cookie'
import type { CookieOptions, Request, Response } from 'express'
import { langs, themes, type Lang, type Theme } from '../user.ts'
import { DEVICE_SECONDS } from './devices.ts'
import { SESSION_SECONDS } from './sessions.ts'

export interface AccountCookies {
  readonly session: string | undefined
  /** A browser that somebody has signed in with before. */
  readonly device: string | undefined
  readonly lang: Lang | undefined
  readonly theme: Theme | undefined
}

const NONE: AccountCookies = { session: undefined, device: undefined, lang: undefined, theme: undefined }

export function readCookies(req: Request): AccountCookies {
  const header = req.headers.cookie
  if (header === undefined) return NONE
  const sent = parseCookie(header)
  return {
    session: sent[secretName(req, 'sid')],
    device: sent[secretName(req, 'dev')],
    lang: langs.find((lang) => lang === sent.lang),
    theme: themes.find((theme) => theme === sent.theme),
  }
}

export function setSessionCookie(req: Request, res: Response, id: string): void {
  setSecret(req, res, 'sid', id, SESSION_SECONDS)
}

export function clearSessionCookie(req: Request, res: Response): void {
  res.clearCookie(secretName(req, 'sid'), secretOptions(req))
}

export function setDeviceCookie(req: Request, res: Response, device: string): void {
  setSecret(req, res, 'dev', device, DEVICE_SECONDS)
}

export function setLangCookie(req: Request, res: Response, lang: Lang): void {
  res.cookie('lang', lang, { ...secretOptions(req), maxAge: DEVICE_SECONDS * 1_000 })
}

function setSecret(req: Request, res: Response, name: string, value: string, seconds: number): void {
  res.cookie(secretName(req, name), value, { ...secretOptions(req), maxAge: seconds * 1_000 })
}

/** A browser takes `__Host-` only over https, for the whole host and no other: no neighbour can plant one. */
function secretName(req: Request, name: string): string {
  return req.secure ? `__Host-${name}` : name
}

function secretOptions(req: Request): CookieOptions {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure: req.secure }
}
