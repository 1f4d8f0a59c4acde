import type { Messages } from '../web/messages.ts'

export const messages = {
  'notifications.title': ['알림', 'Notifications'],
} as const satisfies Messages
