import type { Request, Response } from 'express'
import { InvalidError } from '../errors.ts'
import { fieldErrors, parseForm, typedText, type FieldErrors } from '../web/forms.ts'
import type { Translations } from '../web/i18n.ts'
import { noticeOf } from '../web/notice.ts'
import type { Routes } from '../web/routes.ts'
import { encodePath, type Views } from '../web/view.ts'
import { signedIn } from '../web/viewer.ts'
import type { FeedbackInput, FeedbackOperations } from './feedback.ts'
import { AnswerForm, SayForm } from './forms.ts'

export interface FeedbackRouteDeps {
  readonly feedback: FeedbackOperations
  readonly views: Views
  readonly translations: Translations
}

/** Saying something about a page, and the list of those who answer. */
export function feedbackRoutes(routes: Routes, deps: FeedbackRouteDeps): void {
  const { feedback, views, translations } = deps
  const words = (req: Request) => translations[req.viewer.lang]

  routes.post('/feedback', async (req, res) => {
    const form = parseForm(SayForm, req.body)
    if (!form.ok) return sendSay(req, res, form.typed, form.errors)
    try {
      const { path, kind } = await feedback.say(signedIn(req), inputOf(form.values))
      const done = kind === 'question' ? 'asked' : 'said'
      res.redirect(303, `/wiki/${encodePath(path)}?lang=${form.values.lang}&done=${done}#feedback`)
    } catch (error) {
      if (!(error instanceof InvalidError)) throw error
      sendSay(req, res, typedText(req.body), fieldErrors(error, 'text'))
    }
  })

  routes.get('/feedback', async (req, res) => {
    const inbox = await feedback.inbox(signedIn(req), req.viewer.lang)
    const notice = noticeOf(translations, req, 'feedback.done')
    views.send(req, res, 'feedback/inbox', { title: words(req)('feedback.title'), ...inbox, notice })
  })

  routes.get('/feedback/:id', (req, res) => sendOne(req, res, {}))

  routes.post('/feedback/:id/answer', async (req, res) => {
    const form = parseForm(AnswerForm, req.body)
    if (!form.ok) return sendOne(req, res, form.errors, form.typed.answer)
    try {
      await feedback.answer(signedIn(req), idOf(req), form.values.answer)
      res.redirect(303, '/feedback?done=answered')
    } catch (error) {
      if (!(error instanceof InvalidError)) throw error
      await sendOne(req, res, fieldErrors(error, 'answer'), form.values.answer)
    }
  })

  routes.post('/feedback/:id/close', async (req, res) => {
    await feedback.close(signedIn(req), idOf(req))
    res.redirect(303, '/feedback?done=closed')
  })

  function sendSay(req: Request, res: Response, values: Record<string, string>, errors: FieldErrors): void {
    if (values.path === undefined || values.path === '') throw new InvalidError('feedback.page')
    const locals = { title: words(req)('feedback.again'), values, errors }
    views.send(req, res, 'feedback/again', locals, 400)
  }

  async function sendOne(req: Request, res: Response, errors: FieldErrors, answer = ''): Promise<void> {
    const said = await feedback.get(signedIn(req), req.viewer.lang, idOf(req))
    const locals = { title: said.title, said, errors, answer }
    views.send(req, res, 'feedback/one', locals, Object.keys(errors).length > 0 ? 400 : 200)
  }
}

function idOf(req: Request): string {
  return (req.params as { id: string }).id
}

function inputOf({ stepPath, stepId, ...form }: SayForm): FeedbackInput {
  const step = stepPath && stepId ? { path: stepPath, id: stepId } : undefined
  return { ...form, step }
}
