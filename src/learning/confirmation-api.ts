import express, { type RequestHandler } from 'express'
import { z } from 'zod'
import { parseBody } from '../web/forms.ts'
import type { Handler, Routes } from '../web/routes.ts'
import { signedIn } from '../web/viewer.ts'
import type { Learning } from './learning.ts'

const readJsonBody = express.json({ limit: '16kb' }) as RequestHandler as Handler

const DecisionBody = z.object({
  handle: z.string().min(1).max(100),
  verdict: z.enum(['confirmed', 'back']),
  said: z.string().default(''),
  sentAt: z.string().max(40).optional(),
})

/** Tasks that wait to be confirmed, and records of finished paths, for programs. */
export function confirmationApi(routes: Routes, { learning }: { readonly learning: Learning }): void {
  routes.get('/api/v1/confirmations', async (req, res) => {
    const tasks = await learning.waitingTasks(signedIn(req), req.viewer.lang)
    res.json({
      results: tasks.map(({ handle, name, path, stepId, title, task, evidence, sentAt }) => ({
        handle,
        name,
        path,
        step: stepId,
        title,
        task,
        evidence,
        sentAt,
      })),
    })
  })

  routes.post('/api/v1/paths/*path/steps/:id/confirmation', readJsonBody, async (req, res) => {
    const { path, id } = req.params as unknown as { path: string[]; id: string }
    const { handle, verdict, said, sentAt } = parseBody(DecisionBody, req.body)
    const place = { handle, path: path.join('/'), stepId: id, sentAt }
    if (verdict === 'confirmed') await learning.confirmStep(signedIn(req), place)
    else await learning.sendBack(signedIn(req), place, said)
    res.json({ status: verdict === 'confirmed' ? 'done' : 'todo' })
  })

  routes.get('/api/v1/records/:id', async (req, res) => {
    const { id } = req.params as { id: string }
    const { name, path, title, lang, revision, finishedAt, steps } = await learning.getRecord(id)
    res.json({ id, name, path, title, lang, revision, finishedAt, steps })
  })
}
