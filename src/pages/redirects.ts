import { parseYaml } from '../markdown/front-matter.ts'
import type { Content } from './content.ts'

/** Kept by the content: `redirects.yml`, from a page's old path to its new one. */
export const REDIRECTS_FILE = 'redirects.yml'

const known = new WeakMap<Content, ReadonlyMap<string, string>>()
const former = new WeakMap<Content, ReadonlyMap<string, readonly string[]>>()

/** Where a page went that is no longer at `path`. */
export function redirectedPath(content: Content, path: string): string | undefined {
  return known.get(content)?.get(path)
}

/**
 * All paths under which the page at `path` was ever known, the present one first. What is kept by a page's path is
 * looked for under each of them, so that it follows a rename.
 */
export function pathsOf(content: Content, path: string): readonly string[] {
  return [path, ...(former.get(content)?.get(path) ?? [])]
}

/** Where the page that was once at `path` is now; `path` itself where it did not move. Follows a chain of moves. */
export function presentPath(content: Content, path: string): string {
  const seen = new Set([path])
  for (let at = path; ;) {
    const next = content.catalog.find(at) ? undefined : redirectedPath(content, at)
    if (next === undefined || seen.has(next)) return at
    seen.add(next)
    at = next
  }
}

/** Reads the file again; one that is not YAML leaves the redirects that were there. */
export function takeRedirects(content: Content, source: string): void {
  const entries = Object.entries(parseYaml(source)).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  )
  known.set(content, new Map(entries))
  const all = new Map<string, string[]>()
  for (const [old] of entries) {
    const now = presentPath(content, old)
    if (now !== old) all.set(now, [...(all.get(now) ?? []), old])
  }
  former.set(content, all)
}
