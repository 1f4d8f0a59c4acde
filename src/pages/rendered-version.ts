import { splitFrontMatter } from '../markdown/front-matter.ts'
import type { LinkRequest } from '../markdown/linker.ts'
import { renderMarkdown } from '../markdown/render.ts'
import { markup, trusted, type SafeHtml } from '../markdown/safe-html.ts'
import type { Lang } from '../user.ts'
import type { Content } from './content.ts'
import { piecesOf } from './pieces.ts'

/** A version of a page as its readers saw it, what its front matter shows included; '' of what was no version. */
export function renderVersion(
  { catalog }: Pick<Content, 'catalog'>,
  { path, lang }: { readonly path: string; readonly lang: Lang },
  source: string,
): SafeHtml {
  const resolve = (target: LinkRequest) => catalog.resolve(target, lang)
  const lines = piecesOf(source, lang).flatMap(({ label, text }) =>
    label === undefined ? [] : [markup`<p><b>${label}</b> ${text}</p>`],
  )
  const { html } = renderMarkdown(splitFrontMatter(source).body, { lang, path, resolve })
  return markup`${trusted(lines.join('\n') as SafeHtml)}\n${trusted(html)}`
}
