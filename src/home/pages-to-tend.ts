import type { Content } from '../pages/content.ts'
import { canSee, type Page } from '../pages/page.ts'
import { isTemplate } from '../pages/page-path.ts'
import { cardOf, type Card } from '../pages/reading.ts'
import { reviewState } from '../pages/review.ts'
import type { Lang, User } from '../user.ts'

export interface PagesToTend {
  /** Pages that this person owns and that nobody has verified within their interval. */
  readonly overdue: readonly Card[]
  /** Drafts that this person owns, or has written last. */
  readonly drafts: readonly Card[]
}

const MOST_ROWS = 6

/** What waits for `user` as an owner and as an author. */
export function pagesToTend(user: User, lang: Lang, content: Content, now: Date): PagesToTend {
  const overdue: Page[] = []
  const drafts: Page[] = []
  for (const page of content.catalog.all()) {
    const own = page.owner === user.handle
    if (page.status === 'draft') {
      if (!isTemplate(page.path) && canSee(user, page) && (own || wroteLast(user, page, content)))
        drafts.push(page)
    } else if (
      own &&
      page.status === 'published' &&
      reviewState(page.original.frontMatter, now) === 'overdue'
    ) {
      overdue.push(page)
    }
  }
  const cards = (list: Page[]) => list.slice(0, MOST_ROWS).map((page) => cardOf(page, lang, content, now))
  return { overdue: cards(overdue), drafts: cards(drafts) }
}

function wroteLast(user: User, page: Page, { history }: Content): boolean {
  return history.latest(page.original.file)?.author.email === user.email
}
