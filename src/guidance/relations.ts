import { InvalidError } from '../errors.ts'
import type { Catalog } from '../pages/catalog.ts'
import { isTemplate } from '../pages/page-path.ts'
import type { NextPage, PageRule } from '../pages/pages.ts'

const CHECKED = ['supersedes', 'conflictsWith', 'supports'] as const

/**
 * What one page says of others before it is saved: each must be there (or have been named before), no page replaces
 * or contradicts itself, and nothing replaces in a circle.
 */
export const keepRelations: PageRule = (next, catalog) => {
  if (!next.isOriginal || isTemplate(next.path)) return
  for (const relation of CHECKED) refuseUnknown(relation, next, catalog)
  const loop = findLoop(next.path, next.frontMatter.supersedes ?? [], catalog)
  if (loop)
    throw new InvalidError('guidance.relation.loop', { loop: loop.join(' → ') }, { field: 'supersedes' })
}

function refuseUnknown(relation: (typeof CHECKED)[number], next: NextPage, catalog: Catalog): void {
  const before = new Set(next.previous?.frontMatter[relation] ?? [])
  for (const target of next.frontMatter[relation] ?? []) {
    const page = catalog.named(target.normalize('NFC'))
    if (target.normalize('NFC') === next.path || page?.path === next.path)
      throw new InvalidError('guidance.relation.self', { relation, path: target }, { field: relation })
    if (!page && !before.has(target))
      throw new InvalidError('guidance.relation.unknown', { relation, path: target }, { field: relation })
  }
}

/**
 * The circle that a page would close by replacing `targets`, from the page back to itself; undefined where there is
 * none. Walks each page once, also where the pages already replace each other in circles.
 */
export function findLoop(path: string, targets: readonly string[], catalog: Catalog): string[] | undefined {
  const seen = new Set<string>()
  const walk: string[][] = targets.map((target) => [path, catalog.named(target)?.path ?? target])
  for (let way = walk.pop(); way; way = walk.pop()) {
    const at = way.at(-1) ?? path
    if (at === path) return way
    if (seen.has(at)) continue
    seen.add(at)
    for (const next of catalog.find(at)?.original.frontMatter.supersedes ?? [])
      walk.push([...way, catalog.named(next)?.path ?? next])
  }
  return undefined
}

/** The circle that a page is in, as it came by git. */
export function loopOf(path: string, catalog: Catalog): string[] | undefined {
  return findLoop(path, catalog.find(path)?.original.frontMatter.supersedes ?? [], catalog)
}

/** All pages that replace each other in a circle, each with its circle. */
export function* findLoops(catalog: Catalog): Generator<{ file: string; loop: readonly string[] }> {
  for (const { path, original } of catalog.all()) {
    const loop = isTemplate(path) ? undefined : loopOf(path, catalog)
    if (loop) yield { file: original.file, loop }
  }
}
