import { resolveFile } from '../markdown/links.ts'
import type { Variant } from '../pages/page.ts'

/** The files other than pages that a page's text leads to or shows, there or not. */
export function filesLinkedFrom({ path, links }: Pick<Variant, 'path' | 'links'>): string[] {
  return links.flatMap(({ kind, target }) => (kind === 'relative' && resolveFile(path, target)) || [])
}
