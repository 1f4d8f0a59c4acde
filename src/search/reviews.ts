import type { Pages } from '../pages/pages.ts'
import { reviewState } from '../pages/review.ts'
import type { ReviewOf } from './filters.ts'

/** Whether a page is verified or overdue today, from the catalog: an index does not notice that days go by. */
export function createReviews({ pages, now }: { readonly pages: Pages; readonly now: () => Date }): ReviewOf {
  const { catalog } = pages.content
  return ({ path }) => {
    const page = catalog.find(path)
    return page && reviewState(page.original.frontMatter, now())
  }
}
