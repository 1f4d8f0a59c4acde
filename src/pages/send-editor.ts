import type { Request, Response } from 'express'
import { z } from 'zod'
import type { SafeHtml } from '../markdown/safe-html.ts'
import { langs, type Lang, type User } from '../user.ts'
import { parseQuery, type FieldErrors } from '../web/forms.ts'
import type { Views } from '../web/view.ts'
import { signedIn } from '../web/viewer.ts'
import { directionChoices } from './direction-choices.ts'
import { withoutKeys, type EditorFields } from './editor.ts'
import { partIn, type EditorPart, type FormFields, type OpenedPage } from './editor-part.ts'
import { isKind, kindFacts, kinds, type Kind } from './kinds.ts'
import type { Page } from './page.ts'
import type { Pages } from './pages.ts'
import type { Preview } from './preview.ts'
import { retroRows } from './retro-fields.ts'
import { sourceRows } from './source-fields.ts'
import { takeUp, type UnsavedTexts } from './unsaved-text.ts'

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
  /** Of the page that is proposed, where the proposal is there already. */
  readonly path?: string | undefined
  /** One that is there already: `draft` while only its author sees it. */
  readonly revising?: 'draft' | 'shown' | undefined
}

const id = z.string().max(60).optional()
const UnsavedQuery = z.looseObject({ unsaved: id, discarded: id })
const REVIEW_CHOICES = ['', '30d', '90d', '180d', '365d']

/** The editor with what is in its form: opened, shown again with what is wrong, or taken up again. */
export async function sendEditor(
  req: Request,
  res: Response,
  { pages, views, preview, handles, similar, unsaved, maxAttachmentBytes, parts = [] }: EditingDeps,
  opened: EditorState,
  shown?: SafeHtml,
): Promise<void> {
  const { unsaved: asked, discarded } = parseQuery(UnsavedQuery, req)
  const { state, resumed, offers } = await takeUp(signedIn(req), unsaved, opened, asked)
  const html = shown ?? (await preview(req.viewer, state.values, state.page?.path ?? state.proposing?.path))
  const { status = 200, errors = {}, examples = {}, ...rest } = state
  const { page, values } = state
  // What was typed is shown again, whatever it was; a kind and a language that do not exist cannot be.
  const kind = isKind(values.kind) ? values.kind : (page?.kind ?? 'note')
  const lang = langs.find((known) => known === values.lang) ?? req.viewer.lang
  const part = partIn(parts, values as FormFields)?.show(req.viewer, lang, values as FormFields)
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
    discarded: discarded === undefined ? undefined : await unsaved?.findDiscarded(signedIn(req), discarded),
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

/** The form with the fields of its kind's part, where the file can be shown in them. */
export function withPart(
  { parts = [] }: EditingDeps,
  kind: Kind,
  values: EditorFields,
  opened: OpenedPage,
): EditorFields {
  const part = parts.find((one) => one.kind === kind)
  const own = part?.fieldsOf(opened)
  return part && own ? { ...values, more: withoutKeys(values.more ?? '', part.keys), ...own } : values
}
