import { randomUUID } from 'node:crypto'
import sanitizeHtml, { type Attributes, type IOptions, type Tag } from 'sanitize-html'
import type { SafeHtml } from './safe-html.ts'

/**
 * The last step of a page. Authors may write HTML, so nothing that reaches this point is trusted but
 * what carries the page's secret: elements that the renderer opened with `own`, and whole pieces of
 * HTML that it put aside with `putAside`. The secret is made anew for each page and taken out of the
 * result, so an author can neither guess it nor read it anywhere.
 */
export interface Sanitizer {
  /** The start tag of an element whose class, id, role and label are ours, to be written as it is. */
  readonly own: (
    tag: string,
    attributes?: Readonly<Record<string, string | number | true | undefined>>,
  ) => string
  /** A placeholder for HTML that needs no check (code in colour, icons). */
  readonly putAside: (safe: SafeHtml) => string
  /** Takes out all that is not on the list, and puts back what was put aside. */
  readonly sanitize: (html: string) => SafeHtml
}

/** What becomes of the addresses that authors write. Undefined: no link, no picture. */
export interface AddressPolicy {
  rewriteLink(href: string): LinkAttributes | undefined
  /** Where a picture is; a picture outside is linked to and not loaded. */
  rewriteImage(src: string): { src: string } | { outside: string } | undefined
}

export interface LinkAttributes {
  readonly href: string
  readonly rel?: string
  readonly class?: string
  readonly title?: string
}

/** Makes the sanitiser of one page. */
export function createSanitizer(policy: AddressPolicy): Sanitizer {
  const secret = randomUUID().replaceAll('-', '')
  const aside: SafeHtml[] = []
  return {
    own: (tag, attributes = {}) => `<${tag} ${MARK}="${secret}"${writeAttributes(attributes)}>`,
    putAside: (safe) => `<${SLOT} ${MARK}="${secret}" data-slot="${aside.push(safe) - 1}"></${SLOT}>`,
    sanitize(html) {
      const clean = clear(html, secret, policy).replaceAll(secret, '')
      return clean.replace(SLOTS, (_, index: string) => aside[Number(index)] ?? '') as SafeHtml
    },
  }
}

function clear(html: string, secret: string, policy: AddressPolicy): string {
  const state = { openLinks: 0, hasRefused: false }
  const once = sanitizeHtml(html, { ...LIST, ...authorRules(state, secret, policy) })
  // Without the elements between them, a paragraph can stand in a paragraph: parsed again, it ends the first.
  return state.hasRefused ? sanitizeHtml(once, LIST) : once
}

const MARK = 'data-own'
const SLOT = 'gj-slot'
const SLOTS = new RegExp(`<${SLOT} data-slot="(\\d+)"></${SLOT}>`, 'g')

/** What an author may write by hand. No `style`, no script, no frame, no form, no SVG, no MathML. */
const AUTHOR_TAGS =
  'a abbr b bdi bdo blockquote br caption cite code dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp small span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr'.split(
    ' ',
  )

const AUTHOR_ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  '*': ['title', 'lang', 'dir'],
  a: ['href'],
  bdo: ['dir'],
  details: ['open'],
  img: ['src', 'alt', 'width', 'height'],
  li: ['value'],
  ol: ['start', 'reversed', 'type'],
  td: ['colspan', 'rowspan', 'align'],
  th: ['colspan', 'rowspan', 'align', 'scope'],
  time: ['datetime'],
}

/** What only the renderer writes. */
const OWN_TAGS = ['section', 'input']
const OWN_ATTRIBUTES =
  'id class href rel title lang role tabindex aria-label align scope start type checked disabled data-slot'.split(
    ' ',
  )

const ALLOWED_TAGS = [...AUTHOR_TAGS, ...OWN_TAGS, SLOT]
const AUTHOR_TAG_SET = new Set(AUTHOR_TAGS)
const ALLOWED_TAG_SET = new Set(ALLOWED_TAGS)
const ALLOWED_ATTRIBUTES = [
  ...new Set([...Object.values(AUTHOR_ATTRIBUTES).flat(), ...OWN_ATTRIBUTES, 'loading']),
]

