import type { Request, Response } from 'express'
import { z } from 'zod'
import { InvalidError, NotFoundError, PreconditionFailedError } from '../errors.ts'
import { canSee, variantFor } from '../pages/page.ts'
import type { Pages } from '../pages/pages.ts'
import { pathOf } from '../web/page-address.ts'
import { fieldErrors, parseForm, parseQuery, typedText, type FieldErrors } from '../web/forms.ts'
import type { Translations } from '../web/i18n.ts'
import type { Routes } from '../web/routes.ts'
import { encodePath, type Views } from '../web/view.ts'
import { signedIn } from '../web/viewer.ts'
import type { MovePlan } from './move-plan.ts'
import type { Moving } from './moving.ts'

export interface MovingRouteDeps {
  readonly moving: Moving
  readonly pages: Pages
  readonly views: Views
  readonly translations: Translations
}

export const MoveTo = z.object({ to: z.string().trim().min(1, 'pages.path.missing').max(600) })
const Query = z.object({ to: z.string().max(600).optional(), folder: z.enum(['yes']).optional() })
const Form = MoveTo.extend({ folder: z.enum(['yes']).optional() })

/** Moving a page or its folder: first what would change, then the change. */
export function movingRoutes(routes: Routes, deps: MovingRouteDeps): void {
  const { moving } = deps

  routes.get('/move/*path', (req, res) => {
    const { to, folder } = parseQuery(Query, req)
    show(req, res, deps, { to, folder: folder !== undefined })
  })

  routes.post('/move/*path', async (req, res) => {
    const typed = typedText(req.body)
    const form = parseForm(Form, req.body)
    if (!form.ok)
      return show(req, res, deps, { to: typed.to ?? '', folder: typed.folder === 'yes', errors: form.errors })
    const folder = form.values.folder !== undefined
    try {
      const { plan } = await moving.move(signedIn(req), { from: fromOf(req, folder), to: form.values.to })
      const own = plan.moves.get(pathOf(req) as never) ?? [...plan.moves.values()][0] ?? ''
      res.redirect(303, `/wiki/${encodePath(own)}?done=moved`)
    } catch (error) {
      const errors = errorsOf(error)
      show(req, res, deps, { to: form.values.to, folder, errors })
    }
  })
}

interface State {
  readonly to: string | undefined
  readonly folder: boolean
  readonly errors?: FieldErrors
}

function show(
  req: Request,
  res: Response,
  deps: MovingRouteDeps,
  { to, folder, errors: given }: State,
): void {
  const { moving, pages, views, translations } = deps
  const user = signedIn(req)
  const page = pages.get(user, pathOf(req))
  const from = fromOf(req, folder)
  let errors = given
  let plan: MovePlan | undefined
  if (to !== undefined && !errors) {
    try {
      plan = moving.preview(user, { from, to })
    } catch (error) {
      errors = errorsOf(error)
    }
  }
  const { lang } = req.viewer
  const titleOf = (path: string) => {
    const found = pages.find(user, path)
    return found ? variantFor(found, lang).title : path
  }
  const locals = {
    title: translations[lang]('moving.title'),
    page,
    at: page.path,
    from,
    to: to ?? from.replace(/\/$/, ''),
    folder,
    parent: page.path.slice(0, page.path.lastIndexOf('/') + 1),
    inFolder: [...pages.content.catalog.all()].filter(({ path }) => path.startsWith(from)).length,
    moves: plan && [...plan.moves].map(([old, now]) => ({ old, now, title: titleOf(old) })),
    relinked: plan?.relinked
      .filter((other) => canSee(user, other))
      .map(({ path }) => ({ path, title: titleOf(path) })),
    errors: errors ?? {},
  }
  const status = errors === undefined ? 200 : 'taken' in errors ? 409 : 400
  views.send(req, res, 'moving/move', locals, status)
}

/** The page, or the folder that it is in. */
function fromOf(req: Request, folder: boolean): string {
  const path = pathOf(req)
  return folder ? path.slice(0, path.lastIndexOf('/') + 1) : path
}

function errorsOf(error: unknown): FieldErrors {
  if (error instanceof InvalidError) return fieldErrors(error, 'to')
  if (error instanceof PreconditionFailedError) return { taken: { key: error.key, params: error.params } }
  if (error instanceof NotFoundError) throw error
  throw error
}
