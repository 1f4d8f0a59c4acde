import type { Request, Response } from 'express'
import { AppError, InvalidError } from '../errors.ts'
import { kindOfFolder } from '../pages/kinds.ts'
import type { Pages } from '../pages/pages.ts'
import { linkTo } from '../pages/reading.ts'
import { hasRole, type User } from '../user.ts'
import { fieldErrors, parseForm, parseQuery, typedText, type FieldErrors } from '../web/forms.ts'
import type { Translations } from '../web/i18n.ts'
import { noticeOf } from '../web/notice.ts'
import type { Routes } from '../web/routes.ts'
import { encodePath, type Views } from '../web/view.ts'
import { signedIn } from '../web/viewer.ts'
import { CloseForm, DaysQuery, GapQuery, GiveForm, TakeForm, WishForm } from './forms.ts'
import { gapKinds, type Gap } from './gap.ts'
import { MAX_REASON } from './deciding.ts'
import type { Gaps } from './gaps.ts'

export interface GapRouteDeps {
  readonly gaps: Gaps
  readonly pages: Pages
  readonly views: Views
  readonly translations: Translations
  /** Of those who can sign in. */
  readonly handles: () => Promise<readonly string[]>
  /** The handle of an account, also of one that is disabled. */
  readonly handleOf: (userId: string) => Promise<string | undefined>
}

