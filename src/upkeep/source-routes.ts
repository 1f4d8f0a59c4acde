import type { Request, Response } from 'express'
import { InvalidError } from '../errors.ts'
import { fieldErrors, parseForm, parseQuery, typedText, type FieldErrors } from '../web/forms.ts'
import type { Translations } from '../web/i18n.ts'
import { noticeOf } from '../web/notice.ts'
import type { Routes } from '../web/routes.ts'
import { encodePath, type Views } from '../web/view.ts'
import { signedIn } from '../web/viewer.ts'
import { SourceForm, SourceQuery } from './forms.ts'
import type { Upkeep } from './upkeep.ts'
import type { Log } from '../log.ts'
import { hasRole } from '../user.ts'

export interface SourceRouteDeps {
  readonly upkeep: Pick<Upkeep, 'sources'>
  readonly views: Views
  readonly translations: Translations
  readonly log: Log
}

const DONE = { replace: 'sourceReplaced', hold: 'sourceHeld', remove: 'sourceRemoved' } as const

/** The state of what pages rest on, and settling what is gone or has moved. */
export function sourceRoutes(routes: Routes, { upkeep, views, translations, log }: SourceRouteDeps): void {
  const { sources } = upkeep
  const words = (req: Request) => translations[req.viewer.lang]

  routes.get('/upkeep/sources', async (req, res) => {
    views.send(req, res, 'upkeep/sources', {
      title: words(req)('upkeep.sources'),
      leads: hasRole(signedIn(req), 'lead'),
      sources: await sources.list(signedIn(req), req.viewer.lang),
      isOn: sources.isOn,
      isRunning: sources.isRunning(),
      notice: noticeOf(translations, req, 'upkeep.sources.done'),
    })
  })

  routes.post('/upkeep/sources/check', (req, res) => {
    sources
      .checkNow(signedIn(req))
      .catch((error: unknown) => log.error({ err: error }, 'the sources could not be checked'))
    res.redirect(303, '/upkeep/sources?done=checking')
  })

  routes.get('/upkeep/source', (req, res) => sendSource(req, res, parseQuery(SourceQuery, req).url, {}))

  routes.post('/upkeep/source', async (req, res) => {
    const user = signedIn(req)
    const form = parseForm(SourceForm, req.body)
    const typed = typedText(req.body)
    if (!form.ok) return sendSource(req, res, typed.url ?? '', form.errors, typed.to)
    const { url, act, to = '' } = form.values
    try {
      const { pages } = await sources.get(user, req.viewer.lang, url)
      if (act === 'replace') await sources.replace(user, url, to)
      else if (act === 'hold') await sources.hold(user, url)
      else await sources.remove(user, url)
      // Back to a page that was changed, for the address may be nobody's source any more.
      const changed = pages.find((page) => page.mayTend)?.path ?? ''
      res.redirect(303, `/wiki/${encodePath(changed)}?done=${DONE[act]}`)
    } catch (error) {
      if (!(error instanceof InvalidError)) throw error
      await sendSource(req, res, url, fieldErrors(error, 'to'), to)
    }
  })

  async function sendSource(
    req: Request,
    res: Response,
    url: string,
    errors: FieldErrors,
    to?: string,
  ): Promise<void> {
    const source = await sources.get(signedIn(req), req.viewer.lang, url)
    const locals = {
      title: source.title,
      source,
      errors,
      to: to ?? '',
    }
    views.send(req, res, 'upkeep/source', locals, Object.keys(errors).length > 0 ? 400 : 200)
  }
}
