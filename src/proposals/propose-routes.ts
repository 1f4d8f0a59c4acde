import type { Request, Response } from 'express'
import { InvalidError, NotFoundError, PreconditionFailedError } from '../errors.ts'
import { beginPage, pathOfForm, splitExamples, variantToEdit } from '../pages/begin-page.ts'
import { fieldsOfSource, sourceOfForm } from '../pages/editor.ts'
import { isKind, kindFacts, type Kind } from '../pages/kinds.ts'
import { openedSource } from '../pages/opened.ts'
import { decodeUtf8 } from '../pages/page.ts'
import { pageOfFile } from '../pages/page-path.ts'
import { presentPath } from '../pages/redirects.ts'
import { sendEditor, type EditingDeps, type EditorState, type Proposing } from '../pages/send-editor.ts'
import { withUnixNewlines } from '../pages/typed.ts'
import { fieldErrors, parseForm, parseQuery, typedText, type FieldErrors } from '../web/forms.ts'
import { pathOf } from '../web/page-address.ts'
import type { Routes } from '../web/routes.ts'
import { encodePath } from '../web/view.ts'
import { signedIn } from '../web/viewer.ts'
import { LangQuery, NewQuery, ProposeForm } from './forms.ts'
import type { Proposals } from './proposals.ts'
import { numberOf } from './routes.ts'

export interface ProposeRouteDeps extends EditingDeps {
  readonly proposals: Proposals
}

/** Writing by those who may not save: the same editor, whose form makes a proposal. */
export function proposeRoutes(routes: Routes, deps: ProposeRouteDeps): void {
  const { proposals, pages } = deps
  const { content } = pages

  routes.get('/propose/new/:kind', async (req, res) => {
    const user = signedIn(req)
    const kind = kindOf(req)
    const { path, title, lang = req.viewer.lang, closes } = parseQuery(NewQuery, req)
    const { values, examples } = splitExamples(await beginPage(deps, user, kind, lang))
    const start = {
      ...values,
      path: path ?? `${kindFacts[kind].folder}/`,
      title: title ?? '',
      owner: user.handle,
      closes,
    }
    const proposing = { why: '', back: '/proposals' }
    await sendEditor(req, res, deps, {
      mode: 'new',
      action: newAddress(kind),
      values: start,
      examples,
      proposing,
    })
  })

  routes.post('/propose/new/:kind', async (req, res) => {
    const kind = kindOf(req)
    const state = {
      mode: 'new' as const,
      action: newAddress(kind),
      proposing: { why: '', back: '/proposals' },
    }
    await takeForm(req, res, deps, state, async (form) => {
      const { why, as, closes } = form
      const input = {
        path: pathOfForm(form, kind),
        source: sourceOfForm(form, ''),
        why,
        closes,
        draft: as === 'draft',
      }
      return (await proposals.propose(signedIn(req), input)).number
    })
  })

  routes.get('/propose/*path', async (req, res) => {
    const user = signedIn(req)
    const page = pages.get(user, presentPath(content, pathOf(req)))
    const { lang = page.original.lang, closes } = parseQuery(LangQuery, req)
    const { variant, translating } = variantToEdit(page, lang)
    const source = decodeUtf8(await pages.readSource(variant))
    if (source === undefined) throw new InvalidError('pages.fault.utf8')
    const fields = fieldsOfSource(source, { kind: page.kind, lang })
    const values = { ...fields, lang, base: translating ? undefined : variant.blob, closes }
    const state = { mode: 'edit' as const, action: editAddress(page.path, lang), page, translating }
    const proposing = { why: '', back: `/wiki/${encodePath(page.path)}?lang=${lang}` }
    await sendEditor(req, res, deps, { ...state, values, proposing })
  })

  routes.post('/propose/*path', async (req, res) => {
    const user = signedIn(req)
    const path = presentPath(content, pathOf(req))
    const page = pages.get(user, path)
    const { lang } = parseQuery(LangQuery, req)
    const proposing = { why: '', back: `/wiki/${encodePath(path)}` }
    const state = { mode: 'edit' as const, action: editAddress(path, lang), page, proposing }
    await takeForm(req, res, deps, state, async (form) => {
      const source = sourceOfForm(form, await openedSource(pages, user, path, lang, form.base))
      const { base, why, as, closes } = form
      return (await proposals.propose(user, { path, lang, source, base, why, closes, draft: as === 'draft' }))
        .number
    })
  })

  routes.get('/proposals/:id/edit', async (req, res) => {
    const opened = await proposals.readFile(signedIn(req), numberOf(req), fileIn(req))
    const { file, source, base, proposal } = opened
    const place = pageOfFile(file)
    if (!place) throw new NotFoundError('proposals.file.unknown')
    const page = pages.find(signedIn(req), place.path)
    const lang = place.suffix ?? page?.original.lang ?? req.viewer.lang
    const fields = fieldsOfSource(source, { kind: page?.kind ?? 'note', lang })
    const proposing = proposingOf(proposal, place.path)
    const state = { mode: 'edit' as const, action: reviseAddress(proposal.number, file), page, proposing }
    await sendEditor(req, res, deps, { ...state, values: { ...fields, base } })
  })

  routes.post('/proposals/:id/edit', async (req, res) => {
    const user = signedIn(req)
    const number = numberOf(req)
    const { file, source: opened, proposal } = await proposals.readFile(user, number, fileIn(req))
    const path = pageOfFile(file)?.path ?? ''
    const page = pages.find(user, path)
    const proposing = proposingOf(proposal, path)
    const state = { mode: 'edit' as const, action: reviseAddress(number, file), page, proposing }
    await takeForm(req, res, deps, state, async (form) => {
      const source = sourceOfForm(form, opened)
      const draft = proposal.status === 'draft' ? form.as === 'draft' : undefined
      await proposals.revise(user, number, { file, source, base: form.base ?? '', note: form.why, draft })
      return number
    })
  })
}

