import express, { type Request, type RequestHandler } from 'express'

import { parseBody } from '../web/forms.ts'
import type { Handler, Routes } from '../web/routes.ts'
import { signedIn } from '../web/viewer.ts'
import type { ShownApplication } from './applications.ts'
import { pathOf } from '../web/page-address.ts'
import { ApplyBody, DrawBody, ResolveForm, TickBody } from './forms.ts'
import type { Guidance } from './guidance.ts'

const readJsonBody = express.json({ limit: '64kb' }) as RequestHandler as Handler

/** Applications, contradictions and actions for programs: the same operations as the pages. */
export function guidanceApi(routes: Routes, { guidance }: { readonly guidance: Guidance }): void {
  const { applications, contradictions, retros } = guidance

  routes.get('/api/v1/pages/*path/applications', (req, res) => {
    const user = signedIn(req)
    const results = applications.list(user, pathOf(req)).map(jsonOf)
    const { path } = applications.getLesson(user, pathOf(req))
    res.json({ path, counts: applications.countsOf(path), total: results.length, results })
  })

  routes.post('/api/v1/pages/*path/applications', readJsonBody, async (req, res) => {
    const entry = await applications.record(signedIn(req), pathOf(req), parseBody(ApplyBody, req.body))
    res.status(201).json(jsonOf(entry))
  })

  routes.delete('/api/v1/pages/*path/applications/:id', async (req, res) => {
    await applications.remove(signedIn(req), pathOf(req), param(req, 'id'))
    res.status(204).end()
  })

  routes.get('/api/v1/contradictions', (req, res) => {
    res.json({ results: contradictions.list(signedIn(req), req.viewer.lang) })
  })

  routes.post('/api/v1/contradictions/:id', readJsonBody, async (req, res) => {
    const { id, ...how } = parseBody(ResolveForm, { ...(req.body as object), id: param(req, 'id') })
    await contradictions.resolve(signedIn(req), id, how)
    res.status(204).end()
  })

  routes.get('/api/v1/pages/*path/actions', (req, res) => {
    res.json({ results: retros.actionsOf(signedIn(req), pathOf(req)) })
  })

  routes.put('/api/v1/pages/*path/actions/:number', readJsonBody, async (req, res) => {
    const user = signedIn(req)
    const { what, done } = parseBody(TickBody, req.body)
    const item = Number(param(req, 'number'))
    const present = retros.actionsOf(user, pathOf(req))[item]
    await retros.tick(user, pathOf(req), { item, what: what ?? present?.what ?? '', done })
    res.json(retros.actionsOf(user, pathOf(req))[item])
  })

  routes.post('/api/v1/pages/*path/lessons', readJsonBody, async (req, res) => {
    const { by, ...body } = parseBody(DrawBody, req.body)
    const path = await retros.draw(signedIn(req), pathOf(req), { ...body, by })
    res.status(201).json({ path })
  })
}

function param(req: Request, name: string): string {
  return (req.params as unknown as Record<string, string>)[name] ?? ''
}

function jsonOf({ id, at, by, where, outcome, note, revision }: ShownApplication) {
  return { id, at, by, where, outcome, note, revision }
}
