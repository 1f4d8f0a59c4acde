import {
  Marked,
  type RendererObject,
  type TokenizerAndRendererExtension,
  type Token,
  type Tokens,
} from 'marked'
import type { Lang } from '../user.ts'
import { findCallout } from './callouts.ts'
import { renderCode } from './code-block.ts'
import type { Footnotes } from './footnotes.ts'
import { createHighlight } from './highlight.ts'
import type { Linker } from './linker.ts'
import { guardTable } from './guarded-lexer.ts'
import { matchWikilink } from './links.ts'
import { word } from './messages.ts'
import type { Heading } from './outline.ts'
import { plainText } from './plain-text.ts'
import { escapeHtml } from './safe-html.ts'
import type { Sanitizer } from './sanitize.ts'

/** What the renderer of one page draws on. */
export interface RenderContext {
  readonly lang: Lang
  readonly sanitizer: Sanitizer
  readonly linker: Linker
  readonly footnotes: Footnotes
  /** The heading that a token is; tokens inside quotes and lists have none. */
  readonly headingOf: (token: Token) => Heading | undefined
}

/** A Marked of its own for one page, with GFM, wikilinks, footnotes, callouts and the look's markup. */
export function createMarked(context: RenderContext): Marked {
  return new Marked({
    gfm: true,
    extensions: [wikilink(context), footnoteReference(context)],
    tokenizer: { table: guardTable },
    renderer: createRenderer(context),
  })
}

function wikilink({ linker, sanitizer }: RenderContext): TokenizerAndRendererExtension {
  return {
    name: 'wikilink',
    level: 'inline',
    tokenizer(src) {
      const match = matchWikilink(src)
      return match && { type: 'wikilink', raw: match.raw, target: match.target, label: match.label }
    },
    renderer(token) {
      const link = linker.linkWiki(token.target as string, token.label as string | undefined)
      return `${sanitizer.own('a', { ...link.attributes })}${escapeHtml(link.label)}</a>`
    },
  }
}

function footnoteReference({ lang, footnotes, sanitizer }: RenderContext): TokenizerAndRendererExtension {
  return {
    name: 'footnoteReference',
    level: 'inline',
    tokenizer(src) {
      if (!src.startsWith('[^')) return undefined
      const match = /^\[\^([^\][\s]{1,64})\]/.exec(src)
      return match?.[1] && footnotes.has(match[1])
        ? { type: 'footnoteReference', raw: match[0], label: match[1] }
        : undefined
    },
    renderer(token) {
      const { number, noteId, referenceId } = footnotes.refer(token.label as string)
      const label = `${word(lang, 'markdown.footnote')} ${number}`
      return `${sanitizer.own('a', { class: 'footnote-ref', href: `#${noteId}`, id: referenceId, 'aria-label': label })}${number}</a>`
    },
  }
}

/**
 * Elements whose content a browser does not read as HTML would swallow the rest of the page, so their
 * tags are shown as text: the list of https://github.github.com/gfm/#disallowed-raw-html-extension-
 */
const RAW_TEXT_TAG =
  /<(?=\/?(?:title|textarea|style|xmp|iframe|noembed|noframes|script|plaintext)(?![a-z0-9-]))/gi

/** Inside SVG and MathML, parsers mend HTML by rules of their own; the elements are refused anyway. */
const FOREIGN_TAG = /<\/?(?:svg|math)(?![a-z0-9-])[^<>]*>?/gi

const WHOLE_TAG = /<(?:!--[\s\S]*?-->|[/!?]?[a-z](?:[^>=]|=\s*"[^"]*"|=\s*'[^']*'|=(?!\s*["']))*>)/giy

/** A tag that an author left open (`<div title="`) would take in what follows as attributes: it is text. */
function escapeOpenTag(text: string): string {
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', at)) {
    WHOLE_TAG.lastIndex = at
    if (WHOLE_TAG.test(text)) at = WHOLE_TAG.lastIndex
    else if (/^<[/!?]?[a-z]|^<!--/i.test(text.slice(at, at + 4)))
      return text.slice(0, at) + text.slice(at).replaceAll('<', '&lt;')
    else at++
  }
  return text
}

