import type { Content } from '../pages/content.ts'
import { canSee, type Page } from '../pages/page.ts'
import { isTemplate } from '../pages/page-path.ts'
import { cardOf, type Card } from '../pages/reading.ts'
import type { Lang, User } from '../user.ts'

const MOST_ROWS = 6

/** Drafts that `user` owns, or has written last. */
export function ownDrafts(user: User, lang: Lang, content: Content, now: Date): readonly Card[] {
  const drafts: Page[] = []
  for (const page of content.catalog.all()) {
    if (page.status !== 'draft' || isTemplate(page.path) || !canSee(user, page)) continue
    if (page.owner === user.handle || wroteLast(user, page, content)) drafts.push(page)
  }
  return drafts.slice(0, MOST_ROWS).map((page) => cardOf(page, lang, content, now))
}

function wroteLast(user: User, page: Page, { history }: Content): boolean {
  return history.latest(page.original.file)?.author.email === user.email
}
