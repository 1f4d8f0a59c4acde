import { isRelative, parseWikilinkTarget, resolveFile, resolveRelative } from '../markdown/links.ts'
import type { LinkTarget } from '../markdown/outline.ts'
import { pathsInFrontMatter } from '../pages/catalog.ts'
import type { Content } from '../pages/content.ts'
import type { Variant } from '../pages/page.ts'
import { isTemplate } from '../pages/page-path.ts'
import { redirectedPath } from '../pages/redirects.ts'
import type { Fault } from './fault.ts'

/** Links in texts and in front matter that lead nowhere. A template's links are examples. */
export function* findLinkFaults(content: Content, files: ReadonlySet<string>): Generator<Fault> {
  for (const variant of content.catalog.variants()) {
    if (isTemplate(variant.path)) continue
    const faults = new Map(
      variant.links.map((link) => [link.target, whatIsWrong(content, files, variant, link)]),
    )
    for (const [target, key] of faults) if (key) yield linkFault(variant, key, target)
    for (const target of new Set(pathsInFrontMatter(variant))) {
      if (!leadsToPage(content, target)) yield linkFault(variant, 'operations.check.reference', target)
    }
  }
}

function linkFault({ file }: Variant, key: string, target: string): Fault {
  return { kind: 'link', path: file, what: { key, params: { target } } }
}

function whatIsWrong(
  content: Content,
  files: ReadonlySet<string>,
  from: Variant,
  { kind, target }: LinkTarget,
): string | undefined {
  if (kind === 'wiki') return leadsByWikilink(content, from, target) ? undefined : 'operations.check.link'
  if (!isRelative(target)) return undefined
  const page = resolveRelative(from.path, target)
  if (page) return leadsToPage(content, page.path) ? undefined : 'operations.check.link'
  const file = resolveFile(from.path, target)
  if (file === undefined) return 'operations.check.address'
  return files.has(file) ? undefined : 'operations.check.file'
}

function leadsByWikilink(content: Content, { lang }: Variant, target: string): boolean {
  const { path, title } = parseWikilinkTarget(target)
  if (title === undefined || (path !== undefined && leadsToPage(content, path))) return true
  return [title, target].some((text) => content.catalog.resolve({ title: text }, lang) !== undefined)
}

function leadsToPage(content: Content, path: string): boolean {
  if (content.catalog.find(path.normalize('NFC'))) return true
  const now = redirectedPath(content, path)
  return now !== undefined && content.catalog.find(now) !== undefined
}
