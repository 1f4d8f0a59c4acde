import { typedText } from '../web/forms.ts'
import type { Routes } from '../web/routes.ts'
import { EditorForm, type EditorFields } from './editor.ts'
import { pageOfFile } from './page-path.ts'
import { sendEditor, type EditingDeps, type Proposing } from './send-editor.ts'
import { withUnixNewlines } from './typed.ts'

/** What is in the editor's form as readers will see it: for scripts the piece alone, else in the editor again. */
export function previewRoutes(routes: Routes, deps: EditingDeps): void {
  routes.post('/preview', async (req, res) => {
    const form = EditorForm.partial().loose().safeParse(withUnixNewlines(req.body))
    const values: EditorFields = form.success ? form.data : typedText(req.body)
    const { action = '/write' } = typedText(req.body)
    const html = await deps.preview(req.viewer, values, pageOfEditor(action))
    if (req.get('x-fragment') !== undefined) return void res.type('html').end(html)
    const mode = /^(\/propose)?\/new\//.test(action) ? 'new' : 'edit'
    const proposing = action.startsWith('/propos') ? proposingAgain(action, req.body) : undefined
    await sendEditor(req, res, deps, { mode, action: ownEditorAddress(action), values, proposing }, html)
  })
}

/** The path of the page that an editor's form is about; undefined for a new one. */
function pageOfEditor(action: string): string | undefined {
  const url = URL.parse(action, 'http://nowhere.invalid')
  const file = url?.searchParams.get('file') ?? ''
  const [, path = pageOfFile(file)?.path] =
    /^\/(?:edit|propose)\/(?!new\/)(.+)$/.exec(decode(url?.pathname ?? '')) ?? []
  return path
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return ''
  }
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
