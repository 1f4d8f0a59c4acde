import type { Request, Response } from 'express'
import { AppError, InvalidError, NotFoundError } from '../errors.ts'
import { kinds } from '../pages/kinds.ts'
import { variantFor } from '../pages/page.ts'
import type { Pages } from '../pages/pages.ts'
import { withUnixNewlines } from '../pages/typed.ts'
import { hasRole, type Lang, type User } from '../user.ts'
import { fieldErrors, parseForm, parseQuery, typedText, type FieldErrors } from '../web/forms.ts'
import type { Translations } from '../web/i18n.ts'
import { noticeOf } from '../web/notice.ts'
import type { Routes } from '../web/routes.ts'
import type { Views } from '../web/view.ts'
import { signedIn } from '../web/viewer.ts'
import { OverlapError, type AcceptInput } from './deciding.ts'
import type { OpenLine } from './describe.ts'
import { DecisionForm, ListQuery, RemarkForm, SettleForm, ViewQuery } from './forms.ts'
import type { Choices } from './outcome.ts'
import { presentFile } from './present-file.ts'
import { canReopen, isWaiting } from './proposal.ts'
import type { Proposals } from './proposals.ts'
import { mayRevise } from './writing.ts'

export interface ProposalRouteDeps {
  readonly proposals: Proposals
  readonly pages: Pages
  readonly views: Views
  readonly translations: Translations
}

/** Proposals in one sheet of a list. */
const PER_SHEET = 50

/** Looking at proposals, talking about them, deciding on them. */
export function proposalRoutes(routes: Routes, deps: ProposalRouteDeps): void {
  const { proposals, pages, views, translations } = deps

  routes.get('/proposals', async (req, res) => {
    const user = signedIn(req)
    const { lang } = req.viewer
    const { show, page, sheet } = parseQuery(ListQuery, req)
    const list = page === undefined ? await proposals.list(user, show) : await proposals.ofPage(user, page)
    const rows = list.slice((sheet - 1) * PER_SHEET, sheet * PER_SHEET).map((proposal) => ({
      ...proposal,
      pages: proposal.files.map(({ file }) => titleOfFile(pages, user, file, lang) ?? { title: file, lang }),
    }))
    const ofPage = page === undefined ? undefined : pages.find(user, page)
    const title = translations[lang]('proposals.title')
    const notice = noticeOf(translations, req, 'proposals.done')
    views.send(req, res, 'proposals/index', {
      title,
      rows,
      show,
      ofPage,
      kinds,
      notice,
      sheet,
      sheets: Math.ceil(list.length / PER_SHEET),
    })
  })

  routes.get('/proposals/:id', (req, res) => sendProposal(req, res, deps, {}))

  routes.post('/proposals/:id/comments', async (req, res) => {
    const user = signedIn(req)
    const number = numberOf(req)
    const typed = typedText(withUnixNewlines(req.body))
    const form = parseForm(RemarkForm, typed)
    if (!form.ok) return sendProposal(req, res, deps, { errors: form.errors, typed })
    const { text, thread, file, side, line: at, revision, view = 'source' } = form.values
    const line = file === undefined || at === undefined ? undefined : { file, side, line: at, revision }
    await orAgain(req, res, deps, typed, async () => {
      const id = await proposals.remark(user, number, { text, thread, line })
      res.redirect(303, `/proposals/${number}?view=${view}&done=commented#remark-${thread ?? id}`)
    })
  })

  routes.post('/proposals/:id/comments/:comment', async (req, res) => {
    const { comment = '' } = req.params as { comment?: string }
    const form = parseForm(SettleForm, req.body)
    if (!form.ok) throw new InvalidError('errors.request')
    const number = numberOf(req)
    await proposals.settle(signedIn(req), number, comment, form.values.settled === 'yes')
    res.redirect(303, `/proposals/${number}#remark-${encodeURIComponent(comment)}`)
  })

  routes.post('/proposals/:id/decision', async (req, res) => {
    const user = signedIn(req)
    const number = numberOf(req)
    const typed = typedText(withUnixNewlines(req.body))
    const form = parseForm(DecisionForm, typed)
    if (!form.ok) return sendProposal(req, res, deps, { errors: form.errors, typed })
    const { decision, reason } = form.values
    await orAgain(req, res, deps, typed, async () => {
      if (decision === 'accept') await proposals.accept(user, number, acceptInput(form.values))
      else if (decision === 'show') await proposals.show(user, number)
      else await proposals[decision](user, number, reason)
      res.redirect(303, `/proposals/${number}?done=${decision}`)
    })
  })
}

/** The number in an address. @throws NotFoundError */
export function numberOf(req: Request): number {
  const { id } = req.params as { id?: string }
  if (!/^[1-9]\d{0,8}$/.test(id ?? '')) throw new NotFoundError('proposals.missing')
  return Number(id)
}

