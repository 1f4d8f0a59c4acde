import type { Pages } from '../pages/pages.ts'
import { pageOfAttachment, type PagePath } from '../pages/page-path.ts'
import { variantFor } from '../pages/page.ts'
import type { Lang, User } from '../user.ts'
import type { Translations } from '../web/i18n.ts'
import { noticeOf } from '../web/notice.ts'
import { pathOf } from '../web/page-address.ts'
import type { Routes } from '../web/routes.ts'
import type { Views } from '../web/view.ts'
import { encodePath } from '../web/view.ts'
import { signedIn } from '../web/viewer.ts'

import type { Attachments, Described } from './attachments.ts'

export interface AttachmentRouteDeps {
  readonly attachments: Attachments
  readonly pages: Pages
  readonly views: Views
  readonly translations: Translations
}

/** The files of a page, those that no page uses, and taking one away. */
export function attachmentRoutes(routes: Routes, deps: AttachmentRouteDeps): void {
  const { attachments, pages, views, translations } = deps
  const rowsOf = (user: User, lang: Lang, files: readonly Described[]) =>
    files.map((file) => ({ ...file, users: titlesOf(pages, user, lang, file.users) }))

  routes.get('/attachments', async (req, res) => {
    const user = signedIn(req)
    const files = rowsOf(user, req.viewer.lang, await attachments.orphans(user)).map((file) => ({
      ...file,
      home: homeOf(pages, user, req.viewer.lang, file.file),
    }))
    const title = translations[req.viewer.lang]('attachments.orphans')
    const notice = noticeOf(translations, req, 'attachments.done')
    views.send(req, res, 'attachments/list', { title, files, notice, page: undefined })
  })

  routes.get('/attachments/*path', async (req, res) => {
    const user = signedIn(req)
    const page = pages.get(user, pathOf(req))
    const { title } = variantFor(page, req.viewer.lang)
    const files = rowsOf(user, req.viewer.lang, await attachments.listOf(user, page.path))
    const notice = noticeOf(translations, req, 'attachments.done')
    views.send(req, res, 'attachments/list', { title, files, notice, page })
  })

  routes.get('/detach/*path', async (req, res) => {
    const user = signedIn(req)
    const found = await attachments.get(user, pathOf(req))
    const [file] = rowsOf(user, req.viewer.lang, [found])
    views.send(req, res, 'attachments/detach', {
      title: found.name,
      file,
      back: listOf(pages, user, found.file),
    })
  })

  routes.post('/detach/*path', async (req, res) => {
    const user = signedIn(req)
    const { file } = await attachments.get(user, pathOf(req))
    await attachments.remove(user, file)
    res.redirect(303, `${listOf(pages, user, file)}?done=removed`)
  })
}

/** The page whose file it is; where that is gone, at least its path. */
function homeOf(pages: Pages, user: User, lang: Lang, file: string) {
  const page = pageOfAttachment(file)
  if (page === undefined) return undefined
  return titlesOf(pages, user, lang, [page])[0] ?? { path: page, title: page, lang, gone: true }
}

/** The list that a file was in. */
function listOf(pages: Pages, user: User, file: string): string {
  const page = pageOfAttachment(file)
  return page !== undefined && pages.find(user, page) ? `/attachments/${encodePath(page)}` : '/attachments'
}

function titlesOf(pages: Pages, user: User, lang: Lang, paths: readonly PagePath[]) {
  return paths.flatMap((path) => {
    const page = pages.find(user, path)
    if (!page) return []
    const { title, lang: written } = variantFor(page, lang)
    return [{ path, title, lang: written }]
  })
}
