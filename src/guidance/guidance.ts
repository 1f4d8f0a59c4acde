import type { Notifications } from '../notifications/notifications.ts'
import type { Repository } from '../git/repository.ts'
import { NO_ADDITION, type AddToPage, type PageAddition } from '../pages/additions.ts'
import type { ChangedPages } from '../pages/content.ts'
import type { Page } from '../pages/page.ts'
import type { Pages } from '../pages/pages.ts'
import { hasRole, type Lang, type User } from '../user.ts'
import type { WaitingItem } from '../waiting.ts'
import { createApplications } from './applications.ts'
import { createContradictions } from './contradictions.ts'
import { addDirection } from './directions.ts'
import { createLessonsBeside } from './lessons-beside.ts'
import { createLogShelf } from './log-shelf.ts'
import type { Stems } from './opposition.ts'
import { keepRelations, loopOf } from './relations.ts'
import { createRetros } from './retros.ts'
import { createSimilarTitles } from './similar-titles.ts'
import { createSettlements } from './settlements.ts'

export interface GuidanceDeps {
  readonly pages: Pages
  readonly repository: Pick<Repository, 'listFiles' | 'findFile' | 'readBlob'>
  readonly notifications: Pick<Notifications, 'tell' | 'list'>
  readonly findUser: (handle: string) => Promise<User | undefined>
  /** Takes a text apart into the stems of its words. */
  readonly stems: Stems
  readonly now: () => Date
}

export type Guidance = ReturnType<typeof createGuidance>

/** Lessons at work: applied, related to each other and to the direction, drawn from retrospectives. */
export function createGuidance({ pages, repository, notifications, findUser, stems, now }: GuidanceDeps) {
  const { content } = pages
  const shelf = createLogShelf(repository, content)
  const applications = createApplications({ pages, shelf, notifications, findUser, now })
  const contradictions = createContradictions({
    pages,
    settlements: createSettlements(repository, content),
    stems,
    now,
  })
  const retros = createRetros({ pages, now })
  const beside = createLessonsBeside(content.catalog)
  const similarTitles = createSimilarTitles(content.catalog, stems)
  pages.addRule(keepRelations)

  const addLoop = (page: Page): PageAddition => {
    const loop = loopOf(page.path, content.catalog)
    return loop
      ? { version: 'loop', locals: { loop }, personal: false, slots: { top: 'guidance/loop' } }
      : NO_ADDITION
  }

  /** Right after a page was made whose title another one has already, for whoever made it. */
  const addSimilar: AddToPage = (user, page, variant, query) => {
    const same =
      (query.done === 'created' || query.done === 'drafted') && hasRole(user, 'lead')
        ? similarTitles(user, variant.lang, variant.title, page.path).filter(({ near }) => near)
        : []
    if (same.length === 0) return NO_ADDITION
    return {
      version: `similar ${same.map(({ path }) => path).join()}`,
      locals: { similarPages: same },
      personal: true,
      slots: { top: 'guidance/similar' },
    }
  }

  return {
    applications,
    contradictions,
    retros,
    similarTitles,

    /** The lessons to show beside a page. */
    lessonsFor: (page: Page, lang: Lang) => beside.lessonsFor(page, lang),

    /** Reads what is derived from git, and from then on follows every change. After pages and redirects are loaded. */
    async load(): Promise<void> {
      await Promise.all([applications.load(), contradictions.load()])
      content.onChanged(async (changed: ChangedPages) => {
        await Promise.all([applications.follow(changed), contradictions.follow(changed)])
      })
    },

    /** What pages show of it. */
    additions: [
      addSimilar,
      (_user, page) => addLoop(page),
      (user, page) => applications.addToPage(user, page),
      (user, page, variant) => retros.addToPage(user, page, variant),
      (user, page, variant) => addDirection(user, page, variant, content),
      (_user, page, variant) => beside.addToPage(page, variant),
    ] satisfies readonly AddToPage[] as readonly AddToPage[],

    waitingFor(user: User, lang: Lang): Promise<WaitingItem[]> {
      return Promise.resolve([
        ...applications.waitingFor(user, lang),
        ...retros.waitingFor(user, lang),
        ...contradictions.waitingFor(user, lang),
      ])
    },
  }
}
