import type { Request, Response } from 'express'
import { InvalidError } from '../errors.ts'
import { fieldErrors, parseForm, typedText, type FieldErrors } from '../web/forms.ts'
import { noticeOf } from '../web/notice.ts'
import type { Routes } from '../web/routes.ts'
import { signedIn } from '../web/viewer.ts'
import { HOME_TIME_ZONE } from '../user.ts'
import { PasswordForm, ProfileForm } from './forms.ts'
import { requireSession } from './guards.ts'
import { SHORTEST_PASSWORD } from './passwords.ts'
import type { AccountRouting } from './routes.ts'
import { timeZones } from './time-zones.ts'
import { traceOf } from './trace.ts'

/** One's own name, language, theme and password. */
export function accountPages(
  routes: Routes,
  { accounts, views, translations, signIn }: AccountRouting,
): void {
  routes.get('/account', (req, res) => showAccount(req, res, 200, {}))

  routes.post('/account', async (req, res) => {
    const form = parseForm(ProfileForm, req.body)
    if (!form.ok) return showAccount(req, res, 400, { values: form.typed, errors: form.errors })
    const { name, lang, theme, timeZone } = form.values
    try {
      await accounts.people.updateProfile(signedIn(req), {
        name,
        lang: lang === '' ? undefined : lang,
        theme,
        timeZone,
      })
      res.redirect(303, '/account?done=profile')
    } catch (error) {
      if (!(error instanceof InvalidError)) throw error
      await showAccount(req, res, 400, { values: typedText(req.body), errors: fieldErrors(error) })
    }
  })

  routes.post('/account/password', async (req, res) => {
    requireSession(req)
    const form = parseForm(PasswordForm, req.body)
    if (!form.ok) return showAccount(req, res, 400, { passwordErrors: form.errors })
    try {
      const session = await accounts.ownPassword.changePassword(signedIn(req), form.values, traceOf(req))
      signIn.replace(req, res, session)
      res.redirect(303, '/account?done=password')
    } catch (error) {
      if (!(error instanceof InvalidError)) throw error
      await showAccount(req, res, 400, { passwordErrors: fieldErrors(error) })
    }
  })

  async function showAccount(
    req: Request,
    res: Response,
    status: number,
    form: { values?: Readonly<Record<string, string>>; errors?: FieldErrors; passwordErrors?: FieldErrors },
  ): Promise<void> {
    const user = signedIn(req)
    const { values = {}, ...rest } = form
    const locals = {
      title: translations[req.viewer.lang]('accounts.account.title'),
      notice: noticeOf(translations, req, 'accounts.done'),
      values: {
        name: user.name,
        lang: user.lang ?? '',
        theme: user.theme,
        timeZone: user.timeZone ?? HOME_TIME_ZONE,
        ...values,
      },
      timeZones: timeZones(),
      errors: {},
      passwordErrors: {},
      passwordWasGiven: await accounts.ownPassword.wasGiven(user),
      least: SHORTEST_PASSWORD,
      ...rest,
    }
    views.send(req, res, 'accounts/account', locals, status)
  }
}
