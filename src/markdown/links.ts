/** What a wikilink says. A target with a slash is a page's path, and may be a title all the same (`CI/CD`). */
export interface Wikilink {
  /** `<folder>/<slug>`, NFC, without `.md` and language, where the target can be one. */
  readonly path: string | undefined
  /** The target as a title, as written. Undefined for `[[#heading]]`, a place on the same page. */
  readonly title: string | undefined
  readonly heading: string | undefined
  readonly label: string | undefined
}

/** A place in the wiki: a page's path and, where there is one, the id of a heading on it. */
export interface PageReference {
  readonly path: string
  readonly fragment: string | undefined
}

/** A link longer than this is text: no page has such a path, and nobody scans far for a closing bracket. */
export const MAX_WIKILINK = 500

const WIKILINK = /^\[\[([^[\]\n|]+)(?:\|([^[\]\n]*))?\]\]/

/** Reads `[[path]]`, `[[path|label]]`, `[[path#heading|label]]` or `[[Title]]`; undefined for anything else. */
export function parseWikilink(source: string): Wikilink | undefined {
  const match = matchWikilink(source)
  return match && match.raw.length === source.length
    ? parseWikilinkTarget(match.target, match.label)
    : undefined
}

/** The wikilink at the start of a text, in its parts as written. */
export function matchWikilink(
  text: string,
): { raw: string; target: string; label: string | undefined } | undefined {
  if (!text.startsWith('[[')) return undefined
  const match = WIKILINK.exec(text.slice(0, MAX_WIKILINK))
  if (!match?.[1]?.trim()) return undefined
  // In a table the bar of a label has to be escaped: [[path\|label]].
  const target = match[2] === undefined ? match[1] : match[1].replace(/\\$/, '')
  return { raw: match[0], target: target.trim(), label: match[2]?.trim() || undefined }
}

/** Reads what stands in a wikilink before its `|`. */
export function parseWikilinkTarget(target: string, label?: string): Wikilink {
  // A heading follows its # at once, so that “C# basics” stays a title.
  const hash = /#(?=\S)/.exec(target)
  const name = hash ? target.slice(0, hash.index).trim() : target
  const heading = hash ? target.slice(hash.index + 1).trim() : undefined
  return {
    path: name.includes('/') ? cutEnding(joinPath([], name)) : undefined,
    title: name || undefined,
    heading,
    label,
  }
}

/**
 * The page that a relative link on the page `fromPath` leads to: `../guides/x.md#y`, `x.ko.md` (the
 * language is cut), percent-encoded Korean, NFC. Undefined for addresses outside, absolute paths,
 * anchors, other files (`x.png`), folders, and links that climb out of the wiki.
 */
export function resolveRelative(fromPath: string, href: string): PageReference | undefined {
  const place = resolvePlace(fromPath, href)
  if (!place || place.path.endsWith('/') || isFile(place.path)) return undefined
  const path = cutEnding(place.path)
  return path ? { path, fragment: place.fragment } : undefined
}

/** The file other than a page that a relative link leads to (`<folder>/<file>`), under the same rules. */
export function resolveFile(fromPath: string, href: string): string | undefined {
  const place = resolvePlace(fromPath, href)
  return place && isFile(place.path) ? place.path : undefined
}

/** Whether an address says where to go from here, rather than a scheme, a host, a root or an anchor. */
export function isRelative(href: string): boolean {
  return !/^(?:[a-z][a-z0-9+.-]*:|[/\\#?]|$)/i.test(href)
}

function resolvePlace(fromPath: string, href: string): PageReference | undefined {
  if (!isRelative(href)) return undefined
  const [, written = '', fragment] = /^([^?#]*)(?:\?[^#]*)?(?:#(.*))?$/s.exec(href) ?? []
  const decoded = decode(written)
  if (!decoded) return undefined
  const path = joinPath(fromPath.split('/').slice(0, -1), decoded)
  return path === undefined ? undefined : { path, fragment: fragment ? decode(fragment) : undefined }
}

/** `.` and `..` taken, NFC; a final slash stays. Undefined where it climbs out or cannot be a path. */
function joinPath(folder: readonly string[], path: string): string | undefined {
  if (/[\p{Cc}\\]/u.test(path)) return undefined
  const segments = [...folder]
  for (const segment of path.normalize('NFC').split('/')) {
    if (segment === '..') {
      if (segments.pop() === undefined) return undefined
    } else if (segment !== '' && segment !== '.') {
      segments.push(segment)
    }
  }
  if (segments.length === 0) return undefined
  return segments.join('/') + (path.endsWith('/') || /(?:^|\/)\.\.?$/.test(path) ? '/' : '')
}

const PAGE_ENDING = /(?:\.(?:ko|en))?(?:\.md|\.markdown)$|\.(?:ko|en)$/i

function cutEnding(path: string | undefined): string | undefined {
  return path?.replace(PAGE_ENDING, '').replace(/\/$/, '') || undefined
}

/** An ending that starts with a letter: `v1.2` is a name. */
function isFile(path: string): boolean {
  return /[^/]\.[a-z][a-z0-9]{0,9}$/i.test(path) && !PAGE_ENDING.test(path)
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text).normalize('NFC')
  } catch {
    return undefined
  }
}
