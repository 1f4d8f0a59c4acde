import type { Catalog } from '../pages/catalog.ts'
import type { FrontMatter } from '../pages/front-matter.ts'

/** The paths that have to be walked before a path is: those that come first, and those it is made of. */
export type PathEdges = (path: string) => readonly string[]

type Relations = Pick<FrontMatter, 'after' | 'steps'>

/**
 * `moved` says where a page went that is no longer at a path; `next` is a path as it is about to be saved, in place
 * of what the catalog has.
 */
export function pathEdges(
  catalog: Catalog,
  moved: (path: string) => string,
  next?: { readonly path: string; readonly frontMatter: Relations },
): PathEdges {
  const isPath = (path: string) => path === next?.path || catalog.find(path)?.kind === 'path'
  return (path) => {
    const data: Relations | undefined =
      path === next?.path ? next.frontMatter : catalog.find(path)?.original.frontMatter
    const named = [...(data?.after ?? []), ...(data?.steps ?? []).flatMap(({ page }) => page ?? [])]
    return [...new Set(named.map((other) => moved(other.normalize('NFC'))))].filter(isPath)
  }
}

/** The way from `start` back to itself, first and last the same; undefined where there is none. */
export function findLoop(start: string, edgesOf: (node: string) => readonly string[]): string[] | undefined {
  const way = findWay(start, start, edgesOf)
  return way && [start, ...way]
}

/** Whether following edges from `from` leads to `to`. */
export function leadsTo(from: string, to: string, edgesOf: (node: string) => readonly string[]): boolean {
  return from === to || findWay(from, to, edgesOf) !== undefined
}

/** The shortest way, without its start. */
function findWay(
  from: string,
  to: string,
  edgesOf: (node: string) => readonly string[],
): string[] | undefined {
  const seen = new Set<string>()
  let ways: string[][] = [[]]
  while (ways.length > 0) {
    const longer: string[][] = []
    for (const way of ways) {
      for (const next of edgesOf(way.at(-1) ?? from)) {
        if (next === to) return [...way, next]
        if (seen.has(next)) continue
        seen.add(next)
        longer.push([...way, next])
      }
    }
    ways = longer
  }
  return undefined
}
