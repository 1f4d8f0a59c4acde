import { typedText } from '../web/forms.ts'
import { pathOf } from '../web/page-address.ts'
import type { Routes } from '../web/routes.ts'
import { encodePath, type Views } from '../web/view.ts'
import { signedIn } from '../web/viewer.ts'
import { variantFor } from './page.ts'
import type { Pages } from './pages.ts'

export interface DeleteDeps {
  readonly pages: Pages
  readonly views: Views
}

/** Taking a page away: asks first, and lists what leads to it. */
export function deleteRoutes(routes: Routes, { pages, views }: DeleteDeps): void {
  routes.get('/delete/*path', (req, res) => {
    const user = signedIn(req)
    const page = pages.get(user, pathOf(req))
    const backlinks = pages.content.catalog.backlinks(page).map((other) => variantFor(other, req.viewer.lang))
    views.send(req, res, 'pages/delete', { title: page.original.title, page, backlinks, at: page.path })
  })

  routes.post('/delete/*path', async (req, res) => {
    const user = signedIn(req)
    const { base } = typedText(req.body)
    const page = pages.get(user, pathOf(req))
    await pages.remove(user, { path: page.path, base })
    res.redirect(303, `/history/${encodePath(page.path)}?done=deleted`)
  })
}
