import { isRelative, resolveFile, resolveRelative } from '../markdown/links.ts'
import { findLinkSpans, type LinkSpan } from '../markdown/link-spans.ts'
import { relativeAddress } from '../markdown/relative-address.ts'
import type { Placement } from './placement.ts'
import type { SourceLinks } from './source-links.ts'

export interface Relinked {
  readonly text: string
  readonly rewritten: number
  /** `![[note]]` that became a link, for the wiki does not put one page into another. */
  readonly unembedded: number
  /** Wikilinks that had their label first, as Gollum writes them. */
  readonly turned: number
  /** Addresses that lead to no file of the tree, as written. */
  readonly nowhere: readonly string[]
}

export interface RelinkContext {
  readonly links: SourceLinks
  readonly placed: ReadonlyMap<string, Placement>
  /** Pages that have this title; a wikilink that means the only one goes on working. */
  readonly titled: (name: string) => ReadonlySet<string>
  /** Whether wikilinks have their label first; one whose label names no page and whose target does is as it should be. */
  readonly labelFirst?: boolean
  /** Addresses that the headings of a file of the tree had, and have now. */
  readonly idsOf?: (source: string) => ReadonlyMap<string, string> | undefined
}

/** The text with its links to other files of the tree made to lead where those went. What works already stays. */
export function relink(text: string, at: Placement, context: RelinkContext): Relinked {
  const nowhere = new Set<string>()
  let rewritten = 0
  let unembedded = 0
  let turned = 0
  let relinked = ''
  let done = 0
  for (const found of findLinkSpans(text)) {
    const written = text.slice(found.start, found.end)
    const span = found.form === 'wiki' ? withPageFirst(found, context) : found
    const raw = span === found ? written : rawOf(span)
    if (span !== found) turned++
    const next =
      span.form === 'wiki' ? rewriteWikilink(span, raw, at, context) : rewriteAddress(span, at, context)
    if (next === undefined) nowhere.add(span.target)
    const now = next ?? raw
    if (now !== written) {
      relinked += text.slice(done, span.start) + now
      done = span.end
      if (span.embedded && !now.startsWith('!')) unembedded++
      else if (now !== raw) rewritten++
    }
  }
  return { text: relinked + text.slice(done), rewritten, unembedded, turned, nowhere: [...nowhere] }
}

/** Undefined where the address leads nowhere. */
function rewriteAddress(
  span: LinkSpan,
  at: Placement,
  { links, placed, idsOf }: RelinkContext,
): string | undefined {
  const written = span.form === 'angle' ? `<${span.target}>` : span.target
  const [, path = '', tail = ''] = /^([^?#]*)(.*)$/s.exec(span.target) ?? []
  const inTail = (source: string): string => {
    const now = idsOf?.(source)?.get(tail.slice(1))
    return now === undefined || !tail.startsWith('#') ? tail : `#${encodeURIComponent(now)}`
  }
  const numbered = findNumbered(span.target, links)
  const page = numbered === undefined ? undefined : placed.get(numbered)
  if (page) return relativeAddress(at.file, page.file)
  if (path === '' && tail.startsWith('#') && span.form !== 'angle') return inTail(at.source)
  const isRooted = /^\/(?![/\\])/.test(path)
  if (path === '' || !(isRooted || isRelative(path))) return written
  const found = links.find(at.source, path)
  const target = found === undefined ? undefined : placed.get(found)
  // The wiki's own addresses begin with a slash too.
  if (!target) return /^\/(?:wiki|files)\//.test(path) ? written : undefined
  const end = inTail(target.source)
  if (!isRooted && leadsTo(target, at, span.target) && end === tail) return written
  const address = relativeAddress(at.file, target.file) + end
  return span.form === 'angle' ? `<${address}>` : address
}

/** `/pages/viewpage.action?pageId=65538` and `/spaces/TEAM/pages/65538/Title`, as Confluence writes them. */
function findNumbered(address: string, links: SourceLinks): string | undefined {
  const [, first, second] = /[?&]pageId=(\d+)|\/spaces\/[^/?#]+\/pages\/(\d+)/.exec(address) ?? []
  const number = first ?? second
  return number === undefined ? undefined : links.findNumbered(number)
}

function leadsTo(target: Placement, at: Placement, href: string): boolean {
  const from = at.page ?? at.file
  if (target.page !== undefined) return resolveRelative(from, href)?.path === target.page
  return resolveFile(from, href) === target.file
}

/** The span as this wiki writes it: what names a page before the bar, and its label behind it. */
function withPageFirst(span: LinkSpan, { links, titled, labelFirst = false }: RelinkContext): LinkSpan {
  const { target, label } = span
  if (!labelFirst || label === undefined || span.embedded || label.includes('=')) return span
  const names = (text: string): boolean => {
    const name = text.replace(/#(?=\S).*$/s, '').trim()
    return name !== '' && (links.findNamed(name) !== undefined || titled(name).size > 0)
  }
  return names(label) || !names(target) ? { ...span, target: label.trim(), label: target.trim() } : span
}

function rawOf({ target, label }: LinkSpan): string {
  return label === undefined ? `[[${target}]]` : `[[${target}|${label}]]`
}

function rewriteWikilink(
  span: LinkSpan,
  raw: string,
  at: Placement,
  context: RelinkContext,
): string | undefined {
  const { links, placed, titled } = context
  const [, name = '', heading = ''] = /^(.*?)(#(?=\S).*)?$/s.exec(span.target) ?? []
  if (name === '') return raw
  const found = links.findNamed(name.trim())
  const target = found === undefined ? undefined : placed.get(found)
  if (!target) return titled(name).size > 0 || titled(span.target).size > 0 ? raw : undefined
  const label = span.label ?? (isPathTo(target, name) ? undefined : `${name}${heading}`.replace('#', ' › '))
  if (target.page === undefined) return linkToFile(span, at, target, label ?? name)
  if (!span.embedded && (isPathTo(target, name) || isTitleOf(target, titled(name)))) return raw
  // A heading's address is of the heading's text; a block's (`#^id`) is nothing the wiki knows.
  const place = heading.startsWith('#^') ? '' : heading
  const bar = raw.includes('\\|') ? '\\|' : '|'
  return `[[${target.page}${place}${label === undefined ? '' : bar + label}]]`
}

/** Whether the wiki takes the name for the path of this page, and shows the page's title for it. */
function isPathTo(target: Placement, name: string): boolean {
  return name.includes('/') && name.normalize('NFC') === target.page
}

function isTitleOf({ page }: Placement, titled: ReadonlySet<string>): boolean {
  return page !== undefined && titled.size === 1 && titled.has(page)
}

function linkToFile(span: LinkSpan, at: Placement, target: Placement, label: string): string {
  // Obsidian writes the width of an image where a label would be.
  const text = span.embedded && /^\d+(?:x\d+)?$/.test(label) ? '' : label
  return `${span.embedded ? '!' : ''}[${text.replace(/[[\]\\]/g, '\\$&')}](${relativeAddress(at.file, target.file)})`
}
