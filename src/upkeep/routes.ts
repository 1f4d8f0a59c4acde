import type { Request, Response } from 'express'
import { InvalidError, NotFoundError } from '../errors.ts'
import { pathOf } from '../web/page-address.ts'
import type { Pages } from '../pages/pages.ts'
import { hasRole } from '../user.ts'
import { writeCsv } from '../web/csv.ts'
import { fieldErrors, parseForm, parseQuery, type FieldErrors } from '../web/forms.ts'
import type { Translations } from '../web/i18n.ts'
import { noticeOf } from '../web/notice.ts'
import type { Routes } from '../web/routes.ts'
import { encodePath, type Views } from '../web/view.ts'
import { signedIn } from '../web/viewer.ts'
import type { Board, BoardFilter } from './board.ts'
import { BoardQuery, HandOverForm, NOBODY, VerdictForm } from './forms.ts'
import type { Upkeep } from './upkeep.ts'
import { mayTend } from './verification.ts'

export interface UpkeepRouteDeps {
  readonly upkeep: Upkeep
  readonly pages: Pages
  readonly views: Views
  readonly translations: Translations
  readonly people: {
    readonly findByHandle: (handle: string) => Promise<{ handle: string; name: string } | undefined>
    /** Of those who can sign in. */
    readonly handles: () => Promise<readonly string[]>
  }
}

/** Verifying pages, taking and handing them over, and the board of all that. */
export function upkeepRoutes(routes: Routes, deps: UpkeepRouteDeps): void {
  const { upkeep, pages, views, translations, people } = deps
  const words = (req: Request) => translations[req.viewer.lang]

  routes.get('/verify/*path', (req, res) => sendVerify(req, res, {}))

  routes.post('/verify/*path', async (req, res) => {
    const form = parseForm(VerdictForm, req.body)
    if (!form.ok) return sendVerify(req, res, form.errors)
    try {
      const { page } = await upkeep.verification.verify(signedIn(req), { path: pathOf(req), ...form.values })
      const done = form.values.verdict === 'archive' ? 'archived' : 'verified'
      res.redirect(303, `/wiki/${encodePath(page.path)}?done=${done}`)
    } catch (error) {
      if (!(error instanceof InvalidError)) throw error
      sendVerify(req, res, fieldErrors(error, 'verdict'))
    }
  })

  routes.post('/publish-again/*path', async (req, res) => {
    const { page } = await upkeep.verification.publishAgain(signedIn(req), pathOf(req))
    res.redirect(303, `/wiki/${encodePath(page.path)}?done=published`)
  })

  routes.post('/own/*path', async (req, res) => {
    const page = await upkeep.owners.take(signedIn(req), pathOf(req))
    res.redirect(303, `/wiki/${encodePath(page.path)}?done=taken`)
  })

  routes.get('/hand-over/:handle', (req, res) => sendHandOver(req, res, {}))

  routes.post('/hand-over/:handle', async (req, res) => {
    const form = parseForm(HandOverForm, req.body)
    if (!form.ok) return sendHandOver(req, res, form.errors, form.typed.to)
    const { to, path: paths = [] } = form.values
    const { handle } = await getPerson(req)
    try {
      const heir = to === NOBODY ? undefined : to.toLowerCase()
      await upkeep.owners.handOver(signedIn(req), { from: handle, to: heir, paths })
      res.redirect(303, `/hand-over/${encodeURIComponent(handle)}?done=handedOver`)
    } catch (error) {
      if (!(error instanceof InvalidError)) throw error
      await sendHandOver(req, res, fieldErrors(error, 'to'), to, paths)
    }
  })

  routes.get('/upkeep', async (req, res) => {
    const { filter, board } = await showBoard(req)
    views.send(req, res, 'upkeep/board', { title: words(req)('upkeep.board'), filter, ...board })
  })

  routes.get('/upkeep.csv', async (req, res) => {
    const { board } = await showBoard(req)
    res.setHeader('Content-Type', 'text/csv; charset=utf-8')
    res.setHeader('Content-Disposition', 'attachment; filename="upkeep.csv"')
    res.end(csvOf(board))
  })

  function showBoard(req: Request): Promise<{ filter: BoardFilter; board: Board }> {
    const { folder, owner, state } = parseQuery(BoardQuery, req)
    const filter = { folder: folder || undefined, owner: owner || undefined, state: state || undefined }
    const showing = upkeep.board(signedIn(req), req.viewer.lang, filter)
    return showing.then((board) => ({ filter, board }))
  }

  function sendVerify(req: Request, res: Response, errors: FieldErrors): void {
    const user = signedIn(req)
    const page = pages.get(user, pathOf(req))
    const locals = {
      title: words(req)('upkeep.verify.of', { title: page.original.title }),
      page,
      standing: upkeep.verification.standingOf(page),
      mayTend: mayTend(user, page),
      mayWrite: hasRole(user, 'lead'),
      errors,
    }
    const status = !locals.mayTend ? 403 : Object.keys(errors).length > 0 ? 400 : 200
    views.send(req, res, 'upkeep/verify', locals, status)
  }

  async function sendHandOver(
    req: Request,
    res: Response,
    errors: FieldErrors,
    to = '',
    paths?: readonly string[],
  ): Promise<void> {
    const person = await getPerson(req)
    const owned = upkeep.owners.ownedPages(signedIn(req), person.handle, req.viewer.lang)
    const locals = {
      title: words(req)('upkeep.handOver.of', { name: person.name }),
      person,
      owned,
      chosen: paths ?? owned.map(({ path }) => path),
      handles: (await people.handles()).filter((handle) => handle !== person.handle),
      to,
      errors,
      notice: noticeOf(translations, req, 'upkeep.done'),
    }
    views.send(req, res, 'upkeep/hand-over', locals, Object.keys(errors).length > 0 ? 400 : 200)
  }

  async function getPerson(req: Request) {
    const person = await people.findByHandle(String(req.params.handle))
    if (!person) throw new NotFoundError('accounts.person.unknown')
    return person
  }
}

function csvOf({ rows }: Board): string {
  const head = ['path', 'title', 'folder', 'owner', 'needs owner', 'reviewed', 'interval', 'due', 'state']
  return writeCsv([
    head,
    ...rows.map((row) => [
      row.path,
      row.title,
      row.folder,
      row.owner,
      row.needsOwner ? 'yes' : '',
      row.reviewed,
      row.reviewEvery,
      row.due,
      row.state,
    ]),
  ])
}
