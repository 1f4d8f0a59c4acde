import type { Lang, User } from '../user.ts'
import { canSee, variantFor } from './page.ts'
import { isTemplate } from './page-path.ts'
import type { Pages } from './pages.ts'

/** The pages that somebody looks after, as far as who asks may see them, in the language of who asks. */
export function pagesOwnedBy({ content: { catalog } }: Pages) {
  return (viewer: User, { handle }: Pick<User, 'handle'>, lang: Lang = viewer.lang ?? 'ko') =>
    [...catalog.all()]
      .filter((page) => page.owner === handle && canSee(viewer, page) && !isTemplate(page.path))
      .map((page) => {
        const { title, lang: shown } = variantFor(page, lang)
        return { path: page.path, title, lang: shown }
      })
}
