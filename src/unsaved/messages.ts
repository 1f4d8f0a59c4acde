import type { Messages } from '../web/messages.ts'

export const messages = {
  'waiting.unsaved': ['쓰다 만 글', 'Not saved yet'],
  'unsaved.untitled': ['제목 없는 글', 'Untitled'],
  'unsaved.offer': ['저장하지 않은 글이 남아 있어요', 'There is text here that you have not saved'],
  'unsaved.offer.lede': [
    '지난번에 쓰다 만 글이에요. 이어 쓰면 그 글을 편집기에 불러와요.',
    'It is from the last time you wrote here. Go on with it, and it comes back into the editor.',
  ],
  'unsaved.resumed': ['쓰다 만 글을 불러왔어요', 'Your unsaved text is back'],
  'unsaved.resumed.lede': [
    '{{at}}에 쓰던 글이에요. 저장해야 다른 사람도 볼 수 있어요.',
    'You last wrote on it {{at}}. Nobody else sees it until you save.',
  ],
  'unsaved.resume': ['이어 쓰기', 'Go on with it'],
  'unsaved.discard': ['버리기', 'Discard it'],
  'unsaved.discarded': ['쓰다 만 글을 버렸어요', 'The unsaved text is discarded'],
  'unsaved.discarded.lede': [
    '하루 동안은 되돌릴 수 있어요. 그 뒤에는 지워져요.',
    'For a day you can have it back. Then it is gone.',
  ],
  'unsaved.bringBack': ['되돌리기', 'Bring it back'],
  'unsaved.kept': ['쓰던 글을 보관했어요 · {{time}}', 'Kept, not yet saved · {{time}}'],
  'unsaved.notKept': [
    '지금은 서버에 보관하지 못했어요. 글은 이 브라우저에 있어요.',
    'The server could not keep it just now. The text is in this browser.',
  ],
  'unsaved.signedOut': [
    '로그인이 풀렸어요. 글은 이 브라우저에 있으니, 새 탭에서 로그인하고 이어 쓰세요.',
    'You are signed out. The text is in this browser: sign in in another tab and go on.',
  ],
  'unsaved.place': ['어느 편집기의 글인지 알 수 없어요.', 'Which editor this text belongs to is not clear.'],
  'unsaved.missing': ['보관한 글을 찾지 못했어요.', 'There is no such text.'],
  'unsaved.settled': ['이미 저장했거나 버린 글이에요.', 'This text has been saved or discarded already.'],
  'unsaved.tooLarge': [
    '글이 너무 커서 서버에 보관하지 못했어요. 글을 나누어 주세요.',
    'The text is too large to be kept. Divide it into several pages.',
  ],
} as const satisfies Messages
