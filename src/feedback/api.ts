import express, { type Request, type RequestHandler } from 'express'
import { parseBody } from '../web/forms.ts'
import { pathOf } from '../web/page-address.ts'
import type { Handler, Routes } from '../web/routes.ts'
import { signedIn } from '../web/viewer.ts'
import type { Feedback, FeedbackInput, FeedbackOperations, ShownFeedback } from './feedback.ts'
import { AnswerBody, OpinionBody, QuestionBody } from './forms.ts'

const readJsonBody = express.json({ limit: '64kb' }) as RequestHandler as Handler

/** Feedback for programs: the same operations as the pages. */
export function feedbackApi(routes: Routes, { feedback }: { readonly feedback: FeedbackOperations }): void {
  routes.post('/api/v1/pages/*path/feedback', readJsonBody, async (req, res) => {
    const { helpful, ...body } = parseBody(OpinionBody, req.body)
    const input = { ...inputOf(req, body), kind: helpful ? 'helpful' : 'unhelpful' } as const
    res.status(201).json(jsonOf(await feedback.say(signedIn(req), input)))
  })

  routes.post('/api/v1/pages/*path/questions', readJsonBody, async (req, res) => {
    const input = { ...inputOf(req, parseBody(QuestionBody, req.body)), kind: 'question' } as const
    res.status(201).json(jsonOf(await feedback.say(signedIn(req), input)))
  })

  routes.get('/api/v1/feedback', async (req, res) => {
    const { mine, others, said } = await feedback.inbox(signedIn(req), req.viewer.lang)
    const list = (some: readonly ShownFeedback[]) => some.map(jsonOf)
    res.json({ mine: list(mine), others: list(others), said: list(said) })
  })

  routes.post('/api/v1/feedback/:id/answer', readJsonBody, async (req, res) => {
    await feedback.answer(signedIn(req), idOf(req), parseBody(AnswerBody, req.body).answer)
    res.json(jsonOf(await feedback.get(signedIn(req), req.viewer.lang, idOf(req))))
  })

  routes.post('/api/v1/feedback/:id/close', async (req, res) => {
    await feedback.close(signedIn(req), idOf(req))
    res.json(jsonOf(await feedback.get(signedIn(req), req.viewer.lang, idOf(req))))
  })
}

function inputOf(
  req: Request,
  body: Omit<FeedbackInput, 'path' | 'kind' | 'lang'> & { lang?: FeedbackInput['lang'] | undefined },
) {
  return { ...body, path: pathOf(req), lang: body.lang ?? req.viewer.lang }
}

function idOf(req: Request): string {
  return (req.params as { id: string }).id
}

function jsonOf({
  id,
  kind,
  path,
  lang,
  revision,
  passage,
  text,
  by,
  at,
  status,
  answer,
  answeredBy,
  commit,
}: Feedback) {
  return { id, kind, path, lang, revision, passage, text, by, at, status, answer, answeredBy, commit }
}
