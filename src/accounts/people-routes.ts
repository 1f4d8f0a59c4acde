import type { Request, Response } from 'express'
import { InvalidError, NotFoundError } from '../errors.ts'
import { roles } from '../user.ts'
import { parseForm, type FieldError } from '../web/forms.ts'
import { noticeOf } from '../web/notice.ts'
import type { Routes } from '../web/routes.ts'
import { signedIn } from '../web/viewer.ts'
import { keepOutOfCaches } from './door-routes.ts'
import { DisableForm, NoFields, RoleForm } from './forms.ts'
import type { Person } from './people.ts'
import type { AccountRouting } from './routes.ts'
import { traceOf } from './trace.ts'

/** A person's page, and what admins do with accounts. */
export function peopleRoutes(
  routes: Routes,
  { accounts, views, translations, pagesOf, handOver }: AccountRouting,
): void {
  const { people, standing } = accounts

  routes.get('/people/:handle', async (req, res) => {
    const person = await getPerson(req)
    const pages = (await pagesOf?.(signedIn(req), person)) ?? []
    views.send(req, res, 'accounts/person', { title: person.name, person, pages })
  })

  routes.get('/admin/people', (req, res) => showPeople(req, res, 200))

  routes.post('/admin/people/:handle/role', async (req, res) => {
    const form = parseForm(RoleForm, req.body)
    if (!form.ok) return showPeople(req, res, 400, { key: 'errors.field.invalid', params: {} })
    await orShowWhy(req, res, async () => {
      await standing.changeRole(signedIn(req), handleOf(req), form.values.role, traceOf(req))
      res.redirect(303, '/admin/people?done=role')
    })
  })

  routes.get('/admin/people/:handle/disable', (req, res) => confirmDisable(req, res))

  routes.post('/admin/people/:handle/disable', async (req, res) => {
    const form = parseForm(DisableForm, req.body)
    if (!form.ok) throw new InvalidError('errors.request')
    const person = await getPerson(req)
    const heir = form.values.heir.toLowerCase()
    const error = heir === '' ? undefined : await faultOfHeir(person, heir)
    if (error) return confirmDisable(req, res, heir, error)
    await orShowWhy(req, res, async () => {
      await standing.disable(signedIn(req), person.handle, traceOf(req))
      const owned = (await pagesOf?.(signedIn(req), person)) ?? []
      if (heir !== '' && owned.length > 0) await handOver?.(signedIn(req), person.handle, heir)
      res.redirect(303, '/admin/people?done=disabled')
    })
  })

  routes.post('/admin/people/:handle/enable', async (req, res) => {
    requireNoFields(req)
    await standing.enable(signedIn(req), handleOf(req), traceOf(req))
    res.redirect(303, '/admin/people?done=enabled')
  })

  routes.get('/admin/people/:handle/password', (req, res) => confirm(req, res))

  routes.post('/admin/people/:handle/password', async (req, res) => {
    requireNoFields(req)
    const person = await getPerson(req)
    const password = await standing.resetPassword(signedIn(req), person.handle, traceOf(req))
    const title = translations[req.viewer.lang]('accounts.people.password.done', { name: person.name })
    keepOutOfCaches(res)
    views.send(req, res, 'accounts/password-reset', { title, person, password })
  })

  async function showPeople(
    req: Request,
    res: Response,
    status: number,
    fault?: { key: string; params: InvalidError['params'] },
  ): Promise<void> {
    const title = translations[req.viewer.lang]('accounts.people.title')
    const notice = noticeOf(translations, req, 'accounts.done')
    views.send(
      req,
      res,
      'accounts/people',
      { title, notice, people: await people.list(), roles, fault },
      status,
    )
  }

  async function confirm(req: Request, res: Response): Promise<void> {
    const person = await getPerson(req)
    const t = translations[req.viewer.lang]
    views.send(req, res, 'accounts/confirm', {
      title: t('accounts.people.password.title', { name: person.name }),
      text: t('accounts.people.password.text'),
      action: `/admin/people/${encodeURIComponent(person.handle)}/password`,
      button: t('accounts.people.password'),
      back: '/admin/people',
    })
  }

  /** Before somebody leaves: whose their pages become. */
  async function confirmDisable(req: Request, res: Response, heir = '', error?: FieldError): Promise<void> {
    const person = await getPerson(req)
    const owned = (await pagesOf?.(signedIn(req), person)) ?? []
    const heirs = (await people.handles()).filter((handle) => handle !== person.handle)
    const title = translations[req.viewer.lang]('accounts.people.disable.title', { name: person.name })
    views.send(req, res, 'accounts/disable', { title, person, owned, heirs, heir, error }, error ? 400 : 200)
  }

  async function faultOfHeir({ handle }: Person, heir: string): Promise<FieldError | undefined> {
    const key = heir === handle ? 'accounts.people.heir.same' : 'accounts.people.heir.unknown'
    return heir !== handle && (await people.handles()).includes(heir) ? undefined : { key, params: { heir } }
  }

  /** The last admin, say: the list again, with the reason above it. */
  async function orShowWhy(req: Request, res: Response, work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (!(error instanceof InvalidError)) throw error
      await showPeople(req, res, 400, error)
    }
  }

  async function getPerson(req: Request): Promise<Person> {
    const person = await people.findByHandle(handleOf(req))
    if (!person) throw new NotFoundError('accounts.person.unknown')
    return person
  }
}

function handleOf(req: Request): string {
  return String(req.params.handle)
}

function requireNoFields(req: Request): void {
  if (!parseForm(NoFields, req.body).ok) throw new InvalidError('errors.request')
}
