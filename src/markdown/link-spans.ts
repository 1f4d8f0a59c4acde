import { matchWikilink } from './links.ts'
import { maskCode } from './code-mask.ts'

/** A link's address in a Markdown text, and where it stands. */
export interface LinkSpan {
  readonly form: 'markdown' | 'angle' | 'html' | 'wiki'
  readonly start: number
  readonly end: number
  /** Of a wikilink what stands before its bar. */
  readonly target: string
  readonly label?: string | undefined
  /** `![[...]]` */
  readonly embedded?: boolean
}

const INLINE = /\]\([ \t]*\r?\n?[ \t]*(<[^<>\n]*>|[^\s()<>]+(?:\([^\s()<>]*\)[^\s()<>]*)*)/g
const REFERENCE = /^ {0,3}\[(?!\^)[^\]\n]{1,999}\]:[ \t]*(<[^<>\n]*>|[^\s<>]\S*)/gm
const MAY_LINK = /\]\(|\]:|\[\[|<[aisv]/i
const TAG = /<(?:a|img|source|video|audio)\s[^<>]*>/gi
const ADDRESS = /(\s(?:href|src)[ \t]*=[ \t]*)("[^"\n]*"|'[^'\n]*')/gi

/** Every link and image of a page's text, in order; none from its code. */
export function findLinkSpans(text: string): LinkSpan[] {
  if (!MAY_LINK.test(text)) return []
  const masked = maskCode(text)
  const spans = [
    ...findAddresses(masked, INLINE),
    ...findAddresses(masked, REFERENCE),
    ...findHtmlAddresses(masked),
    ...findWikilinks(masked),
  ].sort((a, b) => a.start - b.start)
  return spans.filter((span, index) => index === 0 || span.start >= spans[index - 1]!.end)
}

function* findAddresses(text: string, pattern: RegExp): Generator<LinkSpan> {
  for (const match of text.matchAll(pattern)) {
    const address = match[1] ?? ''
    const end = match.index + match[0].length
    const isAngle = address.startsWith('<')
    const target = isAngle ? address.slice(1, -1) : address
    yield { form: isAngle ? 'angle' : 'markdown', start: end - address.length, end, target }
  }
}

function* findHtmlAddresses(text: string): Generator<LinkSpan> {
  for (const tag of text.matchAll(TAG)) {
    for (const match of tag[0].matchAll(ADDRESS)) {
      const [, before = '', quoted = ''] = match
      const start = tag.index + match.index + before.length + 1
      yield { form: 'html', start, end: start + quoted.length - 2, target: quoted.slice(1, -1) }
    }
  }
}

function* findWikilinks(text: string): Generator<LinkSpan> {
  for (let at = text.indexOf('[['); at >= 0; at = text.indexOf('[[', at + 2)) {
    const link = matchWikilink(text.slice(at, at + 600))
    if (!link) continue
    const embedded = text[at - 1] === '!'
    const { target, label, raw } = link
    yield { form: 'wiki', start: embedded ? at - 1 : at, end: at + raw.length, target, label, embedded }
  }
}
