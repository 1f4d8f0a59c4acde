import { hash } from 'node:crypto'
import type { Request, Response } from 'express'
import { z } from 'zod'
import { NotFoundError } from '../errors.ts'
import { hasRole, langs, type Lang, type User } from '../user.ts'
import { parseQuery } from '../web/forms.ts'
import type { Translations } from '../web/i18n.ts'
import { noticeOf } from '../web/notice.ts'
import type { Routes } from '../web/routes.ts'
import { encodePath, type Views } from '../web/view.ts'
import { pathOf } from '../web/page-address.ts'
import { signedIn } from '../web/viewer.ts'
import { addAll, type AddToPage, type PageAddition } from './additions.ts'
import type { Catalog } from './catalog.ts'
import { kindFacts, kinds, type Kind } from './kinds.ts'
import { canSee, variantFor, type Variant } from './page.ts'
import type { Pages } from './pages.ts'
import { cardOf, describePage } from './reading.ts'
import { redirectedPath } from './redirects.ts'

export interface PageRouteDeps {
  readonly pages: Pages
  readonly views: Views
  readonly translations: Translations
  readonly additions: readonly AddToPage[]
  /** Changes with the program, so that a page kept by a browser is not older than its frame. */
  readonly release: string
  readonly now: () => Date
}

const LangQuery = z.object({ lang: z.enum(langs).optional() })
const ViewQuery = LangQuery.loose()
const IndexQuery = z
  .object({
    tag: z.string().max(200).optional(),
    page: z.coerce.number().int().min(1).max(10_000).default(1),
  })
  .loose()

/** Pages in one sheet of an index. */
const PER_SHEET = 60

/** Reading: pages and indexes of a kind. */
export function pageRoutes(routes: Routes, deps: PageRouteDeps): void {
  const { pages, views } = deps
  const { content } = pages

  routes.get('/wiki/*path', async (req, res) => {
    const user = signedIn(req)
    const path = pathOf(req)
    if (path.endsWith('.md')) return sendMarkdown(req, res, pages, user, path.slice(0, -3))
    const { lang } = parseQuery(ViewQuery, req)
    const page = pages.find(user, path)
    if (!page) return leadElsewhere(res, deps, user, path)
    if (page.path !== path) return res.redirect(301, `/wiki/${encodePath(page.path)}`)
    const variant = variantFor(page, lang ?? req.viewer.lang)
    const addition = await addAll(deps.additions, user, page, variant, req.query)
    const look = lookOf(req, deps, variant, addition.version)
    if (
      isUnchanged(
        req,
        res,
        `W/"${hashOf(`${look}\n${user.handle}\n${user.name}\n${user.role}\n${req.viewer.unseen}`)}"`,
      )
    )
      return
    await views.sendKept(
      req,
      res,
      `${look}\n${readersLike(user, content.catalog, addition)}`,
      'pages/show',
      async () => {
        const read = await pages.read(user, path, lang ?? req.viewer.lang)
        const locals = describePage(user, read, content, deps.now())
        const notice = noticeOf(deps.translations, req, 'pages.done')
        return { title: variant.title, ...locals, ...addition.locals, at: path, notice }
      },
    )
  })

  for (const kind of kinds) {
    routes.get(`/${kindFacts[kind].folder}`, (req, res) => {
      const user = signedIn(req)
      const query = parseQuery(IndexQuery, req)
      const title = deps.translations[req.viewer.lang](`kinds.${kind}`)
      views.send(req, res, 'pages/index', { title, ...listKind(deps, user, req.viewer.lang, kind, query) })
    })
  }
}

async function sendMarkdown(
  req: Request,
  res: Response,
  pages: Pages,
  user: User,
  path: string,
): Promise<void> {
  const { lang } = parseQuery(LangQuery.loose(), req)
  // `x.ko.md` names the file of one language, `x.md` the original.
  const suffixed = /^(.+)\.(ko|en)$/.exec(path)
  const page = pages.find(user, path) ?? pages.get(user, suffixed?.[1] ?? path)
  const wanted = lang ?? (suffixed && page.path === suffixed[1] ? (suffixed[2] as Lang) : undefined)
  const variant = wanted === undefined ? page.original : page.variants.get(wanted)
  if (!variant) throw new NotFoundError('pages.notFound')
  if (isUnchanged(req, res, `"${variant.blob}"`)) return
  const bytes = await pages.readSource(variant)
  res.setHeader('Content-Type', 'text/markdown; charset=utf-8')
  res.end(bytes)
}

/** Where a page that is not (or no longer) here is to be found; leads are offered to write it. */
function leadElsewhere(res: Response, { pages }: PageRouteDeps, user: User, path: string): void {
  const moved = redirectedPath(pages.content, path)
  if (moved !== undefined && pages.find(user, moved)) return res.redirect(302, `/wiki/${encodePath(moved)}`)
  const twin = pages.content.catalog.findTwin(path)
  if (twin && canSee(user, twin)) return res.redirect(301, `/wiki/${encodePath(twin.path)}`)
  throw new NotFoundError('pages.notFound')
}

/** All that a page's look depends on but who reads it; `addition` is what other features show on it. */
function lookOf(req: Request, deps: PageRouteDeps, variant: Variant, addition: string): string {
  const { lang, theme, user } = req.viewer
  const day = deps.now().toISOString().slice(0, 10)
  const { version } = deps.pages.content.catalog
  return [
    deps.release,
    variant.blob,
    version,
    lang,
    theme,
    user?.timeZone,
    day,
    addition,
    req.originalUrl,
  ].join('\n')
}

function hashOf(text: string): string {
  return hash('sha1', text, 'base64url')
}

/** Readers who are shown the same: by role, but for those who see drafts of their own or progress of their own. */
function readersLike(user: User, catalog: Catalog, addition: PageAddition): string {
  const isAlone = addition.personal || catalog.hasDraftOf(user.handle)
  return isAlone ? `handle ${user.handle}` : `role ${user.role}`
}

/** Answers 304 where the browser has it. The policy's nonce belongs to the body it has, so no new one is sent. */
export function isUnchanged(req: Request, res: Response, tag: string): boolean {
  res.setHeader('ETag', tag)
  if (req.headers['if-none-match'] !== tag) return false
  res.removeHeader('Content-Security-Policy')
  res.status(304).end()
  return true
}

function mayWrite(user: User): boolean {
  return hasRole(user, 'lead')
}

function listKind(
  { pages, now }: PageRouteDeps,
  user: User,
  lang: Lang,
  kind: Kind,
  { tag, page: sheet }: z.infer<typeof IndexQuery>,
) {
  const { catalog } = pages.content
  const visible = catalog.listFor(user, kind)
  const counts = new Map<string, number>()
  for (const name of visible.flatMap((page) => page.tags)) counts.set(name, (counts.get(name) ?? 0) + 1)
  const tags = [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).slice(0, 20)
  const chosen = tag === undefined ? visible : visible.filter((page) => page.tags.includes(tag))
  const shown = chosen.slice((sheet - 1) * PER_SHEET, sheet * PER_SHEET)
  return {
    kind,
    folder: kindFacts[kind].folder,
    cards: shown.map((page) => cardOf(page, lang, { catalog }, now())),
    total: visible.length,
    tags,
    tag,
    sheet,
    sheets: Math.ceil(chosen.length / PER_SHEET),
    mayWrite: mayWrite(user),
  }
}
