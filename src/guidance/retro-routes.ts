import type { Request, Response } from 'express'
import { InvalidError } from '../errors.ts'
import { variantFor } from '../pages/page.ts'

import { fieldErrors, parseForm, typedText, type FieldErrors } from '../web/forms.ts'
import type { Routes } from '../web/routes.ts'
import { encodePath } from '../web/view.ts'
import { signedIn } from '../web/viewer.ts'
import { pathOf } from '../web/page-address.ts'
import { DrawForm, TickForm } from './forms.ts'
import type { GuidanceRouteDeps } from './routes.ts'

export interface RetroRouteDeps extends GuidanceRouteDeps {
  readonly handles: () => Promise<readonly string[]>
}

/** Drawing lessons from a retrospective, and ticking what was agreed on. */
export function retroRoutes(
  routes: Routes,
  { guidance, views, translations, handles }: RetroRouteDeps,
): void {
  const { retros } = guidance

  routes.post('/retro-lessons/*path', async (req, res) => {
    const form = parseForm(DrawForm, req.body)
    if (!form.ok) return sendDraw(req, res, form.errors)
    try {
      const { by, ...values } = form.values
      const lesson = await retros.draw(signedIn(req), pathOf(req), { ...values, by })
      res.redirect(303, `/edit/${encodePath(lesson)}`)
    } catch (error) {
      if (!(error instanceof InvalidError) || error.field === undefined) throw error
      await sendDraw(req, res, fieldErrors(error, 'what'))
    }
  })

  routes.post('/retro-actions/*path', async (req, res) => {
    const form = parseForm(TickForm, req.body)
    if (!form.ok) throw new InvalidError('guidance.action.unknown')
    await retros.tick(signedIn(req), pathOf(req), form.values)
    const done = form.values.done ? 'ticked' : 'unticked'
    res.redirect(303, `/wiki/${encodePath(pathOf(req))}?done=${done}#actions`)
  })

  async function sendDraw(req: Request, res: Response, errors: FieldErrors): Promise<void> {
    const page = retros.getRetro(signedIn(req), pathOf(req))
    const { title, lang: pageLang } = variantFor(page, req.viewer.lang)
    const locals = {
      title: translations[req.viewer.lang]('guidance.draw'),
      retroTitle: title,
      pageLang,
      page,
      values: typedText(req.body),
      errors,
      handles: await handles(),
    }
    views.send(req, res, 'guidance/draw', locals, 400)
  }
}
