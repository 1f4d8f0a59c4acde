import type { Request, Response } from 'express'
import { z } from 'zod'
import { InvalidError, PreconditionFailedError } from '../errors.ts'
import { langs } from '../user.ts'
import { fieldErrors, parseForm, parseQuery, typedText, type FieldErrors } from '../web/forms.ts'
import { pathOf } from '../web/page-address.ts'
import { encodePath } from '../web/view.ts'
import { signedIn } from '../web/viewer.ts'
import { sendConflict } from './conflict-routes.ts'
import { EditorForm } from './editor.ts'
import { partIn, splitFields, type FormFields } from './editor-part.ts'
import { ConflictError } from './merge.ts'
import type { SaveInput, Saved } from './pages.ts'
import { sendEditor, type EditingDeps, type EditorState } from './send-editor.ts'
import { withUnixNewlines } from './typed.ts'

/** What the fields of parts make of a file, and the keys that they write. */
interface Written {
  readonly keys: readonly string[]
  readonly write: (source: string) => string
}

/** What is to be saved, of a form that is well-formed. */
type Decide = (form: EditorForm, written: Written) => SaveInput | Promise<SaveInput>
type State = Pick<EditorState, 'mode' | 'action' | 'page'>

const LangQuery = z.object({ lang: z.enum(langs).optional() })

/** The editor's form: saved, or shown again with all that was typed and what is wrong with it. */
export async function saveForm(
  req: Request,
  res: Response,
  deps: EditingDeps,
  state: State,
  decide: Decide,
): Promise<void> {
  const { parts = [], pages, unsaved } = deps
  const { own, rest, act } = splitFields(parts, typedText(withUnixNewlines(req.body)))
  const again = (errors: FieldErrors, status = 400) =>
    sendEditor(req, res, deps, { ...state, values: { ...rest, ...own }, errors, status })
  if (act !== undefined) return actOnPart(req, res, deps, state, { own, rest, act })
  const form = parseForm(EditorForm, rest)
  if (!form.ok) return again(form.errors)
  try {
    const part = partIn(parts, own)
    const written = { keys: part?.keys ?? [], write: (source: string) => part?.write(source, own) ?? source }
    const saved = await pages.save(signedIn(req), await decide(form.values, written))
    await unsaved?.settle(signedIn(req), form.values.unsaved)
    res.redirect(303, savedAddress(saved, form.values))
  } catch (error) {
    if (error instanceof ConflictError) return askToChoose(req, res, deps, state, form.values, error)
    if (error instanceof InvalidError) return again(fieldErrors(error, 'body'))
    if (error instanceof PreconditionFailedError) {
      return again({ path: { key: error.key, params: error.params } }, 409)
    }
    throw error
  }
}

function askToChoose(
  req: Request,
  res: Response,
  deps: EditingDeps,
  state: State,
  form: EditorForm,
  error: ConflictError,
): void {
  const { base = '', note, closes, lookAgain, verified, unsaved } = form
  // The field of the language may have been changed; the address says which of the files was opened.
  const lang = parseQuery(LangQuery, req).lang ?? state.page?.original.lang ?? form.lang
  const path = state.page?.path ?? pathOf(req)
  sendConflict(req, res, deps, { path, lang, from: base, note, closes, lookAgain, verified, unsaved }, error)
}

/** A button of a part was pressed: nothing is saved, and the form comes back as the button makes it. */
async function actOnPart(
  req: Request,
  res: Response,
  deps: EditingDeps,
  state: State,
  { own, rest, act }: { own: FormFields; rest: FormFields; act: string },
): Promise<void> {
  const user = signedIn(req)
  const lang = langs.find((known) => known === rest.lang) ?? req.viewer.lang
  const part = partIn(deps.parts ?? [], own)
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
