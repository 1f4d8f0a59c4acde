import type { Database } from '../db/open.ts'
import { createDeviceStore } from './device-store.ts'
import { looksLikeSecret, newSecret, secretHash } from './secrets.ts'

/** A browser is known for a year after the sign-in that made it so. */
export const DEVICE_SECONDS = 365 * 24 * 60 * 60

/**
 * Browsers in which somebody has signed in before. Such a browser has its own count of wrong passwords, so
 * that a stranger who guesses at an account does not lock its owner out.
 */
export interface Devices {
  isKnown(device: string | undefined, userId: string): Promise<boolean>
  /** @returns the secret for the browser's cookie. */
  remember(userId: string): Promise<string>
}

export function createDevices(database: Database, now: () => Date): Devices {
  const store = createDeviceStore(database.kysely)
  return {
    async isKnown(device, userId) {
      if (device === undefined || !looksLikeSecret(device)) return false
      return store.belongsTo(secretHash(device), userId)
    },
    async remember(userId) {
      const device = newSecret()
      const remembered = now()
      await store.deleteOlder(new Date(remembered.getTime() - DEVICE_SECONDS * 1_000))
      await store.insert(secretHash(device), userId, remembered)
      return device
    },
  }
}