/** What was typed is shown again, with what is wrong; where both sides changed the same place, the places to choose in. */
async function orAgain(
  req: Request,
  res: Response,
  deps: ProposalRouteDeps,
  typed: Readonly<Record<string, string>>,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (error instanceof OverlapError) return sendOverlap(req, res, deps, typed, error)
    if (error instanceof InvalidError)
      return sendProposal(req, res, deps, { errors: fieldErrors(error), typed })
    const isStale = error instanceof AppError && ['conflict', 'precondition-failed'].includes(error.code)
    if (!isStale) throw error
    const errors = { form: { key: error.key, params: error.params } }
    await sendProposal(req, res, deps, { errors, typed, status: 409 })
  }
}

interface Again {
  readonly errors?: FieldErrors
  readonly typed?: Readonly<Record<string, string>>
  readonly status?: number
}

async function sendProposal(
  req: Request,
  res: Response,
  { proposals, pages, views, translations }: ProposalRouteDeps,
  { errors = {}, typed: sent = {}, status = Object.keys(errors).length > 0 ? 400 : 200 }: Again,
): Promise<void> {
  const { text, reason, ...others } = errors
  const [general] = Object.values(others)
  // Where the place itself is in doubt, what was typed is shown in the form about the whole.
  const typed: Readonly<Record<string, string | undefined>> =
    general === undefined ? sent : { ...sent, line: undefined, file: undefined, thread: undefined }
  const user = signedIn(req)
  const { lang } = req.viewer
  const t = translations[lang]
  const proposal = await proposals.get(user, numberOf(req))
  const query = parseQuery(ViewQuery, req)
  const remarks = await proposals.remarks(proposal)
  const open = openLine(query.at, proposal.files) ?? typedLine(typed)
  const words = { added: t('proposals.look.added'), removed: t('proposals.look.removed') }
  const shown = await proposals.describe(user, proposal, remarks, { open, words })
  const isAuthor = proposal.author.userId === user.id
  const [first] = proposal.files
  views.send(
    req,
    res,
    'proposals/show',
    {
      title: proposal.title,
      proposal,
      shown,
      remarks,
      view: typed.view === 'page' ? 'page' : query.view,
      open,
      reply: typed.thread ?? query.reply,
      errors: { text, reason, form: general },
      typed,
      pageTitle: first && titleOfFile(pages, user, first.file, lang),
      isAuthor,
      mayRevise: mayRevise(user, proposal),
      mayDecide: hasRole(user, 'lead') && isWaiting(proposal),
      mayReopen: canReopen(proposal) && (isAuthor || hasRole(user, 'lead')),
      mayRemark: proposal.status !== 'draft',
      maySettle: isAuthor || hasRole(user, 'lead'),
      notice: noticeOf(translations, req, 'proposals.done'),
    },
    status,
  )
}

function sendOverlap(
  req: Request,
  res: Response,
  { proposals, views }: ProposalRouteDeps,
  typed: Readonly<Record<string, string>>,
  error: OverlapError,
): void {
  const overlaps = proposals.overlapsOf(signedIn(req), error)
  const { reason = '', tip = '', asNew, lookAgain } = typed
  const locals = { title: '', number: numberOf(req), overlaps, reason, tip, asNew, lookAgain }
  views.send(req, res, 'proposals/overlap', locals, 409)
}

/** Choices are numbered by the file they are in: `choice-0-2` is the third place of the first. */
function acceptInput(form: DecisionForm): AcceptInput {
  const choices = new Map<string, Choices>()
  for (let index = 0; form[`file-${index}`] !== undefined && index < 500; index++) {
    const theirs = form[`theirs-${index}`] ?? ''
    if (!/^[0-9a-f]{40}$/.test(theirs)) continue
    choices.set(form[`file-${index}`] ?? '', {
      theirs,
      choice: (hunk) => form[`choice-${index}-${hunk}`],
      edited: (hunk) => form[`edit-${index}-${hunk}`],
    })
  }
  const { tip, reason, asNew, lookAgain } = form
  return { tip, reason, choices, asNew: asNew !== undefined, lookAgain: lookAgain !== undefined }
}

/** A proposal's page in the reader's words, where they may see it. */
function titleOfFile(
  pages: Pages,
  user: User,
  file: string,
  lang: Lang,
): { title: string; lang: Lang } | undefined {
  const place = presentFile(pages.content, file)
  const page = place && pages.find(user, place.path)
  if (!page) return undefined
  const variant = variantFor(page, lang)
  return { title: variant.title, lang: variant.lang }
}

function openLine(at: string | undefined, files: readonly { file: string }[]): OpenLine | undefined {
  const [, index = '', side, line = ''] = /^(\d+)-([on])(\d+)$/.exec(at ?? '') ?? []
  const file = files[Number(index)]?.file
  return side === undefined || file === undefined
    ? undefined
    : { file, side: side === 'o' ? 'old' : 'new', line: Number(line) }
}

function typedLine({ file, side, line }: Readonly<Record<string, string | undefined>>): OpenLine | undefined {
  if (file === undefined || line === undefined || !/^\d{1,8}$/.test(line)) return undefined
  return { file, side: side === 'old' ? 'old' : 'new', line: Number(line) }
}
