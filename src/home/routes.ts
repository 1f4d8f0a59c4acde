import { z } from 'zod'
import { InvalidError } from '../errors.ts'
import { parseForm } from '../web/forms.ts'
import type { Translations } from '../web/i18n.ts'
import type { Routes } from '../web/routes.ts'
import type { Views } from '../web/view.ts'
import { signedIn } from '../web/viewer.ts'
import { createHome, type HomeDeps } from './home.ts'
import { hasRole } from '../user.ts'

export interface HomeRouteDeps extends HomeDeps {
  readonly views: Views
  readonly translations: Translations
}

const SeenForm = z.object({ commit: z.string().max(64) })

/** The first page, and having seen what changed. */
export function homeRoutes(routes: Routes, deps: HomeRouteDeps): void {
  const { views, translations } = deps
  const home = createHome(deps)

  routes.get('/', async (req, res) => {
    const user = signedIn(req)
    const locals = await home.show(user, req.viewer.lang)
    const mayWrite = hasRole(user, 'lead')
    views.send(req, res, 'home/home', {
      title: translations[req.viewer.lang]('app.home'),
      ...locals,
      mayWrite,
    })
  })

  routes.post('/seen', async (req, res) => {
    const form = parseForm(SeenForm, req.body)
    if (!form.ok) throw new InvalidError('home.seen.unknown')
    await home.markSeen(signedIn(req), form.values.commit)
    res.redirect(303, '/')
  })
}
