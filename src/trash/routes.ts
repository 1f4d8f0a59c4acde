import type { Request, Response } from 'express'
import { z } from 'zod'
import { NotFoundError, PreconditionFailedError } from '../errors.ts'
import { hasRole } from '../user.ts'
import { parseForm, parseQuery, type FieldError } from '../web/forms.ts'
import type { Translations } from '../web/i18n.ts'
import { pathOf } from '../web/page-address.ts'
import type { Routes } from '../web/routes.ts'
import { encodePath, type Views } from '../web/view.ts'
import { signedIn } from '../web/viewer.ts'
import { TRASH_DAYS, type Trash } from './trash.ts'

export interface TrashRouteDeps {
  readonly trash: Trash
  readonly views: Views
  readonly translations: Translations
}

export const RestoreForm = z.object({
  commit: z
    .string()
    .regex(/^[0-9a-f]{40}$/)
    .optional(),
})
const SheetQuery = z.looseObject({ sheet: z.coerce.number().int().min(1).max(10_000).default(1) })
const PER_SHEET = 60

/** Deleted pages, and the way back. */
export function trashRoutes(routes: Routes, deps: TrashRouteDeps): void {
  routes.get('/trash', (req, res) => show(req, res, deps))

  routes.post('/trash/*path', async (req, res) => {
    const form = parseForm(RestoreForm, req.body)
    const path = pathOf(req)
    try {
      const restored = await deps.trash.restore(signedIn(req), { path, ...(form.ok && form.values) })
      res.redirect(303, `/wiki/${encodePath(restored)}?done=undeleted`)
    } catch (error) {
      const isExpired = error instanceof NotFoundError && error.key === 'trash.expired'
      if (!isExpired && !(error instanceof PreconditionFailedError)) throw error
      const history = isExpired ? path : undefined
      await show(req, res, deps, { error: { key: error.key, params: error.params }, history })
    }
  })
}

async function show(
  req: Request,
  res: Response,
  { trash, views, translations }: TrashRouteDeps,
  refusal?: { readonly error: FieldError; readonly history: string | undefined },
): Promise<void> {
  const user = signedIn(req)
  const { lang } = req.viewer
  const { sheet } = refusal ? { sheet: 1 } : parseQuery(SheetQuery, req)
  const all = await trash.list(user, lang)
  const locals = {
    title: translations[lang]('trash.title'),
    rows: all.slice((sheet - 1) * PER_SHEET, sheet * PER_SHEET),
    sheet,
    sheets: Math.ceil(all.length / PER_SHEET),
    days: TRASH_DAYS,
    isAdmin: hasRole(user, 'admin'),
    ...refusal,
  }
  const status = refusal?.history === undefined ? 409 : 404
  views.send(req, res, 'trash/trash', locals, refusal ? status : 200)
}
