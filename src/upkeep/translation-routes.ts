import type { Request } from 'express'
import { InvalidError } from '../errors.ts'
import { pathOf } from '../web/page-address.ts'
import { hasRole } from '../user.ts'
import { parseForm, parseQuery } from '../web/forms.ts'
import type { Translations } from '../web/i18n.ts'
import type { Routes } from '../web/routes.ts'
import { encodePath, type Views } from '../web/view.ts'
import { signedIn } from '../web/viewer.ts'
import { InStepForm, TranslateQuery } from './forms.ts'
import type { Upkeep } from './upkeep.ts'

export interface TranslationRouteDeps {
  readonly upkeep: Pick<Upkeep, 'translations'>
  readonly views: Views
  readonly translations: Translations
}

/** Keeping translations in step. */
export function translationRoutes(routes: Routes, deps: TranslationRouteDeps): void {
  const { views } = deps
  const { translations } = deps.upkeep
  const words = (req: Request) => deps.translations[req.viewer.lang]

  routes.get('/upkeep/translations', async (req, res) => {
    const rows = await translations.toTranslate(signedIn(req), req.viewer.lang)
    views.send(req, res, 'upkeep/translations', { title: words(req)('upkeep.translations'), rows })
  })

  routes.get('/translate/*path', async (req, res) => {
    const user = signedIn(req)
    const t = words(req)
    const { lang } = parseQuery(TranslateQuery, req)
    const marks = { added: t('upkeep.translate.added'), removed: t('upkeep.translate.removed') }
    const compared = await translations.compare(user, pathOf(req), lang, marks)
    const title = t('upkeep.translate.of', { title: compared.translation.title })
    views.send(req, res, 'upkeep/translate', { title, ...compared, mayWrite: hasRole(user, 'lead') })
  })

  routes.post('/translate/*path', async (req, res) => {
    const form = parseForm(InStepForm, req.body)
    if (!form.ok) throw new InvalidError('errors.request')
    const page = await translations.keepInStep(signedIn(req), pathOf(req), form.values)
    const lang = form.values.lang ?? ''
    res.redirect(303, `/wiki/${encodePath(page.path)}?${lang && `lang=${lang}&`}done=inStep`)
  })
}
