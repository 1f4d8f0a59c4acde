import type { Request, Response } from 'express'
import { InvalidError } from '../errors.ts'
import { hasRole } from '../user.ts'
import { fieldErrors, parseForm, parseQuery, typedText, type FieldErrors } from '../web/forms.ts'
import type { Translate, Translations } from '../web/i18n.ts'
import { noticeOf } from '../web/notice.ts'
import { pathOf } from '../web/page-address.ts'
import type { Routes } from '../web/routes.ts'
import { encodePath, type Views } from '../web/view.ts'
import { signedIn } from '../web/viewer.ts'
import { joinerRoles } from './assigned.ts'
import { dayFor } from './days.ts'
import { teamCsv } from './export.ts'
import { AssignForm, BackForm, FrictionQuery, JoinerForm, TeamQuery } from './forms.ts'
import type { Team } from './team.ts'
import { saidOfTrouble } from './words.ts'

export interface TeamRouteDeps {
  readonly team: Team
  readonly views: Views
  readonly translations: Translations
  readonly now: () => Date
}

/** The team by its paths, one person, giving paths, and where steps hurt. */
export function teamRoutes(routes: Routes, deps: TeamRouteDeps): void {
  const { team, views, translations, now } = deps
  const words = (req: Request) => translations[req.viewer.lang]
  const said = (req: Request) => (trouble: Parameters<typeof saidOfTrouble>[0]) =>
    saidOfTrouble(trouble, words(req))

  routes.get('/team', async (req, res) => {
    const view = await team.view(signedIn(req), teamQuery(req), req.viewer.lang)
    const notice = noticeOf(translations, req, 'team.done')
    views.send(req, res, 'team/team', {
      title: words(req)('team.title'),
      ...view,
      said: said(req),
      say: remembering(words(req)),
      notice,
    })
  })

  routes.get('/team.csv', async (req, res) => {
    const { team: shown } = await team.view(signedIn(req), teamQuery(req), req.viewer.lang)
    res.setHeader('Content-Type', 'text/csv; charset=utf-8')
    res.setHeader('Content-Disposition', 'attachment; filename="team.csv"')
    res.setHeader('Cache-Control', 'private, no-store')
    res.end(shown ? teamCsv(shown, words(req)) : '')
  })

  routes.get('/team/friction', async (req, res) => {
    const { path } = parseQuery(FrictionQuery, req)
    const view = await team.frictionView(signedIn(req), path || undefined, req.viewer.lang)
    const title = words(req)('team.friction.title')
    views.send(req, res, 'team/friction', { title, ...view, isLead: hasRole(signedIn(req), 'lead') })
  })

  routes.get('/team/:handle', async (req, res) => {
    const by = signedIn(req)
    const { handle } = req.params as { handle: string }
    const { person, standings } = await team.person(by, handle, req.viewer.lang)
    views.send(req, res, 'team/person', {
      title: person.name,
      person,
      standings,
      isOwn: person.id === by.id,
      isLead: hasRole(by, 'lead'),
      said: said(req),
      say: words(req),
      notice: noticeOf(translations, req, 'team.done'),
    })
  })

  routes.get('/assign/*path', (req, res) => sendAssign(req, res, 200, {}))

  routes.post('/assign/*path', async (req, res) => {
    const form = parseForm(AssignForm, req.body)
    if (!form.ok) return sendAssign(req, res, 400, { errors: form.errors })
    const { handle: handles, start, buddy } = form.values
    await orShowAgain(req, res, async () => {
      const given = await team.assign(signedIn(req), { path: pathOf(req), handles, start, buddy })
      res.redirect(303, `/assign/${encodePath(given[0]?.path ?? pathOf(req))}?done=assigned`)
    })
  })

  routes.post('/joiners/*path', async (req, res) => {
    const form = parseForm(JoinerForm, req.body)
    if (!form.ok) return sendAssign(req, res, 400, { errors: underJoiners(form.errors) })
    await orShowAgain(
      req,
      res,
      async () => {
        const { path } = await team.giveToJoiners(signedIn(req), { path: pathOf(req), ...form.values })
        res.redirect(303, `/assign/${encodePath(path)}?done=joiners`)
      },
      underJoiners,
    )
  })

  routes.post('/assignments/:id/end', async (req, res) => {
    const { path } = await team.endAssignment(signedIn(req), idOf(req))
    res.redirect(303, backTo(req, `/assign/${encodePath(path)}`, 'ended'))
  })

  routes.post('/assignments/:id/again', async (req, res) => {
    const { path } = await team.startAgain(signedIn(req), idOf(req))
    res.redirect(303, backTo(req, `/assign/${encodePath(path)}`, 'again'))
  })

  routes.post('/joiner-rules/:id/end', async (req, res) => {
    const { path } = await team.endRule(signedIn(req), idOf(req))
    res.redirect(303, `/assign/${encodePath(team.presentPath(path))}?done=ruleEnded`)
  })

  async function sendAssign(
    req: Request,
    res: Response,
    status: number,
    { errors = {} }: { readonly errors?: FieldErrors },
  ): Promise<void> {
    const by = signedIn(req)
    const path = pathOf(req)
    const page = team.getPath(by, path)
    const [people, given, rules] = await Promise.all([
      team.people(by),
      team.assignmentsOf(by, path),
      team.rulesOf(by, path),
    ])
    const variant = page.variants.get(req.viewer.lang) ?? page.original
    const typed = typedText(req.body)
    const asked = typeof req.query.handle === 'string' ? req.query.handle : ''
    const known = given.find(({ walker }) => walker.handle === asked)
    views.send(
      req,
      res,
      'team/assign',
      {
        title: words(req)('team.assign.title'),
        page,
        variant,
        people,
        given,
        rules,
        roles: joinerRoles,
        values: {
          handle: asked,
          start: known?.start ?? dayFor(by, now()),
          buddy: known?.buddy?.handle ?? '',
          ...typed,
        },
        errors,
        holidayFault: team.holidayFault(by),
        notice: noticeOf(translations, req, 'team.done'),
      },
      status,
    )
  }

  async function orShowAgain(
    req: Request,
    res: Response,
    work: () => Promise<void>,
    where: (errors: FieldErrors) => FieldErrors = (errors) => errors,
  ): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (!(error instanceof InvalidError)) throw error
      await sendAssign(req, res, 400, { errors: where(fieldErrors(error)) })
    }
  }
}

/** Hundreds of people are late by the same few days: each sentence is made once a page. */
function remembering(t: Translate): Translate {
  const known = new Map<string, string>()
  return (key, params) => {
    const asked = `${key} ${Object.values(params ?? {}).join(' ')}`
    const words = known.get(asked) ?? t(key, params)
    known.set(asked, words)
    return words
  }
}

/** The two forms of one page have fields of the same name. */
function underJoiners(errors: FieldErrors): FieldErrors {
  return Object.fromEntries(Object.entries(errors).map(([field, error]) => [`joiners.${field}`, error]))
}

function teamQuery(req: Request) {
  const { path, cohort } = parseQuery(TeamQuery, req)
  return { path: path?.normalize('NFC') || undefined, cohort: cohort || undefined }
}

function idOf(req: Request): string {
  return (req.params as { id: string }).id
}

/** Only to the pages that have such forms. */
function backTo(req: Request, usual: string, done: string): string {
  const form = parseForm(BackForm, req.body)
  const back = form.ok ? (form.values.back ?? '') : ''
  const address = /^\/team\/[\w.-]+$/.test(back) ? back : usual
  return `${address}?done=${done}`
}