type State = Pick<EditorState, 'mode' | 'action' | 'page'> & { readonly proposing: Proposing }

/** What was typed is shown again whenever it cannot be taken. */
async function takeForm(
  req: Request,
  res: Response,
  deps: ProposeRouteDeps,
  state: State,
  make: (form: ProposeForm) => Promise<number>,
): Promise<void> {
  const typed = typedText(withUnixNewlines(req.body))
  const proposing = { ...state.proposing, why: typed.why ?? '' }
  const again = (errors: FieldErrors, status = 400) =>
    sendEditor(req, res, deps, { ...state, proposing, values: typed, errors, status })
  const form = parseForm(ProposeForm, typed)
  if (!form.ok) return again(form.errors)
  try {
    const number = await make(form.values)
    await deps.unsaved?.settle(signedIn(req), form.values.unsaved)
    const { revising } = proposing
    const done = form.values.as === 'draft' ? 'kept' : revising === 'shown' ? 'revised' : 'proposed'
    res.redirect(303, `/proposals/${number}?done=${done}`)
  } catch (error) {
    if (error instanceof InvalidError) return again(fieldErrors(error, 'body'))
    if (!(error instanceof PreconditionFailedError)) throw error
    return again({ path: { key: error.key, params: error.params } }, 409)
  }
}

function proposingOf({ number, status }: { number: number; status: string }, path: string): Proposing {
  return { why: '', path, back: `/proposals/${number}`, revising: status === 'draft' ? 'draft' : 'shown' }
}

function kindOf(req: Request): Kind {
  const { kind } = req.params
  if (!isKind(kind)) throw new NotFoundError('pages.kind.missing')
  return kind
}

function fileIn(req: Request): string | undefined {
  const { file } = req.query
  return typeof file === 'string' ? file : undefined
}

const newAddress = (kind: Kind): string => `/propose/new/${kind}`

function editAddress(path: string, lang: string | undefined): string {
  return `/propose/${encodePath(path)}${lang === undefined ? '' : `?lang=${lang}`}`
}

function reviseAddress(number: number, file: string): string {
  return `/proposals/${number}/edit?file=${encodeURIComponent(file)}`
}
