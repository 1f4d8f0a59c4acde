import type { Request, Response } from 'express'
import { z } from 'zod'
import { safeNext } from '../accounts/safe-next.ts'
import { InvalidError } from '../errors.ts'
import { fieldErrors, parseForm, type FieldErrors } from '../web/forms.ts'
import type { Translations } from '../web/i18n.ts'
import type { Routes } from '../web/routes.ts'
import { encodePath, type Views } from '../web/view.ts'
import { signedIn } from '../web/viewer.ts'
import type { Learning } from './learning.ts'
import type { Walk } from './paths.ts'
import type { Grade } from './quiz.ts'
import { parseStepForm, type StepForm } from './step-form.ts'
import { hasRole } from '../user.ts'

export interface LearningRouteDeps {
  readonly learning: Learning
  readonly views: Views
  readonly translations: Translations
}

/** My paths, and ticking their steps. The road itself is on a path's page (`Learning.addToPage`). */
export function learningRoutes(routes: Routes, deps: LearningRouteDeps): void {
  const { learning, views, translations } = deps

  routes.get('/learn', async (req, res) => {
    const user = signedIn(req)
    const walks = (await learning.walks(user, req.viewer.lang)).filter((walk) => walk.steps.length > 0)
    const isOn = (walk: Walk) => walk.begun || walk.assignment !== undefined
    const begun = walks.filter((walk) => isOn(walk) && !walk.finished)
    const others = walks.filter((walk) => !isOn(walk) && !walk.finished)
    const finished = walks.filter((walk) => walk.finished)
    const mayWrite = hasRole(user, 'lead')
    views.send(req, res, 'learning/index', {
      title: translations[req.viewer.lang]('app.learn'),
      begun,
      others,
      finished,
      mayWrite,
    })
  })

  routes.post('/learn/step', async (req, res) => {
    const user = signedIn(req)
    const form = parseStepForm(req.body)
    if (form.action === 'undo') {
      await learning.reopenStep(user, form.path, form.step)
      return res.redirect(303, backAddress(form))
    }
    try {
      const completion = await learning.completeStep(user, form.path, form.step, {
        ...form,
        lang: form.lang ?? req.viewer.lang,
      })
      if (completion.finish) return res.redirect(303, `/learn/records/${completion.finish.id}`)
      if (completion.recorded) return res.redirect(303, backAddress(form))
      await showAgain(deps, req, res, form, { grades: completion.grades })
    } catch (error) {
      if (!(error instanceof InvalidError)) throw error
      await showAgain(deps, req, res, form, { errors: fieldErrors(error) })
    }
  })

  routes.post('/learn/records', async (req, res) => {
    const form = parseForm(ClaimForm, req.body)
    if (!form.ok) throw new InvalidError('learning.form', { field: 'path' })
    const { id } = await learning.claimRecord(signedIn(req), form.values.path, req.viewer.lang)
    res.redirect(303, `/learn/records/${id}`)
  })

  routes.get('/learn/records/:id', async (req, res) => {
    const { id } = req.params as { id: string }
    const record = await learning.getRecord(id)
    const title = translations[req.viewer.lang]('learning.record.title', { title: record.title })
    views.send(req, res, 'learning/record', { title, record })
  })
}

const ClaimForm = z.object({ path: z.string().min(1).max(600) })

interface Fault {
  readonly grades?: readonly Grade[] | undefined
  readonly errors?: FieldErrors
}

/** The step's form once more, with what was typed and what is wrong with it. */
async function showAgain(deps: LearningRouteDeps, req: Request, res: Response, form: StepForm, fault: Fault) {
  const walk = await deps.learning.getWalk(signedIn(req), form.path, form.lang ?? req.viewer.lang)
  const step = walk.steps.find(({ id }) => id === form.step.normalize('NFC'))
  const typed = { answers: form.answers ?? [], evidence: form.evidence ?? '' }
  const locals = {
    title: step?.title ?? '',
    walk,
    step,
    typed,
    back: form.back,
    revision: form.revision,
    ...fault,
  }
  deps.views.send(req, res, 'learning/step', locals, fault.errors ? 400 : 200)
}

/** Where the form was: the path's page or the step's own, at the step itself. Never another site. */
function backAddress({ back, path, step }: StepForm): string {
  const pathPage = `/wiki/${encodePath(path)}`
  const asked = safeNext(back)
  const address = asked.startsWith('/wiki/') ? asked : pathPage
  const onPath = address === pathPage || address.startsWith(`${pathPage}?`)
  return `${address}#${onPath ? `step-${encodeURIComponent(step)}` : 'step'}`
}
