import type { Page } from '../pages/page.ts'

interface Shelved {
  readonly all: () => Iterable<Page>
  readonly find: (path: string) => Page | undefined
  readonly named: (path: string) => Page | undefined
}

/**
 * Which pages lead somewhere else when some pages change: what they supersede, what that supersedes, and so on; also
 * what they superseded until now. Remembers what pages said, for a page that is gone says nothing any more.
 */
export function createReplaced(catalog: Shelved) {
  const said = new Map<string, readonly string[]>()
  for (const page of catalog.all()) remember(page.path)

  function remember(path: string): void {
    const named = catalog.find(path)?.original.frontMatter.supersedes ?? []
    if (named.length === 0) said.delete(path)
    else
      said.set(
        path,
        named.map((one) => catalog.named(one)?.path ?? one),
      )
  }

  /** The changed pages and all that are concerned; a loop is gone through once. */
  return function withReplaced(changed: readonly string[]): Set<string> {
    const before = new Map(changed.map((path) => [path, said.get(path) ?? []]))
    changed.forEach(remember)
    const found = new Set<string>()
    const open = [...changed]
    for (let path = open.pop(); path !== undefined; path = open.pop()) {
      if (found.has(path)) continue
      found.add(path)
      open.push(...(before.get(path) ?? []), ...(said.get(path) ?? []))
    }
    return found
  }
}
