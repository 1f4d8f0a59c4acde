import type { Request, Response } from 'express'
import { z } from 'zod'
import { setFrontMatter } from '../markdown/front-matter.ts'
import { InvalidError, NotFoundError, PreconditionFailedError } from '../errors.ts'
import { langs, type Lang, type User } from '../user.ts'
import { fieldErrors, parseForm, parseQuery, typedText, type FieldErrors } from '../web/forms.ts'
import type { Routes } from '../web/routes.ts'
import { encodePath, type Views } from '../web/view.ts'
import { signedIn } from '../web/viewer.ts'
import {
  closing,
  type EditorFields,
  EditorForm,
  fieldsOfSource,
  sourceOfForm,
  withoutKeys,
} from './editor.ts'
import { splitFields, type EditorPart, type FormFields, type OpenedPage } from './editor-part.ts'
import { directionChoices } from './direction-choices.ts'
import { isKind, kindFacts, kinds, type Kind } from './kinds.ts'
import { sendConflict } from './conflict-routes.ts'
import { ConflictError } from './merge.ts'
import { openedSource } from './opened.ts'
import { withUnixNewlines } from './typed.ts'
import { decodeUtf8, variantFor, type Page, type Variant } from './page.ts'
import { slugOfTitle } from './page-path.ts'
import type { Pages, SaveInput, Saved } from './pages.ts'
import { presentPath } from './redirects.ts'
import type { Preview } from './preview.ts'
import { otherLang } from './reading.ts'
import { retroRows } from './retro-fields.ts'
import { dayOf } from './review.ts'
import { sourceRows } from './source-fields.ts'
import { trailersOf } from './trailers.ts'
import { takeUp, type UnsavedTexts } from './unsaved-text.ts'
import { pathOf } from '../web/page-address.ts'

interface SimilarPage {
  readonly path: string
  readonly title: string
  readonly lang: Lang
}

export interface EditingDeps {
  readonly pages: Pages
  readonly views: Views
  readonly preview: Preview
  readonly handles: () => Promise<readonly string[]>
  /** Pages that may already say what a title promises. */
  readonly similar?: (user: User, lang: Lang, title: string) => readonly SimilarPage[]
  /** What was typed and not saved. */
  readonly unsaved?: UnsavedTexts
  /** The most that a file may have which is attached while writing; undefined: none are. */
  readonly maxAttachmentBytes?: number
  /** What features add to the form, by kind. */
  readonly parts?: readonly EditorPart[]
}

export interface EditorState {
  readonly mode: 'new' | 'edit'
  /** Where the form goes. */
  readonly action: string
  readonly values: EditorFields
  readonly errors?: FieldErrors
  readonly page?: Page | undefined
  readonly translating?: Lang | undefined
  readonly status?: number
  /** What the kind's template says in the lesson's fields: shown in them until something is typed. */
  readonly examples?: EditorFields
  /** By somebody who may not save: the form makes a proposal. */
  readonly proposing?: Proposing | undefined
}

/** What the editor shows around a proposal. */
export interface Proposing {
  /** In its author's words. */
  readonly why: string
  /** Where one gets who leaves. */
  readonly back: string
  /** One that is there already: `draft` while only its author sees it. */
  readonly revising?: 'draft' | 'shown' | undefined
}

