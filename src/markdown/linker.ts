import type { LinkTarget } from './link-scan.ts'
import { isRelative, parseWikilinkTarget, resolveFile, resolveRelative } from './links.ts'
import type { Lang } from '../user.ts'
import { word } from './messages.ts'
import type { AddressPolicy, LinkAttributes } from './sanitize.ts'
import { AUTHOR_ID } from './sanitize.ts'
import { slugify } from './slugger.ts'

/** A page as a link knows it; `successor` is the title of the page that has taken its place. */
export interface LinkTargetPage {
  readonly path: string
  readonly title: string
  readonly successor?: string
}

/** What a link asks for: a page by its path or by its title. */
export interface LinkRequest {
  readonly path?: string | undefined
  readonly title?: string | undefined
}

export interface LinkerOptions {
  readonly lang: Lang
  readonly path: string
  readonly resolve: (target: LinkRequest) => LinkTargetPage | undefined
  readonly hrefFor: (path: string, fragment?: string) => string
  /** Whether an id is one of the page's own (a heading, a footnote). */
  readonly hasId: (id: string) => boolean
}

/** Where the links of one page lead, with a record of them. */
export interface Linker extends AddressPolicy {
  linkWiki(target: string, label: string | undefined): { attributes: LinkAttributes; label: string }
  readonly links: ReadonlySet<string>
  readonly missing: ReadonlySet<string>
}

/** What a linker will ask for when it meets a link, as far as that can be told before. */
export function requestsFor({ kind, target }: LinkTarget, from: string): LinkRequest[] {
  if (kind === 'relative') {
    const page = resolveRelative(from, target)
    return page ? [{ path: page.path }] : []
  }
  const { path, title } = parseWikilinkTarget(target)
  if (title === undefined) return []
  return [
    ...(path === undefined ? [] : [{ path }]),
    { title },
    ...(title === target ? [] : [{ title: target }]),
  ]
}

/** Makes the linker of one page. */
export function createLinker(options: LinkerOptions): Linker {
  const links = new Set<string>()
  const missing = new Set<string>()

  const found = ({ path, successor }: LinkTargetPage, fragment?: string): LinkAttributes => {
    links.add(path)
    const href = options.hrefFor(path, fragment)
    if (successor === undefined) return { href }
    return { href, class: 'turned', title: `${word(options.lang, 'markdown.turned')}: ${successor}` }
  }
  const wanted = (query: 'path' | 'title', target: string): LinkAttributes => {
    missing.add(target)
    return {
      href: `/new/note?${query}=${encodeURIComponent(target)}`,
      class: 'wanted',
      title: word(options.lang, 'markdown.wanted'),
    }
  }

  return {
    links,
    missing,
    linkWiki(target, label) {
      const { path, title, heading } = parseWikilinkTarget(target)
      const fragment = heading === undefined ? undefined : slugify(heading)
      if (title === undefined)
        return { attributes: { href: `#${fragment ?? ''}` }, label: label ?? heading ?? target }
      const page =
        (path && options.resolve({ path })) || options.resolve({ title }) || findTitle(target, title)
      if (page)
        return {
          attributes: found(page, page.title === target ? undefined : fragment),
          label: label ?? page.title,
        }
      const isPath = path !== undefined && !/\s/.test(path)
      return { attributes: isPath ? wanted('path', path) : wanted('title', title), label: label ?? target }
    },
    rewriteLink(written) {
      const href = trim(written)
      if (href.startsWith('#')) return { href: ownAnchor(href) }
      if (!isRelative(href)) return outsideLink(href)
      const page = resolveRelative(options.path, href)
      if (page) {
        const known = options.resolve({ path: page.path })
        return known ? found(known, page.fragment) : wanted('path', page.path)
      }
      const file = resolveFile(options.path, href)
      return file === undefined ? undefined : { href: fileAddress(file) }
    },
    rewriteImage(written) {
      const src = trim(written)
      if (isRelative(src)) {
        const file = resolveFile(options.path, src)
        return file === undefined ? undefined : { src: fileAddress(file) }
      }
      if (isHost(src) || /^https?:/i.test(src)) return { outside: src }
      return src.startsWith('/') ? { src } : undefined
    },
  }

  /** A title that holds a # at once followed by a letter was taken for a heading. */
  function findTitle(target: string, title: string): LinkTargetPage | undefined {
    return target === title ? undefined : options.resolve({ title: target })
  }

  function ownAnchor(href: string): string {
    const id = decode(href.slice(1))
    return id === '' || options.hasId(id) ? href : `#${AUTHOR_ID}${id}`
  }
}

function outsideLink(href: string): LinkAttributes | undefined {
  if (isHost(href) || /^https?:/i.test(href)) return { href, rel: 'external noopener noreferrer' }
  return /^(?:mailto:|[/?])/i.test(href) ? { href } : undefined
}

/** `//host`, in all the spellings that browsers take for it. */
function isHost(href: string): boolean {
  return /^[/\\]{2}/.test(href)
}

/** Browsers drop control characters and white space at the ends, and tabs and line ends anywhere. */
function trim(href: string): string {
  return href.replace(/[\t\n\r]/g, '').replace(/^[\0- ]+|[\0- ]+$/g, '')
}

function fileAddress(path: string): string {
  return `/files/${path.split('/').map(encodeURIComponent).join('/')}`
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text).normalize('NFC')
  } catch {
    return text
  }
}
