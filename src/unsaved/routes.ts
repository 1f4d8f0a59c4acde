import type { Request } from 'express'
import { z } from 'zod'
import { NotFoundError, PreconditionFailedError } from '../errors.ts'
import { withUnixNewlines } from '../pages/typed.ts'
import { parseQuery } from '../web/forms.ts'
import type { Routes } from '../web/routes.ts'
import { signedIn } from '../web/viewer.ts'
import type { Unsaved } from './unsaved.ts'

export interface UnsavedRouteDeps {
  readonly unsaved: Unsaved
}

const KeepQuery = z.object({ place: z.string().max(4_000) })

/** What the editor keeps while it is written in; the form itself is saved without any of this. */
export function unsavedRoutes(routes: Routes, { unsaved }: UnsavedRouteDeps): void {
  routes.post('/unsaved/:id', async (req, res) => {
    const { place } = parseQuery(KeepQuery, req)
    const put = await unsaved.keep(signedIn(req), idOf(req), place, withUnixNewlines(req.body))
    if (put === 'foreign') throw new NotFoundError('unsaved.missing')
    if (put === 'settled') throw new PreconditionFailedError('unsaved.settled')
    res.status(204).end()
  })

  routes.post('/unsaved/:id/discard', async (req, res) => {
    res.redirect(303, await unsaved.discard(signedIn(req), idOf(req)))
  })

  routes.post('/unsaved/:id/bring-back', async (req, res) => {
    res.redirect(303, await unsaved.bringBack(signedIn(req), idOf(req)))
  })
}

function idOf(req: Request): string {
  const { id } = req.params
  if (typeof id !== 'string' || !/^[\w-]{16,40}$/.test(id)) throw new NotFoundError('unsaved.missing')
  return id
}
