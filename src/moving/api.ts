import express, { type RequestHandler } from 'express'
import { z } from 'zod'
import { pathOf } from '../web/page-address.ts'
import { parseBody } from '../web/forms.ts'
import type { Handler, Routes } from '../web/routes.ts'
import { signedIn } from '../web/viewer.ts'
import type { Moving } from './moving.ts'
import { MoveTo } from './routes.ts'

const readJsonBody = express.json({ limit: '16kb' }) as RequestHandler as Handler
const MoveBody = MoveTo.extend({ folder: z.boolean().default(false), dryRun: z.boolean().default(false) })

/** Moving for programs; a page's path, or with `folder` the folder of that name. */
export function movingApi(routes: Routes, { moving }: { readonly moving: Moving }): void {
  routes.post('/api/v1/pages/*path/move', readJsonBody, async (req, res) => {
    const user = signedIn(req)
    const { to, folder, dryRun } = parseBody(MoveBody, req.body)
    const input = { from: pathOf(req) + (folder ? '/' : ''), to }
    const { plan, commit } = dryRun
      ? { plan: moving.preview(user, input), commit: undefined }
      : await moving.move(user, input)
    res.json({
      moved: [...plan.moves].map(([from, now]) => ({ from, to: now })),
      relinked: plan.relinked.map(({ path }) => path),
      commit: commit ?? null,
    })
  })
}
