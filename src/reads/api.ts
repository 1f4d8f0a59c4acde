import express, { type RequestHandler } from 'express'
import { parseBody } from '../web/forms.ts'
import { pathOf } from '../web/page-address.ts'
import type { Handler, Routes } from '../web/routes.ts'
import { signedIn } from '../web/viewer.ts'
import type { Reads } from './reads.ts'
import { ReadForm } from './routes.ts'

const readJsonBody = express.json({ limit: '16kb' }) as RequestHandler
const ReadBody = ReadForm.omit({ path: true })

/** What the caller has read, and how much pages are read. */
export function readApi(routes: Routes, { reads }: { readonly reads: Reads }): void {
  routes.put('/api/v1/pages/*path/read', readJsonBody as Handler, async (req, res) => {
    await reads.markRead(signedIn(req), { path: pathOf(req), ...parseBody(ReadBody, req.body) })
    res.status(204).end()
  })

  routes.get('/api/v1/usage', async (req, res) => {
    const { weeks, pages } = await reads.usage(signedIn(req), req.viewer.lang)
    res.json({ weeks, results: pages })
  })
}
