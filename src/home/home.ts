import type { Database } from '../db/open.ts'
import { InvalidError } from '../errors.ts'
import { parseCommitId, type CommitId } from '../git/ids.ts'
import type { Learning } from '../learning/learning.ts'
import type { Pages } from '../pages/pages.ts'
import type { Lang, User } from '../user.ts'
import { collectWaiting, type WaitingSource } from '../waiting.ts'
import { changesSince } from './changes.ts'
import { chooseHere } from './here.ts'
import { lessonOfDay, type HasRead } from './lesson-of-day.ts'
import { ownDrafts } from './own-drafts.ts'
import { createVisitsStore } from './visits-store.ts'

export interface HomeDeps {
  readonly database: Database
  readonly pages: Pages
  readonly learning: Learning
  readonly now: () => Date
  /** What people have read; without it every lesson is new to everybody. */
  readonly reads?: { readonly hasRead: HasRead }
  /** What else waits for people, by feature. */
  readonly waiting: readonly WaitingSource[]
}

export type Home = ReturnType<typeof createHome>

/** What a person needs first: the next step, what changed, what waits for them. */
export function createHome({ database, pages, learning, reads, now, waiting }: HomeDeps) {
  const { content } = pages
  const visits = createVisitsStore(database.kysely)
  const leadsOn = (from: string, to: string): boolean => {
    const page = content.catalog.find(to)
    return page !== undefined && content.catalog.backlinks(page).some(({ path }) => path === from)
  }

  return {
    /** Reads only: looking at the page is not having seen it all. */
    async show(user: User, lang: Lang) {
      const visit = await visits.find(user.id)
      const walks = await learning.walks(user, lang)
      const reread = new Map(
        walks.flatMap(({ steps }) =>
          steps.flatMap(({ page, status, changesHref }) =>
            page !== undefined && status === 'changed' ? [[page, changesHref] as const] : [],
          ),
        ),
      )
      return {
        now: now(),
        isEmpty: content.catalog.size === 0,
        here: chooseHere(walks, leadsOn),
        firstVisit: visit === undefined,
        changes: changesSince(user, visit, lang, content),
        /** By page: where to see only what changed since it was read as a step. */
        reread,
        /** What `markSeen` is to be told. */
        head: content.head(),
        waiting: await collectWaiting(waiting, user, lang),
        drafts: ownDrafts(user, lang, content, now()),
        lesson: await lessonOfDay(user, lang, content, now(), reads?.hasRead),
      }
    },

    /**
     * Remembers that `user` has seen the changes up to `commit`, the newest one when they looked.
     * @throws InvalidError for what is no commit of the wiki.
     */
    async markSeen(user: User, commit: string): Promise<void> {
      const id = parseCommitId(commit) as string as CommitId
      if (!content.history.find(id)) throw new InvalidError('home.seen.unknown')
      await visits.put(user.id, { commit: id, at: now().toISOString() })
    },
  }
}
