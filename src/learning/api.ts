import express, { type Request, type RequestHandler } from 'express'
import { z } from 'zod'
import { InvalidError } from '../errors.ts'
import { langs } from '../user.ts'
import { parseBody, parseQuery } from '../web/forms.ts'
import { pathOf } from '../web/page-address.ts'
import type { Handler, Routes } from '../web/routes.ts'
import { signedIn } from '../web/viewer.ts'
import type { Learning } from './learning.ts'
import type { Walk, WalkCheck, WalkStep } from './paths.ts'
import { MAX_ANSWER, MAX_EVIDENCE } from './progress.ts'

export interface LearningApiDeps {
  readonly learning: Learning
}

const readJsonBody = express.json({ limit: '256kb' }) as RequestHandler

/** Paths and progress for programs (DESIGN §7). Nobody's progress but the caller's is in any answer. */
export function learningApi(routes: Routes, { learning }: LearningApiDeps): void {
  routes.get('/api/v1/paths', async (req, res) => {
    const walks = await learning.walks(signedIn(req), langOf(req))
    res.json({ paths: walks.map(summaryOf) })
  })

  routes.put('/api/v1/paths/*path/steps/:id/completion', readJsonBody as Handler, async (req, res) => {
    const input = { ...completionOf(req), lang: langOf(req) }
    const { id } = req.params as { id: string }
    const completion = await learning.completeStep(signedIn(req), pathOf(req), id, input)
    const { status, revision, recorded, grades } = completion
    const wrong = (grades ?? []).flatMap(({ right, because }, question) =>
      right ? [] : [{ question, because }],
    )
    res.json({ status, revision, ...(!recorded && { wrong }) })
  })

  routes.get('/api/v1/paths/*path', async (req, res) => {
    const walk = await learning.getWalk(signedIn(req), pathOf(req), langOf(req))
    res.json({
      ...summaryOf(walk),
      revision: walk.revision,
      next: walk.next?.id ?? null,
      after: walk.lockedBy.map(({ title }) => title),
      record: walk.finish?.id ?? null,
      steps: walk.steps.map(stepOf),
    })
  })

  routes.get('/api/v1/me/progress', async (req, res) => {
    const walks = await learning.walks(signedIn(req), langOf(req))
    res.json({ paths: walks.map(({ path, steps }) => ({ path, steps: steps.map(progressOf) })) })
  })
}

const LangQuery = z.object({ lang: z.enum(langs).optional() })

function langOf(req: Request) {
  return parseQuery(LangQuery, req).lang ?? req.viewer.lang
}

const answer = z.union([z.string(), z.number().transform(String)]).pipe(z.string().max(MAX_ANSWER))
/** Unknown fields (a score, a person) are ignored. */
const CompletionBody = z.object({
  answers: z
    .array(z.union([answer.transform((one) => [one]), z.array(answer).max(20)]))
    .max(30)
    .optional(),
  evidence: z.string().max(MAX_EVIDENCE).optional(),
  revision: z.string().max(64).optional(),
})

/** No body at all is the completion of a step that asks for nothing. */
function completionOf(req: Request) {
  if (req.body !== undefined) return parseBody(CompletionBody, req.body)
  const sent = req.get('transfer-encoding') !== undefined || Number(req.get('content-length') ?? 0) > 0
  if (sent) throw new InvalidError('learning.json')
  return {}
}

function summaryOf({ path, title, lang, summary, status, steps, walked, minutesLeft, finished }: Walk) {
  return { path, title, lang, summary, status, stepCount: steps.length, done: walked, minutesLeft, finished }
}

function progressOf({ id, status, record, subpath }: WalkStep) {
  // What was sent back is open again.
  const own = status === 'todo' ? undefined : record
  const completedAt = own?.completedAt ?? (status === 'done' ? subpath?.lastAt : undefined)
  return { id, status, revision: own?.revision ?? null, completedAt: completedAt ?? null }
}

function stepOf(step: WalkStep) {
  const { id, section, title, why, minutes, dueDays, dueOn, late, optional, page, broken, subpath } = step
  return {
    ...progressOf(step),
    section,
    title: title === '' ? id : title,
    page,
    url: step.outside ? step.href : undefined,
    why,
    minutes,
    dueDays,
    dueOn,
    late,
    optional,
    broken,
    locked: step.locked.map(({ title: first }) => first),
    path: subpath,
    check: questionsOf(step.check),
    evidence: step.record?.evidence,
    said: step.record?.decision?.said,
  }
}

/** Answers and explanations stay here. */
function questionsOf(check: WalkCheck) {
  if (check.type !== 'quiz') return check
  return {
    type: check.type,
    questions: check.questions.map(({ ask, options, multiple }) => ({ ask, options, multiple })),
  }
}
