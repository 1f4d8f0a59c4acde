import { parseYaml } from '../markdown/front-matter.ts'
import type { Content } from './content.ts'

/** Kept by the content: `redirects.yml`, from a page's old path to its new one. */
export const REDIRECTS_FILE = 'redirects.yml'

const known = new WeakMap<Content, ReadonlyMap<string, string>>()

/** Where a page went that is no longer at `path`. */
export function redirectedPath(content: Content, path: string): string | undefined {
  return known.get(content)?.get(path)
}

/** Reads the file again; one that is not YAML leaves the redirects that were there. */
export function takeRedirects(content: Content, source: string): void {
  const entries = Object.entries(parseYaml(source)).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  )
  known.set(content, new Map(entries))
}
