import type { Database } from '../db/open.ts'
import type { Log } from '../log.ts'
import type { User } from '../user.ts'
import { createNotificationStore } from './store.ts'
import { createUnseenCounts } from './unseen-counts.ts'

export type NotificationParams = Readonly<Record<string, string | number>>

/** Something that happened and that a person is to know. */
export interface Notification {
  readonly id: string
  /** A message key of the feature that tells: `notify.gap.answered`. */
  readonly type: string
  readonly params: NotificationParams
  /** An address of this wiki. */
  readonly href: string
  /** ISO 8601, UTC. */
  readonly at: string
  readonly seenAt: string | undefined
}

export interface Telling {
  /** Ids of accounts. */
  readonly to: readonly string[]
  readonly type: string
  readonly params?: NotificationParams
  readonly href: string
}

export type Notifications = ReturnType<typeof createNotifications>

const MOST_SHOWN = 200

/**
 * Telling people what happened. The rows are the published events: the wiki shows them, and a channel such as mail
 * reads the same ones.
 */
export function createNotifications(deps: {
  readonly database: Database
  readonly log: Log
  readonly now: () => Date
}) {
  const { database, log, now } = deps
  const store = createNotificationStore(database.kysely)
  const counts = createUnseenCounts(database, (userId) => store.countUnseen(userId))
  return {
    /** Tells each person once. Never fails what it tells of: an error is logged. */
    async tell({ to, type, params = {}, href }: Telling): Promise<void> {
      try {
        await store.add([...new Set(to)], { type, params, href, at: now().toISOString() })
        for (const userId of to) counts.forget(userId)
      } catch (error) {
        log.error({ err: error, type }, 'people could not be told')
      }
    },

    /** The newest first. */
    list: (user: User): Promise<Notification[]> => store.list(user.id, MOST_SHOWN),

    countUnseen: (user: User): Promise<number> => counts.of(user.id),

    /** That `user` has seen all up to the one with `id`. */
    async markSeen(user: User, id: string): Promise<void> {
      await store.markSeen(user.id, id, now().toISOString())
      counts.forget(user.id)
    },
  }
}
