import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import ejs from 'ejs'
import type { Request, Response } from 'express'
import { escapeHtml, type SafeHtml } from '../markdown/safe-html.ts'
import type { Lang, User } from '../user.ts'
import { dateWords, dateWordsFor } from './dates.ts'
import { allowOwnScripts } from './headers.ts'
import { createKeptPages, type PageMarks } from './kept-pages.ts'
import type { Translations } from './i18n.ts'
import type { Viewer } from './viewer.ts'

export interface PageLocals {
  readonly title: string
  /** `door` is the frame without navigation, for signing in. */
  readonly layout?: 'shell' | 'door'
  readonly [local: string]: unknown
}

export interface Views {
  /** Renders views/NAME.ejs in its layout and answers with it. */
  send(req: Request, res: Response, name: string, locals: PageLocals, status?: number): void
  /**
   * As `send`, for a page that looks the same to everyone who shares `key` but for their own mark in the
   * bar: rendered once, then answered from memory.
   */
  sendKept(
    req: Request,
    res: Response,
    key: string,
    name: string,
    locals: () => Promise<PageLocals>,
  ): Promise<void>
  /** Renders views/NAME.ejs alone. */
  render(viewer: Viewer, name: string, locals: Record<string, unknown>): SafeHtml
}

export interface ViewOptions {
  readonly dir: string
  readonly translations: Translations
  /** The address of a static file with its fingerprint. */
  readonly asset: (path: string) => string
  /** What the frame around every page shows (navigation, counts), by who looks. */
  readonly frame: (viewer: Viewer, path: string) => Record<string, unknown>
  /** Whether every date has its year, as what is kept for later needs; else this year's have none. */
  readonly fullDates?: boolean
}

type Template = (v: Record<string, unknown>) => SafeHtml

/**
 * The templates of `views/`, compiled once. A template sees one variable, `v`: the locals it was
 * sent, and the words and parts below. `<%=` escapes; `<%-` is for SafeHtml alone (a test looks).
 */
export function createViews(options: ViewOptions): Views {
  const templates = new Map<string, Template>()
  const template = (name: string): Template => {
    const found = templates.get(name)
    if (!found) throw new Error(`There is no view ${name}`)
    return found
  }
  for (const file of listTemplates(options.dir)) {
    const name = relative(options.dir, file)
      .split(sep)
      .join('/')
      .replace(/\.ejs$/, '')
    templates.set(name, ejs.compile(readFileSync(file, 'utf8'), COMPILE) as unknown as Template)
  }
  const words = { ko: baseWords('ko', options), en: baseWords('en', options) }

  /** A view inside a view sees what is around it, and `more`. */
  function include(this: object, name: string, more?: Record<string, unknown>): SafeHtml {
    const v = Object.create(this) as Record<string, unknown>
    return template(name)(more ? Object.assign(v, more) : v)
  }

  const locals = (viewer: Viewer, own: Record<string, unknown>): Record<string, unknown> => {
    const taken = Object.keys(own).find((name) => name in words.ko || OURS.has(name))
    if (taken !== undefined) throw new Error(`A view's local may not be called ${taken}`)
    const v = Object.create(null) as Record<string, unknown>
    const timeZone = viewer.user?.timeZone
    const dates = timeZone === undefined ? undefined : dateWordsFor(viewer.lang, timeZone)
    Object.assign(v, words[viewer.lang], dates, { user: viewer.user, theme: viewer.theme, include }, own)
    return v
  }

  /** A whole page; `marks` stand for what differs from answer to answer. */
  const renderPage = (req: Request, name: string, own: PageLocals, marks: PageMarks): string => {
    const { layout = 'shell', ...rest } = own
    const frame = layout === 'shell' ? options.frame(req.viewer, req.path) : {}
    const v = locals(req.viewer, rest)
    Object.assign(v, marks, { frame, path: req.path, url: req.originalUrl })
    v.body = template(name)(v)
    return template(`layouts/${layout}`)(v)
  }
  const ownMarks = new WeakMap<User, { readonly made: string; readonly html: SafeHtml }>()
  /** The reader's own corner of the bar; made again where it would look otherwise. */
  const ownMark = (viewer: Viewer): SafeHtml => {
    const { user, lang, unseen } = viewer
    if (!user) return NO_HTML
    const made = `${lang} ${unseen}`
    const known = ownMarks.get(user)
    if (known?.made === made) return known.html
    const html = template('parts/self')(locals(viewer, { unseen }))
    ownMarks.set(user, { made, html })
    return html
  }
  const kept = createKeptPages()

  return {
    send(req, res, name, own, status = 200) {
      const marks = { nonce: allowOwnScripts(res), self: ownMark(req.viewer) }
      res.status(status).setHeader('Content-Type', 'text/html; charset=utf-8')
      res.end(renderPage(req, name, own, marks))
    },
    async sendKept(req, res, key, name, own) {
      const page = kept.find(key) ?? kept.keep(key, renderPage(req, name, await own(), kept.marks))
      const values = { nonce: allowOwnScripts(res), self: ownMark(req.viewer) }
      res.setHeader('Content-Type', 'text/html; charset=utf-8')
      res.setHeader('Vary', 'Accept-Encoding')
      if (!req.acceptsEncodings('gzip')) return void res.end(page.fill(values))
      res.setHeader('Content-Encoding', 'gzip')
      res.end(await page.fillGzip(values))
    },
    render: (viewer, name, own) => template(name)(locals(viewer, own)),
  }
}

