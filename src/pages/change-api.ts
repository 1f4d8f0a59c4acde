import { z } from 'zod'
import { langs } from '../user.ts'
import { parseQuery } from '../web/forms.ts'
import type { Routes } from '../web/routes.ts'
import { signedIn } from '../web/viewer.ts'
import { answerPage } from './api.ts'
import { changesSince } from './changes.ts'
import type { Pages } from './pages.ts'
import { pathOf } from '../web/page-address.ts'

const SinceQuery = z.object({ since: z.string().max(64).optional(), lang: z.enum(langs).optional() })

/** What changed in a page since a revision of it (DESIGN §7). */
export function changeApi(routes: Routes, { pages }: { readonly pages: Pages }): void {
  routes.get('/api/v1/pages/*path/changes', async (req, res) => {
    const user = signedIn(req)
    const path = pathOf(req)
    const { since, lang } = parseQuery(SinceQuery, req)
    // A page may itself be called that.
    const own = `${path}/changes`
    if (since === undefined && pages.find(user, own)) return answerPage(req, res, pages, own)
    const { from, to, diff, html } = await changesSince(pages, user, { path, since: since ?? '', lang })
    res.json({ from, to, diff, html })
  })
}
