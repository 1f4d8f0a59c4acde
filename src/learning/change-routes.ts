import { z } from 'zod'
import { changesSince } from '../pages/changes.ts'
import { foldUnchanged } from '../pages/folded-lines.ts'
import type { Pages } from '../pages/pages.ts'
import { langs } from '../user.ts'
import { parseQuery } from '../web/forms.ts'
import { pathOf } from '../web/page-address.ts'
import type { Routes } from '../web/routes.ts'
import type { Views } from '../web/view.ts'
import { signedIn } from '../web/viewer.ts'
import { askedStep } from './choose-step.ts'
import type { Learning } from './learning.ts'

export interface ChangeRouteDeps {
  readonly pages: Pages
  readonly learning: Learning
  readonly views: Views
}

const SinceQuery = z.looseObject({ since: z.string().max(64).default(''), lang: z.enum(langs).optional() })

/** Only what changed in a page since it was read; on a step, with the way to say that it was read again. */
export function changeRoutes(routes: Routes, { pages, learning, views }: ChangeRouteDeps): void {
  routes.get('/changes/*path', async (req, res) => {
    const user = signedIn(req)
    const query = parseQuery(SinceQuery, req)
    const { since, lang } = query
    const changes = await changesSince(pages, user, { path: pathOf(req), since, lang })
    const { page, variant } = changes
    const stepBar = await learning.stepBarLocals(user, page, variant, askedStep(query))
    const isAsked = stepBar?.step.status === 'changed'
    views.send(req, res, 'learning/changes', {
      title: variant.title,
      ...changes,
      rows: foldUnchanged(changes.lines),
      added: changes.lines.filter(({ kind }) => kind === 'added').length,
      removed: changes.lines.filter(({ kind }) => kind === 'removed').length,
      stepBar: isAsked ? stepBar : undefined,
    })
  })
}
