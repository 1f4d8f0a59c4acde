import type { Kysely } from 'kysely'
import { newRowId } from '../db/row-id.ts'
import type { Schema } from '../db/schema.ts'
import type { Notification, NotificationParams } from './notifications.ts'

export function createNotificationStore(kysely: Kysely<Schema>) {
  return {
    async add(userIds: readonly string[], note: Omit<Notification, 'id' | 'seenAt'>): Promise<void> {
      const rows = userIds.map((user_id) => ({
        id: newRowId(),
        user_id,
        type: note.type,
        params: JSON.stringify(note.params),
        href: note.href,
        created_at: note.at,
        seen_at: null,
      }))
      if (rows.length > 0) await kysely.insertInto('notifications').values(rows).execute()
    },

    /** The newest first. */
    async list(userId: string, limit: number): Promise<Notification[]> {
      const rows = await kysely
        .selectFrom('notifications')
        .selectAll()
        .where('user_id', '=', userId)
        .orderBy('id', 'desc')
        .limit(limit)
        .execute()
      return rows.map((row) => ({
        id: row.id,
        type: row.type,
        params: JSON.parse(row.params) as NotificationParams,
        href: row.href,
        at: row.created_at,
        seenAt: row.seen_at ?? undefined,
      }))
    },

    async countUnseen(userId: string): Promise<number> {
      const row = await kysely
        .selectFrom('notifications')
        .select((select) => select.fn.countAll<number>().as('count'))
        .where('user_id', '=', userId)
        .where('seen_at', 'is', null)
        .executeTakeFirst()
      return Number(row?.count ?? 0)
    },

    /** Up to the one with `id`, which the person has been shown; what came since stays unseen. */
    async markSeen(userId: string, id: string, at: string): Promise<void> {
      await kysely
        .updateTable('notifications')
        .set({ seen_at: at })
        .where('user_id', '=', userId)
        .where('seen_at', 'is', null)
        .where('id', '<=', id)
        .execute()
    },
  }
}
