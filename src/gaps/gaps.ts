import type { Person } from '../accounts/people.ts'
import type { Database } from '../db/open.ts'
import { NotFoundError } from '../errors.ts'
import type { Notifications } from '../notifications/notifications.ts'
import type { ChangedPages } from '../pages/content.ts'
import { variantFor } from '../pages/page.ts'
import type { Pages } from '../pages/pages.ts'
import { presentPath } from '../pages/redirects.ts'
import { dayOf } from '../pages/review.ts'
import type { SearchLog } from '../search/log.ts'
import { looksEverywhere } from '../search/query-key.ts'
import type { Search } from '../search/search.ts'
import { hasRole, type Lang, type User } from '../user.ts'
import type { WaitingItem } from '../waiting.ts'
import type { OpenQuestion } from './demands.ts'
import { createDeciding, requireLead } from './deciding.ts'
import { followChange } from './following.ts'
import type { Gap, GapKind, GapStatus } from './gap.ts'
import { createGapList } from './gap-list.ts'
import { createGapStore } from './store.ts'
import { createWishing } from './wishing.ts'

export interface GapDeps {
  readonly database: Database
  readonly pages: Pages
  readonly search: Search
  readonly searchLog: SearchLog
  readonly notifications: Notifications
  /** Everybody, also those who have left. */
  readonly people: () => Promise<readonly Person[]>
  readonly now: () => Date
  /** Questions that readers asked on pages; none where nobody can ask. */
  readonly questions?: () => Promise<readonly OpenQuestion[]>
  /** Answers such a question in words. */
  readonly answerQuestion?: (user: User, id: string, words: string) => Promise<void>
}

/** A gap as one person sees it. */
export interface SeenGap extends Gap {
  /** They wished for it. */
  readonly isMine: boolean
  readonly mayDecide: boolean
}

export type Gaps = ReturnType<typeof createGaps>

/** What the wiki lacks: one list by demand, out of which leads take, give, and close. */
export function createGaps(deps: GapDeps) {
  const { database, pages, search, searchLog, notifications, people, now } = deps
  const { questions = () => Promise.resolve([]), answerQuestion = () => Promise.resolve() } = deps
  const { content } = pages
  const today = () => dayOf(now())
  const store = createGapStore(database.kysely)
  const gaps = createGapList({ content, searchLog, questions, store, people, today })
  const wishing = createWishing({ store, gaps, now })
  const deciding = createDeciding({ store, gaps, content, notifications, people, answerQuestion, now, today })

  return {
    ...deciding.operations,
    ...wishing.operations,

    /** What the wiki lacks, the most wanted first; what is closed only where it is asked for. By leads. */
    async list(
      user: User,
      { kind, status }: { kind?: GapKind | undefined; status?: GapStatus | 'all' | undefined } = {},
    ): Promise<Gap[]> {
      requireLead(user)
      const isWanted = (gap: Gap): boolean =>
        status === 'all' || (status === undefined ? gap.status !== 'closed' : gap.status === status)
      return (await gaps.all()).filter((gap) => (kind === undefined || gap.kind === kind) && isWanted(gap))
    },

    /** For leads, for who is writing it, and for who asked. @throws NotFoundError for all others. */
    async get(user: User, id: string): Promise<SeenGap> {
      const [gap, own] = await Promise.all([gaps.find(id), wishing.wishesOf(user)])
      const isMine = own.some(({ gapId }) => gapId === id)
      const mayDecide = hasRole(user, 'lead')
      if (!gap || !(mayDecide || isMine || gap.assignee === user.handle))
        throw new NotFoundError('gaps.missing')
      return { ...gap, isMine, mayDecide }
    },

    /** What `user` has taken or was given. */
    async waitingFor(user: User): Promise<WaitingItem[]> {
      const taken = await store.takenBy(user.id)
      if (taken.length === 0) return []
      const waiting = new Set(
        (await gaps.all(taken.map(({ kind }) => kind)))
          .filter(({ status }) => status === 'taken')
          .map(({ id }) => id),
      )
      return taken
        .filter(({ id }) => waiting.has(id))
        .map(({ id, text, due, at }) => ({
          key: due === undefined ? 'waiting.gap' : 'waiting.gap.due',
          title: text,
          href: `/gaps/${id}`,
          icon: 'edit',
          at: due ?? at,
          late: due !== undefined && due < today(),
        }))
    },

    /** Closes what a change answers, and tells those who asked. To be told after the index. */
    follow: (changed: ChangedPages): Promise<void> =>
      followChange(changed, { content, search, store, gaps, deciding, people, notifications }),

    /** Everything searched for in the last days, and what came of it. By leads; no names. */
    async searches(user: User, days: 7 | 30, lang: Lang) {
      requireLead(user)
      const all = (await searchLog.searchedFor(days)).map((one) => ({
        ...one,
        opened: one.opened.flatMap(({ path, people }) => {
          const page = pages.find(user, presentPath(content, path))
          if (!page) return []
          const { title, lang: own } = variantFor(page, lang)
          return [{ path: page.path, people, title, lang: own }]
        }),
      }))
      return {
        all,
        missed: all
          .filter(({ missed, text }) => missed > 0 && looksEverywhere(text))
          .sort((a, b) => b.missed - a.missed),
        unopened: all.filter(({ found, opened, missed, people }) => {
          return found > 0 && missed < people && opened.length === 0
        }),
      }
    },
  }
}
