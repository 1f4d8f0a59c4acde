import { traceOf } from '../accounts/trace.ts'
import type { MessageParams } from '../errors.ts'
import { noticeOf } from '../web/notice.ts'
import type { Translations } from '../web/i18n.ts'
import type { Routes } from '../web/routes.ts'
import type { Views } from '../web/view.ts'
import { signedIn } from '../web/viewer.ts'
import type { Backups } from './backups.ts'

interface BackupRouting {
  readonly backups: Backups
  readonly views: Views
  readonly translations: Translations
  /** The repository elsewhere that the content is mirrored to; undefined where none is set. */
  readonly remote: {
    state(): RemoteState | undefined
    sync(): Promise<void>
  }
}

interface RemoteState {
  readonly address: string
  readonly sameAt: string | undefined
  readonly failures: number
  readonly fault: Said | undefined
  /** What to do about it, as a message's key. */
  readonly advice: string | undefined
  readonly nextAt: string | undefined
  readonly notes: readonly (Said & { readonly at: string })[]
}

interface Said {
  readonly key: string
  readonly params: MessageParams
}

const REFRESH_SECONDS = 2

/** What keeps the wiki from being lost, for administrators: backups and the remote. */
export function backupRoutes(routes: Routes, { backups, views, translations, remote }: BackupRouting): void {
  routes.get('/admin/backups', async (req, res) => {
    const view = await backups.view(signedIn(req))
    const proven = view.kept.find(({ tested }) => tested && tested.fault === undefined)
    // Without a script too, the page goes on by itself while a backup is being made.
    if (view.doing) res.setHeader('Refresh', String(REFRESH_SECONDS))
    views.send(req, res, 'backup/backups', {
      title: translations[req.viewer.lang]('backup.title'),
      notice: noticeOf(translations, req, 'backup.done'),
      ...view,
      proven,
      remote: remote.state(),
    })
  })

  routes.post('/admin/backups', (req, res) => {
    backups.make(signedIn(req), traceOf(req))
    res.redirect(303, '/admin/backups')
  })

  routes.post('/admin/remote', async (_req, res) => {
    await remote.sync()
    res.redirect(303, '/admin/backups')
  })
}
