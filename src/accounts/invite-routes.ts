import type { Request, Response } from 'express'
import { InvalidError, NotFoundError } from '../errors.ts'
import { roles } from '../user.ts'
import { fieldErrors, parseForm, typedText, type FieldErrors } from '../web/forms.ts'
import { noticeOf } from '../web/notice.ts'
import type { Routes } from '../web/routes.ts'
import { signedIn } from '../web/viewer.ts'
import { keepOutOfCaches } from './door-routes.ts'
import { InviteForm } from './forms.ts'
import { linkTo, type AccountRouting } from './routes.ts'
import { traceOf } from './trace.ts'

/** For admins: invite links, made, listed and revoked. */
export function inviteRoutes(
  routes: Routes,
  { accounts, views, translations, baseUrl }: AccountRouting,
): void {
  const { invites } = accounts

  routes.get('/admin/invites', (req, res) => showInvites(req, res, 200, {}))

  routes.post('/admin/invites', async (req, res) => {
    const form = parseForm(InviteForm, req.body)
    if (!form.ok) return showInvites(req, res, 400, { values: form.typed, errors: form.errors })
    try {
      const token = await invites.create(signedIn(req), form.values, traceOf(req))
      keepOutOfCaches(res)
      await showInvites(req, res, 200, { created: linkTo(req, baseUrl, `/invite?token=${token}`) })
    } catch (error) {
      if (!(error instanceof InvalidError)) throw error
      await showInvites(req, res, 400, { values: typedText(req.body), errors: fieldErrors(error) })
    }
  })

  routes.get('/admin/invites/:id/revoke', async (req, res) => {
    const invite = (await invites.listOpen(signedIn(req))).find((open) => open.id === req.params.id)
    if (!invite) throw new NotFoundError('accounts.invite.gone')
    const t = translations[req.viewer.lang]
    views.send(req, res, 'accounts/confirm', {
      title: t('accounts.invite.revoke.title'),
      text: t('accounts.invite.revoke.text', { whom: invite.email ?? t(`accounts.role.${invite.role}`) }),
      action: `/admin/invites/${invite.id}/revoke`,
      button: t('accounts.invite.revoke'),
      back: '/admin/invites',
    })
  })

  routes.post('/admin/invites/:id/revoke', async (req, res) => {
    await invites.revoke(signedIn(req), String(req.params.id), traceOf(req))
    res.redirect(303, '/admin/invites?done=invite-revoked')
  })

  async function showInvites(
    req: Request,
    res: Response,
    status: number,
    form: { values?: Readonly<Record<string, string>>; errors?: FieldErrors; created?: string },
  ): Promise<void> {
    const locals = {
      title: translations[req.viewer.lang]('accounts.invite.listTitle'),
      notice: noticeOf(translations, req, 'accounts.done'),
      invites: await invites.listOpen(signedIn(req)),
      roles,
      values: { role: 'member' },
      errors: {},
      ...form,
    }
    views.send(req, res, 'accounts/invites', locals, status)
  }
}
