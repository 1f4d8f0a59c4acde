import type { Token, Tokens } from 'marked'
import type { Lang } from '../user.ts'
import { word, type messages } from './messages.ts'
import { markup, type SafeHtml } from './safe-html.ts'

/** A quote that begins with `[!NOTE]` and its kind, as GitHub writes them. */
export interface Callout {
  readonly tone: 'note' | 'tip' | 'warning' | 'danger'
  readonly icon: SafeHtml
  readonly title: string
  /** The quote without its first line. */
  readonly tokens: Token[]
}

const KINDS: Readonly<Record<string, readonly [Callout['tone'], icon: string, keyof typeof messages]>> = {
  NOTE: ['note', 'info', 'markdown.note'],
  TIP: ['tip', 'bulb', 'markdown.tip'],
  IMPORTANT: ['note', 'flag', 'markdown.important'],
  WARNING: ['warning', 'warn', 'markdown.warning'],
  CAUTION: ['danger', 'x', 'markdown.caution'],
}

const MARKER = /^\[!(note|tip|important|warning|caution)\][ \t]*([^\n]*)(?:\n|$)/i

/** The callout that a quote is, if it is one. A title of one's own may follow the marker. */
export function findCallout(quote: Tokens.Blockquote, lang: Lang): Callout | undefined {
  const [first, ...rest] = quote.tokens
  const marker = first?.type === 'paragraph' ? MARKER.exec(first.raw) : null
  const kind = KINDS[marker?.[1]?.toUpperCase() ?? '']
  if (!first || !marker || !kind) return undefined
  const [tone, icon, name] = kind
  const tokens = withoutFirstLine(first as Tokens.Paragraph)
  return {
    tone,
    icon: markup`<svg class="icon" aria-hidden="true"><use href="/icons.svg#i-${icon}"/></svg>`,
    title: marker[2]?.trim() || word(lang, name),
    tokens: tokens ? [tokens, ...rest] : rest,
  }
}

/** Cuts the marker's line out of inline tokens, which are lexed by now. */
function withoutFirstLine(paragraph: Tokens.Paragraph): Tokens.Paragraph | undefined {
  const tokens = [...paragraph.tokens]
  while (tokens.length > 0) {
    const token = tokens.shift() as Token
    if (token.type === 'br') return { ...paragraph, tokens }
    const lineEnd = token.raw.indexOf('\n')
    if (lineEnd === -1) continue
    // Text is cut at the line end; a mark that spans the two lines goes with the first.
    if (token.type !== 'text') return tokens.length > 0 ? { ...paragraph, tokens } : undefined
    const text = token.text as string
    const own = {
      ...token,
      raw: token.raw.slice(lineEnd + 1),
      text: text.slice(text.indexOf('\n') + 1),
    } as Token
    return { ...paragraph, tokens: [own, ...tokens] }
  }
  return undefined
}