/** Writing: by leads, in the browser, with or without its scripts. */
export function editingRoutes(routes: Routes, deps: EditingDeps): void {
  const { pages, views } = deps

  routes.get('/write', (req, res) => {
    views.send(req, res, 'pages/write', { title: '', kinds, facts: kindFacts })
  })

  routes.get('/new/:kind', async (req, res) => {
    const user = signedIn(req)
    const kind = kindOf(req)
    const { path, title, lang = req.viewer.lang, closes } = parseQuery(NewQuery, req)
    if (path !== undefined && pages.find(user, path)) return res.redirect(303, `/wiki/${encodePath(path)}`)
    const { when, do: advice, dont, because, evidence, ...values } = await beginPage(deps, user, kind, lang)
    const start = {
      ...values,
      path: path ?? `${kindFacts[kind].folder}/`,
      title: title ?? '',
      owner: user.handle,
      closes,
    }
    const examples = { when, do: advice, dont, because, evidence }
    const opened = { user, lang, page: undefined, source: '' }
    const shown = withPart(deps, kind, start, opened)
    await sendEditor(req, res, deps, { mode: 'new', action: `/new/${kind}`, values: shown, examples })
  })

  routes.post('/new/:kind', async (req, res) => {
    const kind = kindOf(req)
    await saveForm(req, res, deps, { mode: 'new', action: `/new/${kind}` }, (form, written) => ({
      path: pathOfForm(form, kind),
      source: written.write(sourceOfForm(form, '', written.keys)),
      how: 'create',
      trailers: trailersOf(form),
    }))
  })

  routes.get('/edit/*path', async (req, res) => {
    const user = signedIn(req)
    const page = pages.get(user, presentPath(pages.content, pathOf(req)))
    const { lang = page.original.lang, closes, verify } = parseQuery(EditQuery, req)
    const { variant, translating } = variantToEdit(page, lang)
    const source = decodeUtf8(await pages.readSource(variant))
    if (source === undefined) throw new InvalidError('pages.fault.utf8')
    const fields = fieldsOfSource(source, { kind: page.kind, lang })
    const values = {
      ...fields,
      lang,
      base: translating ? undefined : variant.blob,
      closes,
      verified: verify && 'yes',
    }
    await sendEditor(req, res, deps, {
      mode: 'edit',
      action: editAddress(page.path, lang),
      values: withPart(deps, page.kind, values, { user, lang, page, source }),
      page,
      translating,
    })
  })

  routes.post('/edit/*path', async (req, res) => {
    const user = signedIn(req)
    const path = presentPath(pages.content, pathOf(req))
    const page = pages.find(user, path)
    const { lang } = parseQuery(LangQuery, req)
    const action = editAddress(path, lang)
    await saveForm(req, res, deps, { mode: 'edit', action, page }, async (form, written) => {
      const opened = await openedSource(pages, user, path, lang, form.base)
      const source = written.write(sourceOfForm(form, opened, written.keys))
      return {
        path,
        lang,
        source: form.verified
          ? setFrontMatter(source, { reviewed: dayOf(pages.now(), user.timeZone) })
          : source,
        how: form.base === undefined ? 'create' : 'merge',
        base: form.base,
        note: form.note,
        trailers: trailersOf(form),
      }
    })
  })

  routes.post('/preview', async (req, res) => {
    const form = EditorForm.partial().loose().safeParse(withUnixNewlines(req.body))
    const values: EditorFields = form.success ? form.data : typedText(req.body)
    const html = deps.preview(req.viewer, values)
    if (req.get('x-fragment') !== undefined) return void res.type('html').end(html)
    const { action = '/write' } = typedText(req.body)
    const mode = /^(\/propose)?\/new\//.test(action) ? 'new' : 'edit'
    const proposing = action.startsWith('/propos') ? proposingAgain(action, req.body) : undefined
    await sendEditor(req, res, deps, { mode, action: ownEditorAddress(action), values, proposing }, html)
  })

  routes.post('/restore/*path', async (req, res) => {
    const user = signedIn(req)
    const form = parseForm(RestoreForm, req.body)
    if (!form.ok) throw new NotFoundError('pages.version.missing')
    const { path } = await pages.restore(user, { path: pathOf(req), ...form.values })
    res.redirect(
      303,
      `/wiki/${encodePath(path)}?lang=${form.values.lang ?? ''}&done=restored`.replace('lang=&', ''),
    )
  })

  routes.get('/delete/*path', (req, res) => {
    const user = signedIn(req)
    const page = pages.get(user, pathOf(req))
    const backlinks = pages.content.catalog.backlinks(page).map((other) => variantFor(other, req.viewer.lang))
    views.send(req, res, 'pages/delete', { title: page.original.title, page, backlinks, at: page.path })
  })

  routes.post('/delete/*path', async (req, res) => {
    const user = signedIn(req)
    const { base } = typedText(req.body)
    const page = pages.get(user, pathOf(req))
    await pages.remove(user, { path: page.path, base })
    res.redirect(303, `/history/${encodePath(page.path)}?done=deleted`)
  })
}

const NewQuery = z
  .object({ path: z.string().max(600), title: z.string().max(300), lang: z.enum(langs), closes: closing })
  .partial()
