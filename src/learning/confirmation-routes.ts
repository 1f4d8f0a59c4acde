import type { Request, Response } from 'express'
import { z } from 'zod'
import { InvalidError } from '../errors.ts'
import { fieldErrors, parseForm, typedText, type FieldErrors } from '../web/forms.ts'
import type { Translations } from '../web/i18n.ts'
import { noticeOf } from '../web/notice.ts'
import type { Routes } from '../web/routes.ts'
import type { Views } from '../web/view.ts'
import { signedIn } from '../web/viewer.ts'
import type { Learning } from './learning.ts'

export interface ConfirmationRouteDeps {
  readonly learning: Learning
  readonly views: Views
  readonly translations: Translations
}

const DecideForm = z.object({
  handle: z.string().min(1).max(100),
  path: z.string().min(1).max(600),
  step: z.string().min(1).max(80),
  sentAt: z.string().max(40).optional(),
  action: z.enum(['confirm', 'back']),
  said: z.string().default(''),
})

/** Where leads and buddies look at the tasks that were left for them. */
export function confirmationRoutes(routes: Routes, deps: ConfirmationRouteDeps): void {
  const { learning } = deps

  routes.get('/confirmations', (req, res) => sendTasks(req, res, deps))

  routes.post('/confirmations', async (req, res) => {
    const form = parseForm(DecideForm, req.body)
    if (!form.ok) throw new InvalidError('learning.confirm.form')
    const { handle, path, step: stepId, sentAt, action, said } = form.values
    const place = { handle, path, stepId, sentAt }
    try {
      if (action === 'confirm') await learning.confirmStep(signedIn(req), place)
      else await learning.sendBack(signedIn(req), place, said)
      res.redirect(303, `/confirmations?done=${action === 'confirm' ? 'confirmed' : 'back'}`)
    } catch (error) {
      if (!(error instanceof InvalidError)) throw error
      await sendTasks(req, res, deps, { errors: fieldErrors(error), typed: typedText(req.body) })
    }
  })
}

interface Fault {
  readonly errors: FieldErrors
  readonly typed: Readonly<Record<string, string>>
}

async function sendTasks(
  req: Request,
  res: Response,
  { learning, views, translations }: ConfirmationRouteDeps,
  fault?: Fault,
): Promise<void> {
  const { lang } = req.viewer
  const tasks = await learning.waitingTasks(signedIn(req), lang)
  const title = translations[lang]('learning.confirmations')
  const notice = noticeOf(translations, req, 'learning.confirmations.done')
  const locals = { title, tasks, notice, errors: fault?.errors ?? {}, typed: fault?.typed ?? {} }
  views.send(req, res, 'learning/confirmations', locals, fault ? 400 : 200)
}
