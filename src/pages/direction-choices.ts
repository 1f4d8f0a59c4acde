import type { Lang, User } from '../user.ts'
import type { Catalog } from './catalog.ts'
import { canSee, variantFor } from './page.ts'

/** Directions that a page can be said to support, the latest first. */
export function directionChoices(user: User, lang: Lang, catalog: Catalog) {
  return catalog
    .list('direction')
    .filter((page) => page.status !== 'archived' && canSee(user, page) && !catalog.successor(page.path))
    .toSorted((a, b) => b.path.localeCompare(a.path))
    .map((page) => ({ path: page.path, title: variantFor(page, lang).title }))
}
