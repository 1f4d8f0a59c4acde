import type { Messages } from '../web/messages.ts'

export const messages = {
  'notifications.title': ['알림', 'Notifications'],
  'notifications.lede': ['나와 관련해 일어난 일이에요.', 'What happened that concerns you.'],
  'notifications.new': ['새 알림', 'New'],
  'notifications.seen': ['다 봤어요', 'Seen it all'],
  'notifications.done.seen': ['모두 본 것으로 했어요.', 'All marked as seen.'],
  'notifications.empty': ['아직 알림이 없어요', 'No notifications yet'],
  'notifications.empty.text': [
    '물은 것에 답이 오거나, 길을 받거나, 내 글에 일이 생기면 여기에서 알려 드려요.',
    'Answers to your questions, paths given to you and news of your pages will show here.',
  ],
  'notifications.empty.go': ['내 길 보기', 'See my paths'],
  'notifications.unknown': [
    '어디까지 보았는지 알 수 없어요. 알림을 다시 열어 주세요.',
    'It is not clear up to where you have seen. Open the notifications again.',
  ],
} as const satisfies Messages
