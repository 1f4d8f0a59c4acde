import express, { type RequestHandler } from 'express'
import { parseBody } from '../web/forms.ts'
import type { Translations } from '../web/i18n.ts'
import type { Handler, Routes } from '../web/routes.ts'
import { signedIn } from '../web/viewer.ts'
import type { Notifications } from './notifications.ts'
import { SeenForm } from './routes.ts'

export interface NotificationApiDeps {
  readonly notifications: Notifications
  readonly translations: Translations
}

const readJsonBody = express.json({ limit: '4kb' }) as RequestHandler as Handler

/** One's own notifications, for programs. */
export function notificationApi(routes: Routes, { notifications, translations }: NotificationApiDeps): void {
  routes.get('/api/v1/me/notifications', async (req, res) => {
    const words = translations[req.viewer.lang]
    const list = await notifications.list(signedIn(req))
    res.json({
      results: list.map(({ id, type, params, href, at, seenAt }) => ({
        id,
        type,
        text: words(type, params),
        href,
        at,
        seenAt: seenAt ?? null,
      })),
    })
  })

  routes.post('/api/v1/me/notifications/seen', readJsonBody, async (req, res) => {
    await notifications.markSeen(signedIn(req), parseBody(SeenForm, req.body).id)
    res.status(204).end()
  })
}
