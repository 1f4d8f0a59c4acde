import { foldPath } from '../pages/page-path.ts'

/** Finds what a link in the tree means, as the tools that the tree was written for would. */
export interface SourceLinks {
  /** The source of the file that a relative or root-relative address on the file `from` leads to. */
  find(from: string, address: string): string | undefined
  /** The file that a wikilink names: by its path from the root or its end, or by its name alone. */
  findNamed(name: string): string | undefined
  /** The file of the page that has this number in the tool that it comes from. */
  findNumbered(number: string): string | undefined
}

const NONE: ReadonlyMap<string, string> = new Map()
const PAGE_ENDINGS = ['.md', '.markdown', '.mdx', '.ko.md', '.en.md']
const FOLDER_PAGES = ['README', 'index', '_index']

export interface LinkHabits {
  /** Other addresses of pages, from the site's root, and the files that have them. */
  readonly aliases?: ReadonlyMap<string, string>
  /** Whether an address is a page's name wherever the page lies, as in a wiki without folders. */
  readonly byName?: boolean
  /** Numbers that a tool's addresses give for pages, and the files that have them. */
  readonly numbers?: ReadonlyMap<string, string>
}

/** @param root the name of the tree's folder, for addresses that begin with it (`/docs/x.md`). */
export function createSourceLinks(
  sources: readonly string[],
  root: string,
  { aliases = NONE, byName = false, numbers = NONE }: LinkHabits = {},
): SourceLinks {
  const exact = new Map(sources.map((source) => [source.normalize('NFC'), source]))
  const folded = uniqueBy(sources, foldPath)
  const named = uniqueBy(sources, (source) => foldPath(lastPart(source)))
  const dashed = uniqueBy(sources, (source) => dash(lastPart(source)))
  const unnumbered = uniqueBy(sources, withoutNumbers)
  const roots = rootFolders(sources)

  const look = (path: string): string | undefined =>
    exact.get(path) ?? folded.get(foldPath(path)) ?? unnumbered.get(withoutNumbers(path))
  const known = new Map<string, string | undefined>()
  /** The same addresses come again and again, and one that leads nowhere is looked for in many ways. */
  const lookAsPage = (path: string): string | undefined => {
    if (!known.has(path)) known.set(path, lookAnew(path))
    return known.get(path)
  }
  const lookAnew = (path: string): string | undefined => {
    const found = path.endsWith('/') ? undefined : look(path)
    if (found !== undefined) return found
    const name = path.replace(/\/$/, '').replace(/\.(?:html?|md)$/i, '')
    const candidates = [
      ...(name === '' ? [] : PAGE_ENDINGS.map((ending) => name + ending)),
      ...FOLDER_PAGES.flatMap((page) =>
        PAGE_ENDINGS.map((ending) => (name === '' ? '' : `${name}/`) + page + ending),
      ),
    ]
    return firstOf(candidates, look) ?? aliases.get(foldPath(name))
  }

  const findNamed = (name: string): string | undefined => {
    const path = name.normalize('NFC').replace(/^\/+/, '')
    if (path === '') return undefined
    return (
      lookAsPage(path) ??
      firstOf(['', ...PAGE_ENDINGS], (ending) => findByEnd(path + ending)) ??
      firstOf(PAGE_ENDINGS, (ending) => dashed.get(dash(path + ending)))
    )
  }

  return {
    find(from, address) {
      const decoded = decode(address)
      if (decoded === undefined) return undefined
      if (decoded.startsWith('/')) {
        const path = join([], decoded)
        return path === undefined ? undefined : firstOf(rootsOf(path, root, roots), lookAsPage)
      }
      const path = join(from.normalize('NFC').split('/').slice(0, -1), decoded)
      const found = path === undefined ? undefined : lookAsPage(path)
      return found ?? (byName ? findNamed(decoded.replace(/\/$/, '')) : undefined)
    },
    findNumbered: (number) => numbers.get(number),
    findNamed,
  }

  function findByEnd(path: string): string | undefined {
    const found = named.get(foldPath(lastPart(path)))
    return found !== undefined && `/${foldPath(found)}`.endsWith(`/${foldPath(path)}`) ? found : undefined
  }
}

function rootsOf(path: string, root: string, folders: readonly string[]): string[] {
  const own = path.startsWith(`${root}/`) ? [path, path.slice(root.length + 1)] : [path]
  return [...own, ...folders.map((folder) => folder + path)]
}

/** Folders whose files a site serves from its root: `docs/`, `static/`, also of a site in a folder of its own. */
function rootFolders(sources: readonly string[]): string[] {
  const found = new Set<string>()
  for (const source of sources) {
    const [, site = '', folder] = /^((?:[^/]+\/)?)(docs|static|public)\//.exec(source) ?? []
    if (folder !== undefined) found.add(site).add(`${site}${folder}/`)
  }
  found.delete('')
  return [...found]
}

/** Docusaurus orders pages by numbers in their names, and leaves those out of addresses. */
function withoutNumbers(path: string): string {
  return foldPath(path.replace(/(^|\/)\d+[-_. ]+(?=[^/]*[^/\d.])/g, '$1'))
}

/** Gollum and GitHub take spaces, dashes and underscores of a page's name for the same. */
function dash(name: string): string {
  return foldPath(name.replace(/[ _-]+/g, '-'))
}

/** Only keys that one source has: a link that could mean two files is left alone. */
function uniqueBy(sources: readonly string[], keyOf: (source: string) => string): Map<string, string> {
  const found = new Map<string, string>()
  const several = new Set<string>()
  for (const source of sources) {
    const key = keyOf(source)
    if (found.has(key)) several.add(key)
    else found.set(key, source)
  }
  for (const key of several) found.delete(key)
  return found
}

function join(folder: readonly string[], path: string): string | undefined {
  const parts = [...folder]
  for (const part of path.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return undefined
    } else if (part !== '' && part !== '.') parts.push(part)
  }
  return parts.join('/') + (/(?:^|\/)\.{0,2}$/.test(path) && parts.length > 0 ? '/' : '')
}

function firstOf<T>(
  candidates: readonly T[],
  look: (candidate: T) => string | undefined,
): string | undefined {
  for (const candidate of candidates) {
    const found = look(candidate)
    if (found !== undefined) return found
  }
  return undefined
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text).normalize('NFC')
  } catch {
    return text.includes('\0') ? undefined : text.normalize('NFC')
  }
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