/** What the wiki lacks: asking for a page, and the leads' list of what to write next. */
export function gapRoutes(routes: Routes, deps: GapRouteDeps): void {
  const { gaps, pages, views, translations } = deps
  const words = (req: Request) => translations[req.viewer.lang]
  const limits = { ...gaps.wishLimits, reason: MAX_REASON }

  routes.get('/gaps', async (req, res) => {
    const user = signedIn(req)
    const { kind, status } = parseQuery(GapQuery, req)
    const [all, closed] = await Promise.all([gaps.list(user), gaps.list(user, { status: 'closed' })])
    const list =
      status === 'closed' ? closed : all.filter((gap) => status === undefined || gap.status === status)
    const shown = list.filter((gap) => kind === undefined || gap.kind === kind)
    views.send(req, res, 'gaps/list', {
      title: words(req)('gaps.title'),
      list: shown.map((gap) => ({ ...gap, ...describe(req, user, gap) })),
      counts: Object.fromEntries(gapKinds.map((one) => [one, list.filter((gap) => gap.kind === one).length])),
      total: list.length,
      kinds: gapKinds,
      chosenKind: kind,
      chosenStatus: status,
      notice: noticeOf(translations, req, 'gaps.done'),
    })
  })

  routes.get('/gaps/searches', async (req, res) => {
    const { days } = parseQuery(DaysQuery, req)
    const report = await gaps.searches(signedIn(req), days === '7' ? 7 : 30, req.viewer.lang)
    views.send(req, res, 'gaps/searches', {
      title: words(req)('gaps.searches.title'),
      ...report,
      days: Number(days),
    })
  })

  routes.get('/gaps/:id', async (req, res) => {
    await sendOne(req, res, {})
  })

  routes.post('/gaps/:id/take', (req, res) => {
    const form = parseForm(TakeForm, req.body)
    return act(req, res, form, 'taken', ({ due }) => gaps.take(signedIn(req), idOf(req), due))
  })

  routes.post('/gaps/:id/give', (req, res) => {
    const form = parseForm(GiveForm, req.body)
    return act(req, res, form, 'given', (values) => gaps.give(signedIn(req), idOf(req), values))
  })

  routes.post('/gaps/:id/back', async (req, res) => {
    await gaps.putBack(signedIn(req), idOf(req))
    res.redirect(303, `/gaps/${encodeURIComponent(idOf(req))}?done=back`)
  })

  routes.post('/gaps/:id/close', (req, res) => {
    const form = parseForm(CloseForm, req.body)
    return act(req, res, form, 'closed', (values) => gaps.close(signedIn(req), idOf(req), values))
  })

  routes.post('/wishes', async (req, res) => {
    const typed = typedText(req.body)
    const again = (errors: FieldErrors) => {
      const locals = { title: words(req)('gaps.wish.title'), values: typed, errors, limits }
      views.send(req, res, 'gaps/wish', locals, 400)
    }
    const form = parseForm(WishForm, req.body)
    if (!form.ok) return again(form.errors)
    try {
      const { id } = await gaps.wish(signedIn(req), form.values)
      res.redirect(303, `/gaps/${id}?done=wished`)
    } catch (error) {
      if (!(error instanceof InvalidError)) throw error
      again(fieldErrors(error, 'query'))
    }
  })

  routes.post('/wishes/:id/withdraw', async (req, res) => {
    await gaps.withdraw(signedIn(req), idOf(req))
    res.redirect(303, '/search?done=withdrawn')
  })

  /** Does what a form asks, or shows the gap again with what was typed. */
  async function act<T>(
    req: Request,
    res: Response,
    form: ReturnType<typeof parseForm<T>>,
    done: string,
    run: (values: T) => Promise<void>,
  ): Promise<void> {
    if (!form.ok) return sendOne(req, res, form.errors, typedText(req.body))
    try {
      await run(form.values)
    } catch (error) {
      if (error instanceof InvalidError) return sendOne(req, res, fieldErrors(error), typedText(req.body))
      if (error instanceof AppError && error.key === 'gaps.taken')
        return sendOne(req, res, { form: { key: error.key, params: error.params } }, {}, 409)
      throw error
    }
    res.redirect(303, `/gaps/${encodeURIComponent(idOf(req))}?done=${done}`)
  }

  async function sendOne(
    req: Request,
    res: Response,
    errors: FieldErrors,
    values: Record<string, string> = {},
    status = Object.keys(errors).length > 0 ? 400 : 200,
  ): Promise<void> {
    const user = signedIn(req)
    const gap = await gaps.get(user, idOf(req))
    const notes = gap.mayDecide
      ? await Promise.all(gap.notes.map(async (note) => ({ ...note, by: await deps.handleOf(note.userId) })))
      : gap.notes.filter(({ userId }) => userId === user.id)
    const locals = {
      title: gap.text,
      gap: { ...gap, ...describe(req, user, gap), notes },
      handles: gap.mayDecide ? await deps.handles() : [],
      values,
      errors,
      limits,
      notice: noticeOf(translations, req, 'gaps.done'),
    }
    views.send(req, res, 'gaps/one', locals, status)
  }

  /** What the list and the gap's own page show beside it. */
  function describe(req: Request, user: User, gap: Gap) {
    const link = (path: string) => linkTo(path, req.viewer.lang, user, pages.content.catalog)
    const draft = gap.path === undefined ? undefined : pages.find(user, gap.path)
    return {
      links: gap.pages.map(link).filter(({ kind }) => kind !== undefined),
      answer: gap.page === undefined ? undefined : link(gap.page),
      writeHref: writeHref(gap, draft !== undefined, hasRole(user, 'lead')),
    }
  }
}

/**
 * Where writing what is missing begins, for members as a proposal; the page says that it answers it when it is
 * saved.
 */
function writeHref(gap: Gap, isBegun: boolean, isLead: boolean): string {
  const [begin, edit] = isLead ? ['/new', '/edit'] : ['/propose/new', '/propose']
  const closes = `closes=gap%2F${gap.id}`
  if (gap.kind === 'question')
    return `${edit}/${encodePath(gap.pages[0] ?? '')}?closes=feedback%2F${gap.question ?? ''}`
  if (gap.path === undefined) return `${begin}/guide?title=${encodeURIComponent(gap.text)}&${closes}`
  if (isBegun) return `${edit}/${encodePath(gap.path)}?${closes}`
  return `${begin}/${kindOfFolder(gap.path)}?path=${encodeURIComponent(gap.path)}&${closes}`
}

function idOf(req: Request): string {
  return (req.params as { id: string }).id
}
