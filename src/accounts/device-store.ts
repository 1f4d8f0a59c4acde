import type { Kysely } from 'kysely'
import type { Schema } from '../db/schema.ts'

export function createDeviceStore(kysely: Kysely<Schema>) {
  return {
    async insert(deviceHash: string, userId: string, now: Date): Promise<void> {
      await kysely
        .insertInto('devices')
        .values({ device_hash: deviceHash, user_id: userId, created_at: now.toISOString() })
        .execute()
    },
    async belongsTo(deviceHash: string, userId: string): Promise<boolean> {
      const row = await kysely
        .selectFrom('devices')
        .select('device_hash')
        .where('device_hash', '=', deviceHash)
        .where('user_id', '=', userId)
        .executeTakeFirst()
      return row !== undefined
    },
    async deleteOlder(than: Date): Promise<void> {
      await kysely.deleteFrom('devices').where('created_at', '<', than.toISOString()).execute()
    },
  }
}
