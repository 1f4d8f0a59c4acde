import { foldPath } from '../pages/page-path.ts'

export interface Addressed {
  readonly source: string
  readonly data: Readonly<Record<string, unknown>>
}

const ENDING = /\.(?:md|mdx|markdown)$/i
/** Translations and older versions have the same slugs as the pages that links mean. */
const COPIES = /(?:^|\/)(?:i18n|versioned_docs)\//
const SECTION = /^((?:[^/]+\/)?)(docs|blog)\//

/**
 * Addresses that Docusaurus gives pages beside those of their files: by `slug` in the front matter, and of a blog by the
 * date in a post's name. From the site's root, folded, without a slash at either end.
 */
export function addressesOfSite(pages: readonly Addressed[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const { source, data } of pages) {
    if (COPIES.test(source)) continue
    for (const address of [...slugAddresses(source, data.slug), ...dateAddresses(source)]) {
      const key = foldPath(address)
      if (key !== '' && !found.has(key)) found.set(key, source)
    }
  }
  return found
}

/** A slug that begins with a slash is from the root of its section, which may itself be served from the site's root. */
function slugAddresses(source: string, slug: unknown): string[] {
  if (typeof slug !== 'string' || slug.trim() === '') return []
  const [whole = '', , section = ''] = SECTION.exec(source) ?? []
  const folder = source.slice(whole.length).split('/').slice(0, -1)
  const path = slug.startsWith('/') ? slug : [...folder, slug.replace(/^\.\//, '')].join('/')
  const bare = path.replace(/^\/+|\/+$/g, '')
  return section === '' ? [bare] : [bare, bare === '' ? section : `${section}/${bare}`]
}

function dateAddresses(source: string): string[] {
  const [, year, month, day, name = ''] =
    /(?:^|\/)blog\/(?:.*\/)?(\d{4})[-/](\d{2})[-/](\d{2})[-/]([^/]+?)(?:\/index)?\.mdx?$/i.exec(source) ?? []
  return year === undefined ? [] : [`blog/${year}/${month}/${day}/${name.replace(ENDING, '')}`]
}

/** The numbers that Confluence knows pages by, which its export puts at the end of their names. */
export function numbersOfPages(sources: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    sources.flatMap((source) => {
      const [, number] = /(?:^|[_/])(\d{5,})\.html?$/i.exec(source) ?? []
      return number === undefined ? [] : [[number, source] as const]
    }),
  )
}
