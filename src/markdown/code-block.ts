import type { Lang } from '../user.ts'
import type { Highlight } from './highlight.ts'
import { word } from './messages.ts'
import { markup, trusted, type SafeHtml } from './safe-html.ts'

/** The inside of a code block's figure: the code with its language, or the `title="..."` of its info string, above it. */
export function renderCode(code: string, info: string, lang: Lang, highlight: Highlight): SafeHtml {
  const language = /^[\w#+.-]+/.exec(info)?.[0] ?? ''
  const title = /\btitle=(?:"([^"]*)"|(\S+))/.exec(info)
  const caption = title?.[1] || title?.[2] || language || word(lang, 'markdown.code')
  const text = code.endsWith('\n') ? code : code && `${code}\n`
  return markup`<figcaption><span>${caption}</span></figcaption><pre tabindex="0"><code>${trusted(highlight(text, language))}</code></pre>`
}
