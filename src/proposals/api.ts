import express, { type Request, type RequestHandler, type Response } from 'express'
import { z } from 'zod'
import { langs } from '../user.ts'
import { parseBody, parseQuery } from '../web/forms.ts'
import type { Translations } from '../web/i18n.ts'
import type { Handler, Routes } from '../web/routes.ts'
import { signedIn } from '../web/viewer.ts'
import { OverlapError } from './deciding.ts'
import type { ShownFile, ShownProposal } from './describe.ts'
import { decisions } from './forms.ts'
import type { Proposal, Remark } from './proposal.ts'
import type { Proposals } from './proposals.ts'
import { numberOf } from './routes.ts'

export interface ProposalApiDeps {
  readonly proposals: Proposals
  readonly translations: Translations
}

/** A page of 1 MB may be six times that as JSON. */
const readJsonBody = express.json({ limit: '7mb' }) as RequestHandler as Handler

/** Proposals for programs, by the same operations as for people. */
export function proposalApi(routes: Routes, { proposals, translations }: ProposalApiDeps): void {
  const send = async (req: Request, res: Response, number: number, status = 200) => {
    const user = signedIn(req)
    const proposal = await proposals.get(user, number)
    const remarks = await proposals.remarks(proposal)
    const shown = await proposals.describe(user, proposal, remarks, { words: { added: '', removed: '' } })
    res.status(status).json({ ...summaryOf(proposal), ...detailsOf(proposal, shown, remarks) })
  }

  routes.get('/api/v1/proposals', async (req, res) => {
    const { state, limit, before } = parseQuery(StateQuery, req)
    const list = await proposals.list(signedIn(req), state)
    const older = before === undefined ? list : list.filter(({ number }) => number < before)
    res.json({ total: list.length, results: older.slice(0, limit).map(summaryOf) })
  })

  routes.get('/api/v1/proposals/:id', (req, res) => send(req, res, numberOf(req)))

  routes.post('/api/v1/proposals', readJsonBody, async (req, res) => {
    const { markdown: source, ...body } = parseBody(ProposeBody, req.body)
    const { number } = await proposals.propose(signedIn(req), { ...body, source })
    res.setHeader('Location', `/api/v1/proposals/${number}`)
    await send(req, res, number, 201)
  })

  routes.post('/api/v1/proposals/:id/revisions', readJsonBody, async (req, res) => {
    const number = numberOf(req)
    const { markdown: source, file, base, note } = parseBody(ReviseBody, req.body)
    const opened = await proposals.readFile(signedIn(req), number, file)
    await proposals.revise(signedIn(req), number, { file: opened.file, source, base, note })
    await send(req, res, number)
  })

  routes.post('/api/v1/proposals/:id/comments', readJsonBody, async (req, res) => {
    const { file, side, line, ...rest } = parseBody(CommentBody, req.body)
    const at = file === undefined || line === undefined ? undefined : { file, side, line }
    const id = await proposals.remark(signedIn(req), numberOf(req), { ...rest, line: at })
    res.status(201).json({ id })
  })

  routes.post('/api/v1/proposals/:id/decision', readJsonBody, async (req, res) => {
    const user = signedIn(req)
    const number = numberOf(req)
    const { decision, reason, tip, asNew, lookAgain } = parseBody(DecisionBody, req.body)
    try {
      if (decision === 'accept') await proposals.accept(user, number, { tip, reason, asNew, lookAgain })
      else if (decision === 'show') await proposals.show(user, number)
      else await proposals[decision](user, number, reason)
    } catch (error) {
      if (!(error instanceof OverlapError)) throw error
      const t = translations[req.viewer.lang]
      const files = proposals
        .overlapsOf(user, error)
        .map(({ path, base, theirs, mine }) => ({ path, base, theirs, mine }))
      const problem = {
        type: 'about:blank',
        title: t('errors.title.conflict'),
        status: 409,
        detail: t(error.key),
      }
      res.status(409).type('application/problem+json')
      res.end(JSON.stringify({ ...problem, code: error.code, requestId: req.id, files }))
      return
    }
    await send(req, res, number)
  })
}

const StateQuery = z
  .object({
    state: z.enum(['open', 'mine', 'closed']).default('open'),
    limit: z.coerce.number().int().min(1).max(1_000).default(100),
    before: z.coerce.number().int().min(1).optional(),
  })
  .loose()
const ProposeBody = z.object({
  path: z.string().max(600),
  markdown: z.string(),
  lang: z.enum(langs).optional(),
  base: z.string().max(64).optional(),
  why: z.string(),
  draft: z.boolean().optional(),
})
const ReviseBody = z.object({
  markdown: z.string(),
  base: z.string().max(64),
  file: z.string().max(1_000).optional(),
  note: z.string().max(200).optional(),
})
const CommentBody = z.object({
  text: z.string(),
  thread: z.string().max(60).optional(),
  file: z.string().max(1_000).optional(),
  side: z.enum(['old', 'new']).default('new'),
  line: z.number().int().min(1).optional(),
})
const DecisionBody = z.object({
  decision: z.enum(decisions),
  reason: z.string().default(''),
  tip: z.string().max(64).optional(),
  asNew: z.boolean().optional(),
  lookAgain: z.boolean().optional(),
})

function summaryOf({ number, title, status, author, branch, files, ...rest }: Proposal) {
  return {
    id: number,
    title,
    status,
    author: { handle: author.handle ?? null, name: author.name },
    branch,
    files: files.map(({ file }) => file),
    createdAt: rest.createdAt,
    updatedAt: rest.updatedAt,
    decidedAt: rest.decidedAt ?? null,
    decidedBy: rest.decidedBy ?? null,
    commit: rest.commit ?? null,
  }
}

function detailsOf({ why, tip, base }: Proposal, shown: ShownProposal, remarks: readonly Remark[]) {
  return {
    why,
    tip,
    base: base ?? null,
    state: shown.state,
    changes: shown.files.map(changeOf),
    comments: remarks.map((remark) => commentOf(remark, shown)),
  }
}

function changeOf(shown: ShownFile) {
  const { file, path, movedTo, change, outcome, fault, before, after, diff, look, attachment } = shown
  const lines = (diff?.rows ?? []).flatMap((row) =>
    row.kind === 'gap'
      ? []
      : [
          {
            kind: row.kind,
            old: row.oldNumber,
            new: row.newNumber,
            text: row.segments.map(({ text }) => text).join(''),
          },
        ],
  )
  return {
    file,
    path: movedTo ?? path ?? null,
    change,
    outcome,
    fault: fault?.key ?? null,
    before: before || null,
    revision: after || null,
    added: diff?.added ?? 0,
    removed: diff?.removed ?? 0,
    lines,
    html: look?.html ?? null,
    attachment: attachment ? { type: attachment.type, bytes: attachment.bytes, href: attachment.href } : null,
  }
}

function commentOf(
  { id, kind, by, name, text, thread, anchor, settledAt, at }: Remark,
  { threads }: ShownProposal,
) {
  const found = threads.find(({ root }) => root.id === id)
  return {
    id,
    kind,
    by: by ?? null,
    name: name ?? null,
    text,
    thread: thread ?? null,
    at,
    settledAt: settledAt ?? null,
    ...(anchor && {
      anchor: { ...anchor, presentLine: found?.place?.line ?? null, outdated: found?.outdated ?? false },
    }),
  }
}
