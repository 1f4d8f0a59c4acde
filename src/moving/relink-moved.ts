import { isRelative, parseWikilinkTarget, resolveFile, resolveRelative } from '../markdown/links.ts'
import { findLinkSpans, type LinkSpan } from '../markdown/link-spans.ts'
import { relativeAddress } from '../markdown/relative-address.ts'
import { pageOfAttachment } from '../pages/page-path.ts'

export interface MovedPlace {
  /** The page's path before and after; the same for a page that stays. */
  readonly from: string
  readonly to: string
}

/** A page's text with its links leading where they led before the move; everything else byte for byte. */
export function relinkMoved(text: string, at: MovedPlace, pathNow: (path: string) => string): string {
  let relinked = ''
  let done = 0
  for (const span of findLinkSpans(text)) {
    const raw = text.slice(span.start, span.end)
    const next =
      span.form === 'wiki' ? rewriteWikilink(span, raw, pathNow) : rewriteAddress(span, at, pathNow)
    if (next === undefined || next === raw) continue
    relinked += text.slice(done, span.start) + next
    done = span.end
  }
  return relinked + text.slice(done)
}

/** One that says a title goes on meaning the page of that title. */
function rewriteWikilink(
  { target, embedded }: LinkSpan,
  raw: string,
  pathNow: (path: string) => string,
): string {
  const { path } = parseWikilinkTarget(target)
  if (path === undefined || pathNow(path) === path) return raw
  const [, name = '', heading = ''] = /^(.*?)(#(?=\S).*)?$/s.exec(target) ?? []
  const ending = /\.md$/i.exec(name)?.[0] ?? ''
  const start = embedded ? 3 : 2
  return raw.slice(0, start) + pathNow(path) + ending + heading + raw.slice(start + target.length)
}

const ENDING = /((?:\.(?:ko|en))?(?:\.md|\.markdown)|\.(?:ko|en))?$/i

function rewriteAddress(
  { form, target: href }: LinkSpan,
  { from, to }: MovedPlace,
  pathNow: (path: string) => string,
): string | undefined {
  const [, written = '', tail = ''] = /^([^?#]*)(.*)$/s.exec(href) ?? []
  const address = writtenAnew(written, from, to, pathNow)
  if (address === undefined) return undefined
  return form === 'angle' ? `<${address}${tail}>` : address + tail
}

function writtenAnew(
  written: string,
  from: string,
  to: string,
  pathNow: (path: string) => string,
): string | undefined {
  const rooted = /^\/(wiki)\/(.+)$/.exec(written)
  if (rooted) {
    const path = decode(rooted[2] ?? '')?.replace(/\.md$/i, '')
    const now = path === undefined ? undefined : pathNow(path)
    if (path === undefined || now === path) return undefined
    return `/wiki/${relativeAddress('x', now ?? path)}${/\.md$/i.exec(written)?.[0] ?? ''}`
  }
  if (!isRelative(written)) return undefined
  const page = resolveRelative(from, written)
  if (page) {
    const now = pathNow(page.path)
    if (now === page.path && from === to) return undefined
    return relativeAddress(to, now) + (ENDING.exec(written)?.[0] ?? '')
  }
  const file = resolveFile(from, written)
  if (file === undefined) return undefined
  const owner = pageOfAttachment(file)
  const now = owner === undefined ? file : pathNow(owner) + file.slice(owner.length)
  return now === file && from === to ? undefined : relativeAddress(to, now)
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text).normalize('NFC')
  } catch {
    return undefined
  }
}