const LangQuery = z.object({ lang: z.enum(langs).optional() })
const UnsavedQuery = z.looseObject({ unsaved: z.string().max(60).optional() })
const EditQuery = LangQuery.extend({ closes: closing, verify: z.literal('1').optional() })
const RestoreForm = z.strictObject({
  commit: z.string().regex(/^[0-9a-f]{40}$/),
  lang: z.enum(langs).optional(),
})

function kindOf(req: Request): Kind {
  const { kind } = req.params
  if (!isKind(kind)) throw new NotFoundError('pages.kind.missing')
  return kind
}

/** The template of a kind in the author's language, taken apart into fields. */
export async function beginPage(
  { pages }: Pick<EditingDeps, 'pages'>,
  user: User,
  kind: Kind,
  lang: Lang,
): Promise<EditorFields> {
  const template = pages.find(user, `templates/${kind}`)
  if (!template) return { kind, lang, status: 'published' }
  const source = decodeUtf8(await pages.readSource(variantFor(template, lang))) ?? ''
  return {
    ...fieldsOfSource(source, { kind, lang }),
    kind,
    lang,
    status: 'published',
    title: '',
    summary: '',
  }
}

/** A language that is not there yet begins as the text of the other one. */
export function variantToEdit(page: Page, lang: Lang): { variant: Variant; translating: Lang | undefined } {
  const variant = page.variants.get(lang)
  return variant
    ? { variant, translating: undefined }
    : { variant: page.original, translating: otherLang(lang) }
}

/** What the fields of parts make of a file, and the keys that they write. */
interface Written {
  readonly keys: readonly string[]
  readonly write: (source: string) => string
}

type Decide = (form: EditorForm, written: Written) => SaveInput | Promise<SaveInput>

async function saveForm(
  req: Request,
  res: Response,
  deps: EditingDeps,
  state: Pick<EditorState, 'mode' | 'action' | 'page'>,
  decide: Decide,
): Promise<void> {
  const typed = typedText(withUnixNewlines(req.body))
  const { own, rest, act } = splitFields(deps.parts ?? [], typed)
  const again = (errors: FieldErrors, status = 400) =>
    sendEditor(req, res, deps, { ...state, values: { ...rest, ...own }, errors, status })
  if (act !== undefined) return actOnPart(req, res, deps, state, { own, rest, act })
  const form = parseForm(EditorForm, rest)
  if (!form.ok) return again(form.errors)
  try {
    const part = partIn(deps, own)
    const written = { keys: part?.keys ?? [], write: (source: string) => part?.write(source, own) ?? source }
    const saved = await deps.pages.save(signedIn(req), await decide(form.values, written))
    await deps.unsaved?.settle(signedIn(req), form.values.unsaved)
    res.redirect(303, savedAddress(saved, form.values))
  } catch (error) {
    if (error instanceof ConflictError) {
      const { base = '', note, closes, lookAgain, verified, unsaved } = form.values
      // The field of the language may have been changed; the address says which of the files was opened.
      const lang = parseQuery(LangQuery, req).lang ?? state.page?.original.lang ?? form.values.lang
      const path = state.page?.path ?? pathOf(req)
      const place = { path, lang, from: base, note, closes, lookAgain, verified, unsaved }
      return sendConflict(req, res, deps, place, error)
    }
    if (error instanceof InvalidError) return again(fieldErrors(error, 'body'))
    if (error instanceof PreconditionFailedError) {
      return again({ path: { key: error.key, params: error.params } }, 409)
    }
    throw error
  }
}

/** The form with the fields of its kind's part, where the file can be shown in them. */
function withPart(
  { parts = [] }: EditingDeps,
  kind: Kind,
  values: EditorFields,
  opened: OpenedPage,
): EditorFields {
  const part = parts.find((one) => one.kind === kind)
  const own = part?.fieldsOf(opened)
  return part && own ? { ...values, more: withoutKeys(values.more ?? '', part.keys), ...own } : values
}

/** The part whose fields a form has. */
function partIn({ parts = [] }: Pick<EditingDeps, 'parts'>, fields: FormFields): EditorPart | undefined {
  return parts.find((part) => Object.keys(fields).some((name) => part.isField(name)))
}

