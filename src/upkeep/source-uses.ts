import type { Catalog } from '../pages/catalog.ts'
import type { Source } from '../pages/front-matter.ts'
import { isTemplate } from '../pages/page-path.ts'
import type { Page } from '../pages/page.ts'
import { sourceKey } from './source-state.ts'

/** A source with the pages that rest on it. */
export interface SourceUse {
  /** As `sourceKey` makes it. */
  readonly url: string
  readonly source: Source
  readonly pages: readonly Page[]
}

/** Who rests on what, in any language; counted anew after a change of the catalog. Archived pages rest on nothing. */
export function createSourceUses(catalog: Catalog): () => ReadonlyMap<string, SourceUse> {
  let uses: ReadonlyMap<string, SourceUse> = new Map()
  let version = -1
  return () => {
    if (catalog.version !== version) uses = collect(catalog)
    version = catalog.version
    return uses
  }
}

function collect(catalog: Catalog): Map<string, SourceUse> {
  const uses = new Map<string, { url: string; source: Source; pages: Page[] }>()
  for (const page of catalog.all()) {
    if (page.status === 'archived' || isTemplate(page.path)) continue
    for (const variant of page.variants.values()) {
      for (const source of variant.frontMatter.sources ?? []) {
        const url = sourceKey(source.url)
        const use = uses.get(url)
        if (!use) uses.set(url, { url, source, pages: [page] })
        else if (!use.pages.includes(page)) use.pages.push(page)
      }
    }
  }
  return uses
}
