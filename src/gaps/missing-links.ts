import { parseWikilink, resolveRelative } from '../markdown/links.ts'
import { pathsInFrontMatter } from '../pages/catalog.ts'
import type { Content } from '../pages/content.ts'
import type { Variant } from '../pages/page.ts'
import { foldPath, isTemplate } from '../pages/page-path.ts'
import { presentPath } from '../pages/redirects.ts'

/** A page that others link to and that does not exist. */
export interface MissingPage {
  /** Equal for links that differ in case alone. */
  readonly key: string
  /** As the link says it: a path, or a title. */
  readonly text: string
  readonly path: string | undefined
  /** Published pages that link to it. */
  readonly pages: readonly string[]
}

/** What a link of a page asks for; nothing where it leads out of the wiki or stays on the page. */
export interface LinkedPage {
  readonly path: string | undefined
  readonly title: string | undefined
}

/**
 * Links of published pages that lead nowhere, also those in front matter. Links in drafts are left out: who may not
 * see the draft would learn of it. Kept until a page changes.
 */
export function createMissingLinks(content: Content) {
  let version = -1
  let found: readonly MissingPage[] = []
  return (): readonly MissingPage[] => {
    if (version === content.catalog.version) return found
    version = content.catalog.version
    return (found = findMissing(content))
  }
}

/** The pages that a text links to. */
export function linkedPages(variant: Variant): LinkedPage[] {
  const linked = variant.links.flatMap((link): LinkedPage[] => {
    if (link.kind === 'relative') {
      const target = resolveRelative(variant.path, link.target)
      return target ? [{ path: target.path, title: undefined }] : []
    }
    const wikilink = parseWikilink(`[[${link.target}]]`)
    return wikilink?.title === undefined ? [] : [{ path: wikilink.path, title: wikilink.title }]
  })
  return [...linked, ...pathsInFrontMatter(variant).map((path) => ({ path, title: undefined }))]
}

/** Equal for two ways of asking for one page. */
export function missingKey({ path, title }: LinkedPage): string {
  return isPathLike(path) ? foldPath(path) : `title:${foldPath(title ?? '').replace(/\s+/gu, ' ')}`
}

function findMissing(content: Content): MissingPage[] {
  const all = new Map<string, { text: string; path: string | undefined; pages: Set<string> }>()
  for (const page of content.catalog.all()) {
    if (page.status !== 'published' || isTemplate(page.path)) continue
    for (const variant of page.variants.values()) {
      for (const link of linkedPages(variant)) {
        if (exists(content, link, variant)) continue
        const key = missingKey(link)
        const path = isPathLike(link.path) ? link.path : undefined
        const entry = all.get(key) ?? { text: path ?? link.title ?? '', path, pages: new Set() }
        all.set(key, entry)
        entry.pages.add(page.path)
      }
    }
  }
  return [...all].map(([key, { pages, ...entry }]) => ({ key, ...entry, pages: [...pages] }))
}

function exists(content: Content, { path, title }: LinkedPage, { lang }: Variant): boolean {
  const { catalog } = content
  if (path !== undefined && catalog.resolve({ path: presentPath(content, path) }, lang)) return true
  return title !== undefined && catalog.resolve({ title }, lang) !== undefined
}

/** A title may hold a slash (`CI/CD`), but then it seldom goes without spaces. */
function isPathLike(path: string | undefined): path is string {
  return path !== undefined && !/\s/.test(path)
}
