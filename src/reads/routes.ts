import { z } from 'zod'
import { InvalidError } from '../errors.ts'
import { langs } from '../user.ts'
import { parseForm } from '../web/forms.ts'
import type { Translations } from '../web/i18n.ts'
import type { Routes } from '../web/routes.ts'
import type { Views } from '../web/view.ts'
import { signedIn } from '../web/viewer.ts'
import type { Reads } from './reads.ts'

export interface ReadRouteDeps {
  readonly reads: Reads
  readonly views: Views
  readonly translations: Translations
}

export const ReadForm = z.object({
  path: z.string().max(600),
  lang: z.enum(langs),
  revision: z.string().regex(/^[0-9a-f]{40}$/),
})

/** That a page was read, and how much pages are. */
export function readRoutes(routes: Routes, { reads, views, translations }: ReadRouteDeps): void {
  routes.post('/read', async (req, res) => {
    const form = parseForm(ReadForm, req.body)
    if (!form.ok) throw new InvalidError('reads.revision')
    await reads.markRead(signedIn(req), form.values)
    res.status(204).end()
  })

  routes.get('/usage', async (req, res) => {
    const usage = await reads.usage(signedIn(req), req.viewer.lang)
    const most = Math.max(1, ...usage.pages.flatMap(({ weeks }) => weeks))
    const title = translations[req.viewer.lang]('reads.usage')
    views.send(req, res, 'reads/usage', { title, ...usage, most, counts: reads.countsUsage })
  })
}
