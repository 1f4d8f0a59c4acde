import { parse, stringify } from 'yaml'
import type { Catalog } from './catalog.ts'
import { fileOfPage, pageOfFile, type PagePath } from './page-path.ts'

/** Kept by the content: `redirects.yml`, from a page's old path to its new one. */
export const REDIRECTS_FILE = 'redirects.yml'

/** What is derived from a catalog: it says which of the old paths have a page again. */
interface Shelf {
  readonly catalog: Catalog
}

interface Known {
  readonly redirects: ReadonlyMap<string, string>
  /** Present path -> former ones, as of a version of the catalog. */
  former: ReadonlyMap<string, readonly string[]>
  version: number
}

const known = new WeakMap<Catalog, Known>()

/** Where a page went that is no longer at `path`. */
export function redirectedPath({ catalog }: Shelf, path: string): string | undefined {
  return known.get(catalog)?.redirects.get(path)
}

/**
 * All paths under which the page at `path` was ever known, the present one first. What is kept by a page's path is
 * looked for under each of them, so that it follows a rename.
 */
export function pathsOf({ catalog }: Shelf, path: string): readonly string[] {
  return [path, ...(formerPaths(catalog).get(path) ?? [])]
}

/** Where the page that was once at `path` is now; `path` itself where it did not move. Follows a chain of moves. */
export function presentPath(shelf: Shelf, path: string): string {
  const seen = new Set([path])
  for (let at = path; ;) {
    const next = shelf.catalog.find(at) ? undefined : redirectedPath(shelf, at)
    if (next === undefined || seen.has(next)) return at
    seen.add(next)
    at = next
  }
}

/** The files that a page's file was before the page was renamed. */
export function formerFilesOf(catalog: Catalog, file: string): readonly string[] {
  const former = formerPaths(catalog)
  if (former.size === 0) return []
  const place = pageOfFile(file)
  const paths = place && former.get(place.path)
  return paths?.map((path) => fileOfPage(path as PagePath, place?.suffix)) ?? []
}

/** Reads the file again; one that is not YAML leaves the redirects that were there. */
export function takeRedirects({ catalog }: Shelf, source: string): void {
  known.set(catalog, { redirects: readRedirects(source), former: new Map(), version: -1 })
  catalog.setMoves({
    present: (path) => presentPath({ catalog }, path),
    former: (path) => formerPaths(catalog).get(path) ?? [],
  })
}

/**
 * Old path -> new path. The file grows for as long as the wiki lives, so no limit on front matter holds for it.
 * @throws YAMLParseError
 */
export function readRedirects(source: string): ReadonlyMap<string, string> {
  const data: unknown = parse(source, { schema: 'core', uniqueKeys: false, mapAsMap: true, maxAliasCount: 0 })
  const entries = data instanceof Map ? [...(data as Map<unknown, unknown>)] : []
  const isText = (entry: [unknown, unknown]): entry is [string, string] =>
    typeof entry[0] === 'string' && typeof entry[1] === 'string'
  return new Map(entries.filter(isText))
}

/** The file with these redirects, a line each; the remarks at its head stay. */
export function writeRedirects(source: string, redirects: ReadonlyMap<string, string>): string {
  const remarks = /^(?:[ \t]*(?:#[^\n]*)?\n)*/.exec(source)?.[0] ?? ''
  const lines = [...redirects].map(([old, now]) => stringify({ [old]: now }, { lineWidth: 0 }))
  return remarks + (lines.length === 0 ? '{}\n' : lines.join(''))
}

function formerPaths(catalog: Catalog): ReadonlyMap<string, readonly string[]> {
  const entry = known.get(catalog)
  if (!entry) return NONE
  if (entry.version !== catalog.version) {
    const former = new Map<string, string[]>()
    for (const old of entry.redirects.keys()) {
      const now = presentPath({ catalog }, old)
      if (now !== old) former.set(now, [...(former.get(now) ?? []), old])
    }
    entry.former = former
    entry.version = catalog.version
  }
  return entry.former
}

const NONE: ReadonlyMap<string, readonly string[]> = new Map()
