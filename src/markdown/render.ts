import type { Marked, Token, TokensList } from 'marked'
import type { Lang } from '../user.ts'
import { createFootnotes, takeFootnotes, type Footnotes, type FootnoteSource } from './footnotes.ts'
import { GuardedLexer } from './guarded-lexer.ts'
import { createMarked } from './html-renderer.ts'
import { createLinker, type LinkRequest, type LinkTargetPage } from './linker.ts'
import { messages, word } from './messages.ts'
import type { Heading } from './outline.ts'
import { plainText } from './plain-text.ts'
import { markup, type SafeHtml } from './safe-html.ts'
import { createSanitizer, type Sanitizer } from './sanitize.ts'
import { createSlugger } from './slugger.ts'

export interface RenderOptions {
  /** The page's language: of the words that the renderer adds. */
  readonly lang: Lang
  /** The page's own path, for relative links. */
  readonly path: string
  /** Finds the page that is meant by a path or by a title; undefined: there is none (or the reader may not see it). */
  readonly resolve: (target: LinkRequest) => LinkTargetPage | undefined
  /** The address of a page; by default `/wiki/` and the encoded path. */
  readonly hrefFor?: (path: string, fragment?: string) => string
  /** Above this many bytes of UTF-8 a page is shown as plain text; by default 512 KB. */
  readonly maxBytes?: number
}

export interface Rendered {
  readonly html: SafeHtml
  /** Those at the top level of the page, with the ids they have in `html`. */
  readonly headings: readonly Heading[]
  /** Paths of the pages that are linked to, each once. */
  readonly links: readonly string[]
  /** Paths or titles that were linked to and not found, each once. */
  readonly missing: readonly string[]
  /** Why the page is shown as plain text (the page says so too); undefined where it is not. */
  readonly notice: 'markdown.tooLarge' | 'markdown.tooComplex' | undefined
}

const MAX_BYTES = 512 * 1024

/**
 * A page's Markdown (without front matter) as HTML that is safe to show. Never throws, and takes less
 * than a second for whatever is given: what would take longer is shown as it was written, with a notice.
 */
export function renderMarkdown(body: string, options: RenderOptions): Rendered {
  const maxBytes = options.maxBytes ?? MAX_BYTES
  if (isLarger(body, maxBytes)) return showPlain(body, 'markdown.tooLarge', options.lang, maxBytes)
  try {
    return renderPage(body.replaceAll('\0', '\ufffd'), options)
  } catch {
    // A TooComplexError, or a fault that an input found in the libraries: the text is readable either way.
    return showPlain(body, 'markdown.tooComplex', options.lang, maxBytes)
  }
}

function renderPage(source: string, options: RenderOptions): Rendered {
  const { body, notes } = takeFootnotes(source)
  const ids = new Set<string>()
  const footnotes = createFootnotes(notes, (id) => ids.has(id))
  const hasId = (id: string): boolean => ids.has(id) || /^(?:fn|r)\d/.test(id)
  const linker = createLinker({ ...options, hrefFor: options.hrefFor ?? wikiAddress, hasId })
  const sanitizer = createSanitizer(linker)
  const headings = new Map<Token, Heading>()
  const marked = createMarked({
    lang: options.lang,
    sanitizer,
    linker,
    footnotes,
    headingOf: (token) => headings.get(token),
  })

  const tokens = new GuardedLexer(marked.defaults).lex(body)
  for (const [token, heading] of findHeadings(tokens)) {
    headings.set(token, heading)
    ids.add(heading.id)
  }
  const written =
    marked.parser(tokens) +
    renderFootnotes({ marked, footnotes, notes, sanitizer, links: tokens.links, lang: options.lang })
  return {
    html: sanitizer.sanitize(written),
    headings: [...headings.values()],
    links: [...linker.links],
    missing: [...linker.missing],
    notice: undefined,
  }
}

function* findHeadings(tokens: readonly Token[]): Generator<[Token, Heading]> {
  const slugger = createSlugger()
  for (const token of tokens) {
    if (token.type !== 'heading') continue
    const text = plainText(token.text as string)
    yield [token, { id: slugger.slug(text), text, level: token.depth as number }]
  }
}

interface FootnoteParts extends Pick<FootnoteSource, 'notes'> {
  readonly marked: Marked
  readonly footnotes: Footnotes
  readonly sanitizer: Sanitizer
  readonly links: TokensList['links']
  readonly lang: Lang
}

/** A note may refer to further notes, which join the end of the list. */
function renderFootnotes({ marked, footnotes, notes, sanitizer, links, lang }: FootnoteParts): string {
  const items: string[] = []
  for (const { label, noteId, referenceIds } of footnotes.referred()) {
    const lexer = new GuardedLexer(marked.defaults)
    lexer.tokens.links = links
    const inner = marked.parser(lexer.lex(notes.get(label) ?? '')).trimEnd()
    const back = referenceIds
      .map(
        (id) => `${sanitizer.own('a', { href: `#${id}`, 'aria-label': word(lang, 'markdown.back') })}↩</a>`,
      )
      .join(' ')
    items.push(`${sanitizer.own('li', { id: noteId })}${appendToParagraph(inner, back)}</li>\n`)
  }
  if (items.length === 0) return ''
  return `${sanitizer.own('section', { class: 'footnotes' })}<ol>\n${items.join('')}</ol></section>\n`
}

/** One paragraph needs no <p> in a list item; after several, the way back ends the last. */
function appendToParagraph(inner: string, back: string): string {
  if (/^<p>(?:(?!<p>).)*<\/p>$/s.test(inner)) return `${inner.slice(3, -4)} ${back}`
  return inner.endsWith('</p>') ? `${inner.slice(0, -4)} ${back}</p>` : `${inner} ${back}`
}

function showPlain(
  body: string,
  notice: 'markdown.tooLarge' | 'markdown.tooComplex',
  lang: Lang,
  maxBytes: number,
): Rendered {
  // A character is at least a byte.
  const text = body.slice(0, maxBytes).replaceAll('\0', '\ufffd')
  return {
    html: markup`<div class="callout warning"><p>${messages[notice][lang === 'ko' ? 0 : 1]}</p></div>
<pre class="source" tabindex="0">${text}</pre>`,
    headings: [],
    links: [],
    missing: [],
    notice,
  }
}

function isLarger(text: string, bytes: number): boolean {
  return text.length > bytes || (text.length * 3 > bytes && Buffer.byteLength(text) > bytes)
}

function wikiAddress(path: string, fragment?: string): string {
  const address = `/wiki/${path.split('/').map(encodeURIComponent).join('/')}`
  return fragment ? `${address}#${encodeURIComponent(fragment)}` : address
}