const NO_HTML = '' as SafeHtml
/** What every view finds, beside the words of its language. */
const OURS = new Set(['user', 'theme', 'include', 'frame', 'path', 'url', 'nonce', 'self', 'body'])

// The locals are ours and end in a null prototype, so EJS need not copy them for every include.
const COMPILE = {
  strict: true,
  localsName: 'v',
  compileDebug: false,
  rmWhitespace: true,
  unsafePrototypeLocals: true,
} as const

function listTemplates(dir: string): string[] {
  const entries = readdirSync(dir, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.name.endsWith('.ejs'))
    .map((entry) => join(entry.parentPath, entry.name))
}

function baseWords(lang: Lang, options: ViewOptions) {
  const dates = dateWords(lang)
  return {
    lang,
    t: options.translations[lang],
    asset: options.asset,
    ...dates,
    ...(options.fullDates && { date: dates.fullDate }),
    icon: iconMarkup(options.asset('/icons.svg')),
    initials,
    tint,
    encodePath,
    other: lang === 'ko' ? 'en' : 'ko',
  }
}

function iconMarkup(sprite: string) {
  const known = new Map<string, SafeHtml>()
  return (name: string, more = ''): SafeHtml => {
    const key = `${name} ${more}`
    let markup = known.get(key)
    if (markup === undefined) {
      const classes = escapeHtml(`icon ${more}`.trim())
      markup =
        `<svg class="${classes}" aria-hidden="true"><use href="${sprite}#i-${escapeHtml(name)}"/></svg>` as SafeHtml
      known.set(key, markup)
    }
    return markup
  }
}

/** One or two letters for an avatar: the last two syllables of a Korean name, else initials. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u)
  const [first = '?', second] = words
  if (/^\p{Script=Hangul}/u.test(first)) return [...first].slice(-2).join('')
  if (second !== undefined) return ([...first][0] ?? '') + ([...second][0] ?? '')
  return [...first].slice(0, 2).join('').toUpperCase()
}

/** One of the look's five quiet grounds, always the same for one person. */
export function tint(user: Pick<User, 'handle'>): string {
  let sum = 0
  for (const letter of user.handle) sum += letter.codePointAt(0) ?? 0
  return ['', 'b', 'c', 'd', 'e'][sum % 5] ?? ''
}

export function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/')
}
