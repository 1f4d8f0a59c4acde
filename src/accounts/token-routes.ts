import type { Request, Response } from 'express'
import { InvalidError, NotFoundError } from '../errors.ts'
import { fieldErrors, parseForm, typedText, type FieldErrors } from '../web/forms.ts'
import { noticeOf } from '../web/notice.ts'
import type { Routes } from '../web/routes.ts'
import { signedIn } from '../web/viewer.ts'
import { keepOutOfCaches } from './door-routes.ts'
import { TokenForm } from './forms.ts'
import { requireSession } from './guards.ts'
import { linkTo, type AccountRouting } from './routes.ts'
import { traceOf } from './trace.ts'

/** One's own API tokens. */
export function tokenRoutes(
  routes: Routes,
  { accounts, views, translations, baseUrl }: AccountRouting,
): void {
  const { tokens } = accounts

  routes.get('/account/tokens', (req, res) => showTokens(req, res, 200, {}))

  routes.post('/account/tokens', async (req, res) => {
    requireSession(req)
    const form = parseForm(TokenForm, req.body)
    if (!form.ok) return showTokens(req, res, 400, { values: form.typed, errors: form.errors })
    try {
      const { token } = await tokens.createToken(signedIn(req), form.values.name, traceOf(req))
      keepOutOfCaches(res)
      await showTokens(req, res, 200, { created: token })
    } catch (error) {
      if (!(error instanceof InvalidError)) throw error
      await showTokens(req, res, 400, { values: typedText(req.body), errors: fieldErrors(error) })
    }
  })

  routes.get('/account/tokens/:id/revoke', async (req, res) => {
    const token = (await tokens.list(signedIn(req))).find((own) => own.id === req.params.id)
    if (!token) throw new NotFoundError()
    const t = translations[req.viewer.lang]
    views.send(req, res, 'accounts/confirm', {
      title: t('accounts.token.revoke.title', { name: token.name }),
      text: t('accounts.token.revoke.text'),
      action: `/account/tokens/${token.id}/revoke`,
      button: t('accounts.token.revoke'),
      back: '/account/tokens',
    })
  })

  routes.post('/account/tokens/:id/revoke', async (req, res) => {
    await tokens.revoke(signedIn(req), String(req.params.id), traceOf(req))
    res.redirect(303, '/account/tokens?done=token-revoked')
  })

  async function showTokens(
    req: Request,
    res: Response,
    status: number,
    form: { values?: Readonly<Record<string, string>>; errors?: FieldErrors; created?: string },
  ): Promise<void> {
    const locals = {
      title: translations[req.viewer.lang]('accounts.token.title'),
      notice: noticeOf(translations, req, 'accounts.done'),
      tokens: await tokens.list(signedIn(req)),
      git: linkTo(req, baseUrl, '/git/content.git'),
      values: {},
      errors: {},
      ...form,
    }
    views.send(req, res, 'accounts/tokens', locals, status)
  }
}
