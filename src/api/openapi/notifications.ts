import { operation } from './operation.ts'

/** What happened that concerns the caller. */
export const notificationsPaths = {
  '/api/v1/me/notifications': {
    get: operation('What happened that concerns the caller, newest first', [], { 200: 'Notifications' }),
  },
  '/api/v1/me/notifications/seen': {
    post: operation('Up to which one the caller has seen', [], { 204: 'Remembered' }),
  },
} as const
