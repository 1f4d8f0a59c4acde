import express, { type RequestHandler } from 'express'
import { parseBody } from '../web/forms.ts'
import { pathOf } from '../web/page-address.ts'
import type { Handler, Routes } from '../web/routes.ts'
import { signedIn } from '../web/viewer.ts'
import { RestoreForm } from './routes.ts'
import type { Trash } from './trash.ts'

const readJsonBody = express.json({ limit: '16kb' }) as RequestHandler as Handler

/** The trash for programs. */
export function trashApi(routes: Routes, { trash }: { readonly trash: Trash }): void {
  routes.get('/api/v1/trash', async (req, res) => {
    const results = await trash.list(signedIn(req), req.viewer.lang)
    res.json({
      total: results.length,
      results: results.map(({ taken, links, ...page }) => ({
        ...page,
        taken: taken?.path ?? null,
        links: links.map(({ path }) => path),
      })),
    })
  })

  routes.post('/api/v1/pages/*path/undeletion', readJsonBody, async (req, res) => {
    const { commit } = parseBody(RestoreForm, req.body ?? {})
    res.json({ path: await trash.restore(signedIn(req), { path: pathOf(req), commit }) })
  })
}
