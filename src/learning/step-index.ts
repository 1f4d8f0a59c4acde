import type { Catalog } from '../pages/catalog.ts'
import type { PagePath } from '../pages/page-path.ts'

/** Which steps of which paths a page is. */
export interface StepPlace {
  readonly path: PagePath
  readonly stepId: string
}

/** Looks a page up among the steps of all paths; made again when the catalog has changed. */
export function createStepIndex(
  catalog: Catalog,
  moved: (path: string) => string,
): (page: string) => readonly StepPlace[] {
  let version = -1
  let places = new Map<string, StepPlace[]>()
  return (page) => {
    if (version !== catalog.version) {
      version = catalog.version
      places = readPlaces(catalog, moved)
    }
    return places.get(page) ?? []
  }
}

function readPlaces(catalog: Catalog, moved: (path: string) => string): Map<string, StepPlace[]> {
  const places = new Map<string, StepPlace[]>()
  for (const { path, original } of catalog.list('path')) {
    for (const { id, page } of original.frontMatter.steps ?? []) {
      if (page === undefined) continue
      const named = moved(page.normalize('NFC'))
      places.set(named, [...(places.get(named) ?? []), { path, stepId: id }])
    }
  }
  return places
}
