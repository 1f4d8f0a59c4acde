import { z } from 'zod'
import { parseQuery } from '../web/forms.ts'
import type { Routes } from '../web/routes.ts'
import { encodePath } from '../web/view.ts'
import { signedIn } from '../web/viewer.ts'
import type { Guidance } from './guidance.ts'

const TitleQuery = z.object({ title: z.string().max(1_000).default('') })

/** Pages that may already say what is begun, while its title is typed. */
export function similarRoutes(routes: Routes, { guidance }: { readonly guidance: Guidance }): void {
  routes.get('/write/similar', (req, res) => {
    const { title } = parseQuery(TitleQuery, req)
    const results = guidance
      .similarTitles(signedIn(req), req.viewer.lang, title)
      .map((page) => ({ ...page, href: `/wiki/${encodePath(page.path)}` }))
    res.setHeader('Cache-Control', 'no-store')
    res.json({ results })
  })
}
