import type { Person } from '../accounts/people.ts'
import type { NotificationParams, Notifications } from '../notifications/notifications.ts'
import { variantFor, type Page } from '../pages/page.ts'
import type { Lang, User } from '../user.ts'
import { dateWordsFor } from '../web/dates.ts'
import { encodePath } from '../web/view.ts'
import type { Day } from './days.ts'

/** A step that has become late. */
export interface LateStep {
  readonly id: string
  readonly title: string
  readonly dueOn: Day
}

export type Telling = ReturnType<typeof createTelling>

/** Who is told of what happens to assignments; everybody in their own language. */
export function createTelling(notifications: Pick<Notifications, 'tell'>) {
  const tell = (to: User, type: string, href: string, params: (lang: Lang) => NotificationParams) =>
    notifications.tell({ to: [to.id], type, href, params: params(to.lang ?? 'ko') })

  return {
    /** A path was given, or its dates or its buddy are others. */
    async assigned(
      walker: Person,
      by: User | undefined,
      page: Page,
      start: Day,
      isNew: boolean,
    ): Promise<void> {
      if (walker.id === by?.id) return
      const type = isNew ? 'notify.team.assigned' : 'notify.team.changed'
      await tell(walker, type, `/wiki/${encodePath(page.path)}`, (lang) => ({
        path: titleOf(page, lang),
        start: day(start, lang),
      }))
    },

    async ended(walker: Person, page: Page): Promise<void> {
      const href = `/wiki/${encodePath(page.path)}`
      await tell(walker, 'notify.team.ended', href, (lang) => ({ path: titleOf(page, lang) }))
    },

    async buddy(buddy: Person, walker: Person, page: Page, start: Day): Promise<void> {
      await tell(buddy, 'notify.team.buddy', personAddress(walker), (lang) => ({
        name: walker.name,
        path: titleOf(page, lang),
        start: day(start, lang),
      }))
    },

    /** Leads are told that somebody walks alone now. */
    async buddyGone(leads: readonly User[], buddy: Person, walker: Person, page: Page): Promise<void> {
      for (const lead of leads) {
        await tell(lead, 'notify.team.buddyGone', personAddress(walker), (lang) => ({
          buddy: buddy.name,
          name: walker.name,
          path: titleOf(page, lang),
        }))
      }
    },

    async late(walker: Person, page: Page, steps: readonly LateStep[]): Promise<void> {
      const [first] = steps
      if (!first) return
      const type = steps.length === 1 ? 'notify.team.late' : 'notify.team.late.several'
      await tell(walker, type, stepAddress(page, first.id), (lang) => ({
        step: first.title,
        path: titleOf(page, lang),
        due: day(first.dueOn, lang),
        number: steps.length,
      }))
    },

    async friction(
      owner: User,
      page: Page,
      step: { id: string; title: string },
      people: number,
    ): Promise<void> {
      const href = `/team/friction?path=${encodeURIComponent(page.path)}#step-${encodeURIComponent(step.id)}`
      await tell(owner, 'notify.team.friction', href, (lang) => ({
        step: step.title,
        path: titleOf(page, lang),
        people,
      }))
    },
  }
}

export function personAddress({ handle }: Pick<User, 'handle'>): string {
  return `/team/${encodeURIComponent(handle)}`
}

export function stepAddress({ path }: { readonly path: string }, stepId: string): string {
  return `/wiki/${encodePath(path)}#step-${encodeURIComponent(stepId)}`
}

export function titleOf(page: Page, lang: Lang): string {
  return variantFor(page, lang).title
}

function day(when: Day, lang: Lang): string {
  return dateWordsFor(lang, undefined).date(when)
}
