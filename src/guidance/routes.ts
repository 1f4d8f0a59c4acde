import type { Request, Response } from 'express'
import { InvalidError } from '../errors.ts'
import { variantFor } from '../pages/page.ts'

import { fieldErrors, parseForm, typedText, type FieldErrors } from '../web/forms.ts'
import type { Translations } from '../web/i18n.ts'
import { noticeOf } from '../web/notice.ts'
import type { Routes } from '../web/routes.ts'
import { encodePath, type Views } from '../web/view.ts'
import { signedIn } from '../web/viewer.ts'
import { pathOf } from '../web/page-address.ts'
import { MAX_NOTE, MAX_WHERE } from './applications.ts'
import { ApplyForm, RemoveForm } from './forms.ts'
import type { Guidance } from './guidance.ts'

export interface GuidanceRouteDeps {
  readonly guidance: Guidance
  readonly views: Views
  readonly translations: Translations
}

/** The application log of a lesson: all of it, one more entry, one taken back. */
export function applicationRoutes(routes: Routes, deps: GuidanceRouteDeps): void {
  const { guidance, views, translations } = deps
  const { applications } = guidance

  routes.get('/applications/*path', (req, res) => sendLog(req, res, {}, {}))

  routes.post('/applications/*path', async (req, res) => {
    const user = signedIn(req)
    const form = parseForm(ApplyForm, req.body)
    if (!form.ok) return sendLog(req, res, form.typed, form.errors)
    try {
      await applications.record(user, pathOf(req), form.values)
      const { path } = applications.getLesson(user, pathOf(req))
      res.redirect(303, `/wiki/${encodePath(path)}?done=applied#log`)
    } catch (error) {
      if (!(error instanceof InvalidError) || error.field === undefined) throw error
      sendLog(req, res, typedText(req.body), fieldErrors(error, 'where'))
    }
  })

  routes.post('/applications-removed/*path', async (req, res) => {
    const user = signedIn(req)
    const form = parseForm(RemoveForm, req.body)
    if (!form.ok) throw new InvalidError('guidance.application.missing')
    await applications.remove(user, pathOf(req), form.values.id)
    const { path } = applications.getLesson(user, pathOf(req))
    res.redirect(303, `/applications/${encodePath(path)}?done=removed`)
  })

  function sendLog(
    req: Request,
    res: Response,
    values: Readonly<Record<string, string>>,
    errors: FieldErrors,
  ): void {
    const user = signedIn(req)
    const entries = applications.list(user, pathOf(req))
    const page = applications.getLesson(user, pathOf(req))
    const { title, lang: pageLang } = variantFor(page, req.viewer.lang)
    const status = Object.keys(errors).length > 0 ? 400 : 200
    const locals = {
      title: `${title} · ${translations[req.viewer.lang]('guidance.log')}`,
      lessonTitle: title,
      pageLang,
      page,
      values,
      errors,
      applications: {
        shown: entries,
        total: entries.length,
        counts: applications.countsOf(page.path),
        limits: { where: MAX_WHERE, note: MAX_NOTE },
      },
      notice: noticeOf(translations, req, 'guidance.done'),
    }
    views.send(req, res, 'guidance/applications', locals, status)
  }
}
