import express, { type Request, type RequestHandler, type Response } from 'express'
import { z } from 'zod'
import { AppError, InvalidError } from '../errors.ts'
import { langs, type Lang, type User } from '../user.ts'
import { parseQuery } from '../web/forms.ts'
import type { Handler, Routes } from '../web/routes.ts'
import type { Translations } from '../web/i18n.ts'
import { signedIn } from '../web/viewer.ts'
import { ConflictError } from './merge.ts'
import { decodeUtf8, variantFor } from './page.ts'
import { MAX_PAGE_BYTES, type Pages, type SaveInput } from './pages.ts'
import { pathOf } from '../web/page-address.ts'
import { isUnchanged } from './routes.ts'
import { LOOK_AGAIN } from './trailers.ts'

export interface PageApiDeps {
  readonly pages: Pages
  readonly translations: Translations
}

/** A little above a page's limit, so that one which is too large is answered in our words. */
const readMarkdownBody = express.raw({ type: () => true, limit: MAX_PAGE_BYTES + 1024 }) as RequestHandler

/** Pages for programs (DESIGN §7). */
export function pageApi(routes: Routes, { pages, translations }: PageApiDeps): void {
  routes.get('/api/v1/pages/*path', (req, res) => answerPage(req, res, pages, pathOf(req)))

  routes.put('/api/v1/pages/*path', readMarkdownBody as Handler, async (req, res) => {
    const user = signedIn(req)
    try {
      const saved = await pages.save(user, saveInput(req))
      const { path, revision, merged } = saved
      const lang = variantLang(pages, user, path, req)
      res.setHeader('ETag', `"${revision}"`)
      if (saved.created) res.setHeader('Location', `/api/v1/pages/${encodeURI(path)}`)
      res.status(saved.created ? 201 : 200).json({ path, revision, lang, merged, commit: saved.commit })
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error
      sendConflictProblem(req, res, error, translations)
    }
  })

  routes.delete('/api/v1/pages/*path', async (req, res) => {
    const user = signedIn(req)
    const base = revisionIn(req.get('if-match'))
    const { path } = pages.get(user, pathOf(req))
    if (base === undefined) throw new AppError('precondition-required', 'pages.deletion.unconditional')
    await pages.remove(user, { path, base })
    res.status(204).end()
  })
}

/** A page as programs read it; 304 where they have it. */
export async function answerPage(req: Request, res: Response, pages: Pages, path: string): Promise<void> {
  const user = signedIn(req)
  const { lang } = parseQuery(LangQuery, req)
  const page = pages.get(user, path)
  const variant = lang ? variantFor(page, lang) : page.original
  if (isUnchanged(req, res, `"${variant.blob}"`)) return
  const { rendered } = await pages.read(user, page.path, variant.lang)
  const markdown = decodeUtf8(await pages.readSource(variant)) ?? ''
  const { title, blob: revision, frontMatter } = variant
  res.json({
    path: page.path,
    title,
    kind: page.kind,
    lang: variant.lang,
    revision,
    frontMatter,
    markdown,
    html: rendered.html,
  })
}

const LangQuery = z.object({ lang: z.enum(langs).optional() })
const PutQuery = z.object({
  lang: z.enum(langs).optional(),
  base: z.string().max(64).optional(),
  lookAgain: z.enum(['1', '0', 'yes', 'no', 'true', 'false']).optional(),
})

/** Which of the four ways of saving the request's conditions ask for. */
function saveInput(req: Request): SaveInput {
  const { lang, base, lookAgain = req.get(LOOK_AGAIN) } = parseQuery(PutQuery, req)
  const source = Buffer.isBuffer(req.body) ? decodeUtf8(req.body) : ''
  if (source === undefined) throw new InvalidError('pages.fault.utf8')
  const asksAgain = /^(1|yes|true)$/i.test(lookAgain ?? '')
  const trailers = asksAgain ? { [LOOK_AGAIN]: 'yes' } : undefined
  const common = { path: pathOf(req), lang, source, trailers }
  const ifMatch = revisionIn(req.get('if-match'))
  if (req.get('if-none-match') === '*') return { ...common, how: 'create' }
  // `If-Match: *`: whatever revision, but there must be one (RFC 9110, 13.1.1).
  if (ifMatch !== undefined) return { ...common, how: 'exactly', base: ifMatch }
  if (base !== undefined) return { ...common, how: 'merge', base }
  return { ...common, how: 'replace' }
}

/** The revision in an If-Match header, with or without quotes and the weak mark. */
function revisionIn(header: string | undefined): string | undefined {
  return header?.replace(/^W\//, '').replaceAll('"', '').trim()
}

function variantLang(pages: Pages, user: User, path: string, req: Request): Lang | undefined {
  const { lang } = parseQuery(PutQuery, req)
  const page = pages.find(user, path)
  return lang ?? page?.original.lang
}

function sendConflictProblem(
  req: Request,
  res: Response,
  error: ConflictError,
  translations: Translations,
): void {
  const t = translations[req.viewer.lang]
  const { base, theirs, mine } = error
  res.status(409).type('application/problem+json')
  res.end(
    JSON.stringify({
      type: 'about:blank',
      title: t('errors.title.conflict'),
      status: 409,
      detail: t(error.key),
      code: error.code,
      requestId: req.id,
      base,
      theirs,
      mine,
    }),
  )
}
