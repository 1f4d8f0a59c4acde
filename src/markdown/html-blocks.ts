import type { SafeHtml } from './safe-html.ts'

const TAG = /<(\/?)([a-z][\w-]*)(?:"[^"]*"|'[^']*'|[^'">])*>/gi
const VOID = new Set(['br', 'hr', 'img', 'input', 'wbr', 'col', 'area', 'source'])

/**
 * Rendered HTML cut between its outermost elements; joined, the pieces are the whole again. HTML that does not
 * balance stays in one piece.
 */
export function splitHtml(html: SafeHtml): SafeHtml[] {
  const blocks: string[] = []
  let depth = 0
  let start = 0
  for (const match of html.matchAll(TAG)) {
    const [tag, slash, name = ''] = match
    if (VOID.has(name.toLowerCase()) || tag.endsWith('/>')) {
      if (depth > 0) continue
    } else if (slash) depth--
    else depth++
    if (depth < 0) return [html]
    if (depth > 0) continue
    const end = match.index + tag.length
    blocks.push(html.slice(start, end))
    start = end
  }
  if (depth !== 0) return [html]
  const rest = html.slice(start)
  if (rest.trim() !== '') blocks.push(rest)
  return blocks.map((block) => block.trim()).filter(Boolean) as SafeHtml[]
}

/** The same without ids, for a second copy on one page. */
export function withoutIds(html: SafeHtml): SafeHtml {
  return html.replace(TAG, (tag) => tag.replace(/ id=(?:"[^"]*"|'[^']*')/g, '')) as SafeHtml
}
