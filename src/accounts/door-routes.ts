import type { Request, Response } from 'express'
import { InvalidError, TooManyError } from '../errors.ts'
import { fieldErrors, parseForm, typedText, type FieldErrors } from '../web/forms.ts'
import { noticeOf } from '../web/notice.ts'
import type { Routes } from '../web/routes.ts'
import { setLangCookie } from './cookies.ts'
import { LangForm, NewcomerForm, SignInForm } from './forms.ts'
import type { Invite } from './invites.ts'
import { SHORTEST_PASSWORD } from './passwords.ts'
import type { AccountRouting } from './routes.ts'
import { safeNext } from './safe-next.ts'
import { traceOf } from './trace.ts'

/** How many tries are left when the form begins to say so. */
const SAY_TRIES_LEFT = 5

/** What is reached without an account: signing in, the set-up and invite links, the language. */
export function doorRoutes(routes: Routes, { accounts, views, translations, signIn }: AccountRouting): void {
  routes.get('/login', async (req, res) => {
    const next = safeNext(req.query.next)
    if (req.viewer.user) return res.redirect(303, next)
    await showSignIn(req, res, 200, { next })
  })

  routes.post('/login', async (req, res) => {
    const form = parseForm(SignInForm, req.body)
    const typed = typedText(req.body)
    const next = safeNext(typed.next)
    if (!form.ok) return showSignIn(req, res, 400, { next, login: typed.login, errors: form.errors })
    try {
      const checked = await signIn.authenticate(req, res)
      if (!checked.ok) {
        const errors = { password: wrongPassword(checked.triesLeft) }
        return await showSignIn(req, res, 401, { next, login: typed.login, errors })
      }
      await signIn.begin(req, res, checked.user.id, checked.knownDevice)
      res.redirect(303, checked.passwordWasGiven ? '/account?done=given-password#password' : next)
    } catch (error) {
      if (!(error instanceof TooManyError)) throw error
      res.setHeader('Retry-After', String(error.retryAfterSeconds))
      const errors = { password: { key: error.key, params: error.params } }
      await showSignIn(req, res, 429, { next, login: typed.login, errors })
    }
  })

  routes.post('/logout', async (req, res) => {
    await signIn.end(req, res)
    res.redirect(303, '/login?done=signed-out')
  })

  routes.post('/lang', async (req, res) => {
    const form = parseForm(LangForm, req.body)
    if (!form.ok) throw new InvalidError('errors.field.invalid')
    if (req.viewer.user) await accounts.people.updateLang(req.viewer.user, form.values.lang)
    setLangCookie(req, res, form.values.lang)
    res.redirect(303, safeNext(form.values.next))
  })

  newcomerRoutes('setup')
  newcomerRoutes('invite')

  /** `/setup?token=` and `/invite?token=`: one form, one operation; the link says what role comes of it. */
  function newcomerRoutes(purpose: Invite['purpose']): void {
    routes.get(`/${purpose}`, async (req, res) => {
      const token = tokenOf(req)
      const invite = await accounts.invites.find(purpose, token)
      if (!invite) return showLinkGone(req, res, purpose)
      showNewcomer(req, res, 200, { purpose, token, invite })
    })

    routes.post(`/${purpose}`, async (req, res) => {
      const token = tokenOf(req)
      const invite = await accounts.invites.find(purpose, token)
      if (!invite) return showLinkGone(req, res, purpose)
      const values = typedText(req.body)
      const form = parseForm(NewcomerForm, { ...values, email: invite.email ?? values.email })
      if (!form.ok)
        return showNewcomer(req, res, 400, { purpose, token, invite, values, errors: form.errors })
      try {
        const user = await accounts.invites.accept(purpose, token, form.values, traceOf(req))
        await signIn.begin(req, res, user.id)
        res.redirect(303, '/')
      } catch (error) {
        if (!(error instanceof InvalidError)) throw error
        showNewcomer(req, res, 400, { purpose, token, invite, values, errors: fieldErrors(error) })
      }
    })
  }

  async function showSignIn(
    req: Request,
    res: Response,
    status: number,
    form: { next: string; login?: string | undefined; errors?: FieldErrors },
  ): Promise<void> {
    const locals = {
      title: translations[req.viewer.lang]('accounts.signIn.title'),
      layout: 'door' as const,
      login: '',
      errors: {},
      notice: noticeOf(translations, req, 'accounts.done'),
      isNew: (await accounts.people.count()) === 0,
      ...form,
    }
    views.send(req, res, 'accounts/sign-in', locals, status)
  }

  function showNewcomer(
    req: Request,
    res: Response,
    status: number,
    form: {
      purpose: Invite['purpose']
      token: string
      invite: Invite
      values?: Record<string, string>
      errors?: FieldErrors
    },
  ): void {
    const title = translations[req.viewer.lang](`accounts.${form.purpose}.title`)
    const own = { title, layout: 'door' as const, values: {}, errors: {}, least: SHORTEST_PASSWORD, ...form }
    keepOutOfCaches(res)
    views.send(req, res, 'accounts/newcomer', own, status)
  }

  function showLinkGone(req: Request, res: Response, purpose: Invite['purpose']): void {
    const title = translations[req.viewer.lang](`accounts.${purpose}.goneTitle`)
    views.send(req, res, 'accounts/link-gone', { title, layout: 'door', purpose }, 404)
  }
}

/** For answers that show a secret. */
export function keepOutOfCaches(res: Response): void {
  res.setHeader('Cache-Control', 'private, no-store')
}

function tokenOf(req: Request): string {
  return typeof req.query.token === 'string' ? req.query.token : ''
}

function wrongPassword(triesLeft: number | undefined) {
  if (triesLeft === undefined || triesLeft > SAY_TRIES_LEFT)
    return { key: 'accounts.signIn.wrong', params: {} }
  if (triesLeft === 0) return { key: 'accounts.signIn.wrongLast', params: {} }
  return { key: 'accounts.signIn.wrongLeft', params: { left: triesLeft } }
}
