import type { LinkRequest } from '../markdown/linker.ts'
import { renderAside } from '../markdown/render-aside.ts'
import type { SafeHtml } from '../markdown/safe-html.ts'
import { langs } from '../user.ts'
import type { Views } from '../web/view.ts'
import type { Viewer } from '../web/viewer.ts'
import type { Catalog } from './catalog.ts'
import type { EditorFields } from './editor.ts'
import type { EditorPart, FormFields } from './editor-part.ts'

/**
 * How the page would look that is being written, lesson form included.
 * @param at the path of a page that is there already: links are relative to it
 */
export type Preview = (viewer: Viewer, values: EditorFields, at?: string) => Promise<SafeHtml>

export function createPreview(views: Views, catalog: Catalog, parts: readonly EditorPart[] = []): Preview {
  return async (viewer, values, at) => {
    const lang = langs.find((known) => known === values.lang) ?? viewer.lang
    const path = (values.path ?? '') || (at ?? 'notes/preview')
    const resolve = (target: LinkRequest) => catalog.resolve(target, lang)
    const rendered = await renderAside(values.body ?? '', { lang, path, resolve })
    const part = parts.flatMap((one) => one.preview(viewer, values as EditorFields & FormFields) ?? [])[0]
    const locals = { rendered, pageLang: lang, lesson: lessonOf(values), partView: part?.view }
    return views.render(viewer, 'pages/preview', { ...locals, ...part?.locals })
  }
}

function lessonOf(values: EditorFields) {
  if (values.kind !== 'lesson') return undefined
  const lines = (text = '') =>
    text
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean)
  const { when, because, evidence } = values
  return { when, do: lines(values.do), dont: lines(values.dont), because, evidence }
}
