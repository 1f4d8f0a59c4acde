import type { Request } from 'express'
import { z } from 'zod'
import { InvalidError } from '../errors.ts'
import { parseForm } from '../web/forms.ts'
import type { Translations } from '../web/i18n.ts'
import { noticeOf } from '../web/notice.ts'
import type { Routes } from '../web/routes.ts'
import type { Views } from '../web/view.ts'
import { signedIn } from '../web/viewer.ts'
import type { Notifications } from './notifications.ts'

export interface NotificationRouteDeps {
  readonly notifications: Notifications
  readonly views: Views
  readonly translations: Translations
}

export const SeenForm = z.object({ id: z.string().regex(/^[\w-]{1,64}$/) })

/** What happened that concerns this person. */
export function notificationRoutes(routes: Routes, deps: NotificationRouteDeps): void {
  const { notifications, views, translations } = deps
  const words = (req: Request) => translations[req.viewer.lang]

  routes.get('/notifications', async (req, res) => {
    const list = await notifications.list(signedIn(req))
    const notice = noticeOf(translations, req, 'notifications.done')
    const unseenCount = list.filter(({ seenAt }) => seenAt === undefined).length
    views.send(req, res, 'notifications/list', {
      title: words(req)('notifications.title'),
      list,
      unseenCount,
      notice,
    })
  })

  routes.post('/notifications/seen', async (req, res) => {
    const form = parseForm(SeenForm, req.body)
    if (!form.ok) throw new InvalidError('notifications.unknown')
    await notifications.markSeen(signedIn(req), form.values.id)
    res.redirect(303, '/notifications?done=seen')
  })
}