function createRenderer(context: RenderContext): RendererObject {
  const { lang, sanitizer, headingOf } = context
  const { own, putAside } = sanitizer
  const highlight = createHighlight()
  return {
    code({ text, lang: info }) {
      return `${own('figure', { class: 'code' })}${putAside(renderCode(text, info ?? '', lang, highlight))}</figure>\n`
    },
    html({ text }) {
      return escapeOpenTag(text.replace(RAW_TEXT_TAG, '&lt;').replace(FOREIGN_TAG, ' '))
    },
    heading(token) {
      const inner = this.parser.parseInline(token.tokens)
      const heading = headingOf(token)
      const tag = `h${token.depth}`
      if (!heading) return `<${tag}>${inner}</${tag}>\n`
      const { id } = heading
      const anchor =
        token.depth === 2 || token.depth === 3
          ? `${own('a', { class: 'anchor', href: `#${id}`, 'aria-label': word(lang, 'markdown.anchor') })}#</a>`
          : ''
      return `${own(tag, { id })}${inner}${anchor}</${tag}>\n`
    },
    blockquote(quote) {
      const callout = findCallout(quote, lang)
      if (!callout) return `<blockquote>\n${this.parser.parse(quote.tokens)}</blockquote>\n`
      const title = `${own('p', { class: 'callout-title' })}${putAside(callout.icon)}${escapeHtml(plainText(callout.title))}</p>`
      return `${own('div', { class: `callout ${callout.tone}` })}${title}\n${this.parser.parse(callout.tokens)}</div>\n`
    },
    list(list) {
      const isTasks = !list.ordered && list.items.length > 0 && list.items.every((item) => item.task)
      if (isTasks) {
        const items = list.items.map((item) => taskItem(item, context, (tokens) => this.parser.parse(tokens)))
        return `${own('ul', { class: 'tasks' })}\n${items.join('')}</ul>\n`
      }
      const items = list.items.map((item) => this.listitem(item)).join('')
      const start = list.ordered && list.start !== 1 ? ` start="${list.start}"` : ''
      return list.ordered ? `<ol${start}>\n${items}</ol>\n` : `<ul>\n${items}</ul>\n`
    },
    checkbox({ checked }) {
      return `${checkbox(checked, context)} `
    },
    table(table) {
      const cell = (own: Tokens.TableCell): string =>
        tableCell(own, context, this.parser.parseInline(own.tokens))
      const row = (cells: Tokens.TableCell[]): string => `<tr>\n${cells.map(cell).join('')}</tr>\n`
      const heads = table.header.map((head) => plainText(head.text)).filter(Boolean)
      const label =
        heads.length > 0
          ? `${word(lang, 'markdown.table')}: ${heads.join(', ').slice(0, 120)}`
          : word(lang, 'markdown.table')
      const body = table.rows.length > 0 ? `<tbody>${table.rows.map(row).join('')}</tbody>` : ''
      return `${own('div', { class: 'scroll-x', tabindex: 0, role: 'region', 'aria-label': label })}${own('table', { class: 'table' })}\n<thead>\n${row(table.header)}</thead>\n${body}</table></div>\n`
    },
  }
}

function tableCell(cell: Tokens.TableCell, { sanitizer: { own } }: RenderContext, inner: string): string {
  const tag = cell.header ? 'th' : 'td'
  return `${own(tag, {
    scope: cell.header ? 'col' : undefined,
    class: cell.align === 'right' ? 'num' : undefined,
    align: cell.align === 'center' ? 'center' : undefined,
  })}${inner}</${tag}>\n`
}

function checkbox(checked: boolean, { lang, sanitizer: { own } }: RenderContext): string {
  const label = word(lang, checked ? 'markdown.done' : 'markdown.open')
  return own('input', {
    type: 'checkbox',
    checked: checked || undefined,
    disabled: true,
    'aria-label': label,
  })
}

/** The look lays a task out in two columns: the box, and one element with all the rest. */
function taskItem(item: Tokens.ListItem, context: RenderContext, parse: (tokens: Token[]) => string): string {
  const tokens = item.tokens.map(withoutCheckbox).filter((token) => token !== undefined)
  const tag = tokens.every((token) => token.type === 'text') ? 'span' : 'div'
  const checked = item.checked === true
  const start = context.sanitizer.own(tag, { class: checked ? 'is-done' : undefined })
  return `<li>${checkbox(checked, context)}${start}${parse(tokens)}</${tag}></li>\n`
}

function withoutCheckbox(token: Token): Token | undefined {
  if (token.type === 'checkbox') return undefined
  const first = token.type === 'paragraph' ? (token as Tokens.Paragraph).tokens[0] : undefined
  if (first?.type !== 'checkbox') return token
  return { ...token, tokens: (token as Tokens.Paragraph).tokens.slice(1) }
}
