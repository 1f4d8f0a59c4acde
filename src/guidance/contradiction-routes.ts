import type { Request, Response } from 'express'
import { InvalidError } from '../errors.ts'
import { fieldErrors, parseForm, typedText, type FieldErrors } from '../web/forms.ts'
import { noticeOf } from '../web/notice.ts'
import type { Routes } from '../web/routes.ts'
import { signedIn } from '../web/viewer.ts'
import { ResolveForm } from './forms.ts'
import type { GuidanceRouteDeps } from './routes.ts'

/** Lessons that contradict each other, for leads, with the ways out. */
export function contradictionRoutes(
  routes: Routes,
  { guidance, views, translations }: GuidanceRouteDeps,
): void {
  const { contradictions } = guidance

  routes.get('/contradictions', (req, res) => sendAll(req, res, {}, {}))

  routes.post('/contradictions', async (req, res) => {
    const form = parseForm(ResolveForm, req.body)
    if (!form.ok) return sendAll(req, res, form.typed, form.errors)
    const { id, ...how } = form.values
    try {
      await contradictions.resolve(signedIn(req), id, how)
      res.redirect(303, `/contradictions?done=${how.way}`)
    } catch (error) {
      if (!(error instanceof InvalidError)) throw error
      sendAll(req, res, typedText(req.body), fieldErrors(error, 'form'))
    }
  })

  function sendAll(
    req: Request,
    res: Response,
    typed: Readonly<Record<string, string>>,
    errors: FieldErrors,
  ): void {
    const all = contradictions.list(signedIn(req), req.viewer.lang)
    const locals = {
      title: translations[req.viewer.lang]('guidance.contradictions'),
      open: all.filter(({ settled }) => settled === undefined),
      settled: all.filter(({ settled }) => settled !== undefined),
      typed,
      errors,
      notice: noticeOf(translations, req, 'guidance.settled'),
    }
    views.send(req, res, 'guidance/contradictions', locals, Object.keys(errors).length > 0 ? 400 : 200)
  }
}
