import express, { type Request, type RequestHandler } from 'express'
import { AppError } from '../errors.ts'
import type { Log } from '../log.ts'
import { pathOf } from '../web/page-address.ts'
import { parseBody, parseQuery } from '../web/forms.ts'
import type { Handler, Routes } from '../web/routes.ts'
import { signedIn } from '../web/viewer.ts'
import { BoardQuery, HandOverBody, InStepForm, OwnerBody, SourceBody, VerdictBody } from './forms.ts'
import type { ShownSource } from './sources.ts'
import type { Upkeep } from './upkeep.ts'
import type { Verified } from './verification.ts'

export interface UpkeepApiDeps {
  readonly upkeep: Upkeep
  readonly log: Log
}

const readJsonBody = express.json({ limit: '512kb' }) as RequestHandler as Handler

/** Keeping pages true, for programs: the same operations as the pages. */
export function upkeepApi(routes: Routes, { upkeep, log }: UpkeepApiDeps): void {
  const { verification, owners, sources, translations } = upkeep

  routes.post('/api/v1/pages/*path/verification', readJsonBody, async (req, res) => {
    const { verdict, revision } = parseBody(VerdictBody, req.body)
    const verified = await verification.verify(signedIn(req), { path: pathOf(req), verdict, revision })
    res.json({ verdict, ...jsonOfPage(verified) })
  })

  routes.post('/api/v1/pages/*path/publication', readJsonBody, async (req, res) => {
    res.json(jsonOfPage(await verification.publishAgain(signedIn(req), pathOf(req))))
  })

  routes.put('/api/v1/pages/*path/owner', readJsonBody, async (req, res) => {
    const { owner } = parseBody(OwnerBody, req.body)
    const page = await owners.setOwner(signedIn(req), pathOf(req), owner?.toLowerCase())
    res.json({ path: page.path, owner: page.owner ?? null, revision: page.original.blob })
  })

  routes.post('/api/v1/people/:handle/hand-over', readJsonBody, async (req, res) => {
    const { to, paths } = parseBody(HandOverBody, req.body)
    const from = String(req.params.handle).toLowerCase()
    const count = await owners.handOver(signedIn(req), { from, to: to?.toLowerCase(), paths })
    res.json({ from, to, count })
  })

  routes.post('/api/v1/pages/*path/translation', readJsonBody, async (req, res) => {
    const page = await translations.keepInStep(
      signedIn(req),
      pathOf(req),
      parseBody(InStepForm, req.body ?? {}),
    )
    res.json({ path: page.path, original: page.original.blob, inStep: true })
  })

  routes.get('/api/v1/upkeep', async (req, res) => {
    const { folder, owner, state } = parseQuery(BoardQuery, req)
    const filter = { folder: folder || undefined, owner: owner || undefined, state: state || undefined }
    const { rows, total, counts, withoutOwner, weeks } = await upkeep.board(
      signedIn(req),
      langOf(req),
      filter,
    )
    res.json({ total, counts, withoutOwner, weeks, results: rows })
  })

  routes.get('/api/v1/upkeep/translations', async (req, res) => {
    res.json({ results: await translations.toTranslate(signedIn(req), langOf(req)) })
  })

  routes.get('/api/v1/sources', async (req, res) => {
    const list = await sources.list(signedIn(req), langOf(req))
    res.json({ checking: sources.isOn, running: sources.isRunning(), results: list.map(jsonOfSource) })
  })

  routes.post('/api/v1/sources', readJsonBody, async (req, res) => {
    const { url, act, to = '' } = parseBody(SourceBody, req.body)
    const user = signedIn(req)
    const acts = {
      replace: () => sources.replace(user, url, to),
      hold: () => sources.hold(user, url),
      remove: () => sources.remove(user, url),
    }
    res.json({ url, act, pages: await acts[act]() })
  })

  routes.post('/api/v1/sources/check', readJsonBody, (req, res) => {
    const checking = sources.checkNow(signedIn(req))
    checking.catch((error: unknown) => {
      if (!(error instanceof AppError)) log.error({ err: error }, 'the sources could not be checked')
    })
    res.status(202).json({ running: sources.isRunning() })
  })
}

const langOf = (req: Request) => req.viewer.lang

function jsonOfPage({ page, state, due }: Verified) {
  const { reviewed, reviewEvery } = page.original.frontMatter
  return {
    path: page.path,
    status: page.status,
    reviewed: reviewed ?? null,
    reviewEvery: reviewEvery ?? null,
    due: due ?? null,
    state,
    revision: page.original.blob,
  }
}

function jsonOfSource({ url, title, tier, version, state, pages }: ShownSource) {
  return {
    url,
    title,
    tier,
    version: version ?? null,
    fault: state.fault ?? null,
    detail: state.detail ?? null,
    since: state.faultSince ?? null,
    marked: state.markedAt !== undefined,
    movedTo: state.movedTo ?? null,
    reachedAt: state.reachedAt ?? null,
    triedAt: state.triedAt ?? null,
    pages: pages.map(({ path }) => path),
  }
}