/** An element that only we may write, written by an author. Not a name that is refused: sanitize-html would end a later element with it. */
const NEUTRAL: Tag = { tagName: 'span', attribs: {} }

/** Elements deeper than this lose their tags; browsers give up at 512. */
const MAX_DEPTH = 100

const LIST: IOptions = {
  allowedTags: ALLOWED_TAGS,
  allowedAttributes: { '*': ALLOWED_ATTRIBUTES },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowedSchemesAppliedToAttributes: ['href', 'src'],
  allowProtocolRelative: true,
  disallowedTagsMode: 'discard',
  nestingLimit: MAX_DEPTH,
  selfClosing: ['br', 'hr', 'img', 'input', 'wbr'],
  parseStyleAttributes: false,
}

function authorRules(
  state: { openLinks: number; hasRefused: boolean },
  secret: string,
  policy: AddressPolicy,
): IOptions {
  const transform = (tagName: string, attributes: Attributes): Tag => {
    if (isOwn(attributes, secret)) return ownTag(tagName, attributes)
    if (!AUTHOR_TAG_SET.has(tagName)) return NEUTRAL
    return authorTag(tagName, attributes, policy, state.openLinks > 0)
  }
  return {
    onOpenTag: (name) => {
      if (name === 'a') state.openLinks++
      if (!ALLOWED_TAG_SET.has(name)) state.hasRefused = true
    },
    onCloseTag: (name) => {
      if (name === 'a') state.openLinks--
    },
    transformTags: Object.fromEntries(ALLOWED_TAGS.map((tag) => [tag, transform])),
  }
}

/**
 * The mark has to come first. An author can leave a tag of their own open so that it swallows one of
 * ours (`<div class=x` before a heading), but then `<h2` stands before the mark.
 */
function isOwn(attributes: Attributes, secret: string): boolean {
  for (const name in attributes) return name === MARK && attributes[name] === secret
  return false
}

function ownTag(tagName: string, attributes: Attributes): Tag {
  const attribs: Attributes = {}
  for (const name of OWN_ATTRIBUTES) {
    const value = attributes[name]
    if (value !== undefined) attribs[name] = value
  }
  return { tagName, attribs }
}

function authorTag(tagName: string, attributes: Attributes, policy: AddressPolicy, inLink: boolean): Tag {
  const attribs: Attributes = {}
  for (const name of AUTHOR_ATTRIBUTES['*'] ?? []) copy(name, attributes, attribs)
  for (const name of AUTHOR_ATTRIBUTES[tagName] ?? []) copy(name, attributes, attribs)
  const id = attributes.id || (tagName === 'a' && attributes.name)
  if (id) attribs.id = AUTHOR_ID + id.replace(/\s+/g, '-')
  if (tagName === 'a') return { tagName, attribs: linkAttributes(attribs, policy) }
  if (tagName === 'img') return image(attribs, policy, inLink)
  return { tagName, attribs }
}

/** Before every id that an author gives, so that none can stand for one of the page's own (abuse 9). */
export const AUTHOR_ID = 'user-'

function copy(name: string, from: Attributes, to: Attributes): void {
  const value = from[name]
  if (value !== undefined) to[name] = value
}

function linkAttributes({ href, ...attribs }: Attributes, policy: AddressPolicy): Attributes {
  if (href === undefined) return attribs
  return { ...attribs, ...policy.rewriteLink(href) }
}

function image({ src = '', ...attribs }: Attributes, policy: AddressPolicy, inLink: boolean): Tag {
  const place = policy.rewriteImage(src)
  const alt = attribs.alt ?? ''
  if (place && 'src' in place)
    return { tagName: 'img', attribs: { src: place.src, alt, ...attribs, loading: 'lazy' } }
  const text = alt || (place?.outside.split('/').at(-1) ?? '')
  if (!place || inLink) return { ...NEUTRAL, text }
  return { tagName: 'a', attribs: { ...policy.rewriteLink(place.outside) }, text }
}

function writeAttributes(attributes: Readonly<Record<string, string | number | true | undefined>>): string {
  let out = ''
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined) continue
    out +=
      value === true
        ? ` ${name}`
        : ` ${name}="${String(value).replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')}"`
  }
  return out
}