/** A button of a part was pressed: nothing is saved, and the form comes back as the button makes it. */
async function actOnPart(
  req: Request,
  res: Response,
  deps: EditingDeps,
  state: Pick<EditorState, 'mode' | 'action' | 'page'>,
  { own, rest, act }: { own: FormFields; rest: FormFields; act: string },
): Promise<void> {
  const user = signedIn(req)
  const lang = langs.find((known) => known === rest.lang) ?? req.viewer.lang
  const part = partIn(deps, own)
  const { fields, error } = part ? await part.act(user, lang, own, act) : { fields: own }
  if (req.get('x-fragment') === undefined) {
    const errors = error && { steps: error }
    return sendEditor(req, res, deps, { ...state, values: { ...rest, ...fields }, ...(errors && { errors }) })
  }
  const shown = part?.show(req.viewer, lang, fields)
  const html = shown && deps.views.render(req.viewer, shown.view, { ...shown.locals, partError: error })
  res.type('html').end(html ?? '')
}

function savedAddress({ path, created, merged }: Saved, form: EditorForm): string {
  const kept = form.status === 'draft' ? 'drafted' : created ? 'created' : 'saved'
  const done = merged ? 'merged' : kept
  return `/wiki/${encodePath(path)}?lang=${form.lang}&done=${done}`
}

export function pathOfForm(form: EditorForm, kind: Kind): string {
  const typed = form.path ?? ''
  if (typed !== '' && !typed.endsWith('/')) return typed
  const folder = typed === '' ? `${kindFacts[kind].folder}/` : typed
  return `${folder}${slugOfTitle(form.title)}`
}

export async function sendEditor(
  req: Request,
  res: Response,
  { pages, views, preview, handles, similar, unsaved, maxAttachmentBytes, parts = [] }: EditingDeps,
  opened: EditorState,
  shown?: ReturnType<Preview>,
): Promise<void> {
  const { unsaved: asked } = parseQuery(UnsavedQuery, req)
  const { state, resumed, offers } = await takeUp(signedIn(req), unsaved, opened, asked)
  const html = shown ?? preview(req.viewer, state.values)
  const { status = 200, errors = {}, examples = {}, ...rest } = state
  const { page, values } = state
  // What was typed is shown again, whatever it was; a kind and a language that do not exist cannot be.
  const kind = isKind(values.kind) ? values.kind : (page?.kind ?? 'note')
  const lang = langs.find((known) => known === values.lang) ?? req.viewer.lang
  const part = partIn({ parts }, values as FormFields)?.show(req.viewer, lang, values as FormFields)
  const locals = {
    title: '',
    errors,
    examples,
    ...rest,
    partView: part?.view,
    partError: errors.steps,
    ...part?.locals,
    values: { ...values, kind, lang },
    resumed,
    unsavedOffers: offers,
    html,
    kinds,
    facts: kindFacts,
    handles: await handles(),
    similarPages: state.mode === 'new' ? (similar?.(signedIn(req), lang, values.title ?? '') ?? []) : [],
    directions: directionChoices(signedIn(req), req.viewer.lang, pages.content.catalog),
    retroRows,
    sourceRows,
    reviewChoices: REVIEW_CHOICES,
    maxAttachmentBytes,
  }
  views.send(req, res, 'pages/edit', locals, status)
}

const REVIEW_CHOICES = ['', '30d', '90d', '180d', '365d']

function editAddress(path: string, lang: Lang | undefined): string {
  return `/edit/${encodePath(path)}${lang ? `?lang=${lang}` : ''}`
}

/** The preview is asked for by the editor, so the way back is one of its own addresses. */
function ownEditorAddress(action: string): string {
  return /^\/(edit|new|propose|proposals)\/[^\\]*$/.test(action) ? action : '/write'
}

function proposingAgain(action: string, body: unknown): Proposing {
  const { why = '', revising } = typedText(body)
  const back = ownEditorAddress(action).replace(/\/edit(\?.*)?$|^\/propose\/new\/.*$/, '')
  const known = revising === 'draft' || revising === 'shown' ? revising : undefined
  return { why, back: back.replace(/^\/propose\//, '/wiki/') || '/proposals', revising: known }
}
