import type { Content } from '../pages/content.ts'
import { canSee, type Page } from '../pages/page.ts'
import { cardOf, type Card } from '../pages/reading.ts'
import type { Lang, User } from '../user.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** Whether a person has read a page. */
export type HasRead = (user: User, path: string) => Promise<boolean>

/**
 * The lesson of the day: the first one, from the day's place in the list on, that this person has not read; the day's
 * own where they have read them all. Never one that was superseded or has stopped holding.
 */
export async function lessonOfDay(
  user: User,
  lang: Lang,
  content: Content,
  now: Date,
  hasRead: HasRead = () => Promise.resolve(false),
): Promise<Card | undefined> {
  const { catalog } = content
  const isToShow = (page: Page) =>
    page.status === 'published' &&
    canSee(user, page) &&
    !catalog.hasStopped(page.path) &&
    !catalog.successor(page.path)
  const lessons = catalog.list('lesson').filter(isToShow)
  const start = dayNumber(now) % lessons.length
  const inOrder = [...lessons.slice(start), ...lessons.slice(0, start)]
  for (const lesson of inOrder)
    if (!(await hasRead(user, lesson.path))) return cardOf(lesson, lang, content, now)
  return inOrder[0] && cardOf(inOrder[0], lang, content, now)
}

/** Days since 1970 by the calendar of this machine's time zone. */
function dayNumber(now: Date): number {
  return Math.floor((now.getTime() - now.getTimezoneOffset() * 60_000) / DAY_MS)
}
