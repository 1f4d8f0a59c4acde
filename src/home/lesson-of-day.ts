import type { Content } from '../pages/content.ts'
import { canSee } from '../pages/page.ts'
import { cardOf, type Card } from '../pages/reading.ts'
import type { Lang, User } from '../user.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** One of the published lessons: the same one all day for everybody, another one tomorrow. */
export function lessonOfDay(user: User, lang: Lang, content: Content, now: Date): Card | undefined {
  const { catalog } = content
  const lessons = catalog
    .list('lesson')
    .filter((page) => page.status === 'published' && canSee(user, page) && !catalog.successor(page.path))
  const lesson = lessons[dayNumber(now) % lessons.length]
  return lesson && cardOf(lesson, lang, content, now)
}

/** Days since 1970 by the calendar of this machine's time zone. */
function dayNumber(now: Date): number {
  return Math.floor((now.getTime() - now.getTimezoneOffset() * 60_000) / DAY_MS)
}
