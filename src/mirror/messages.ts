import type { Messages } from '../web/messages.ts'

export const messages = {
  'mirror.defect': [
    '뜻밖의 문제로 맞추지 못했어요. 로그를 봐 주세요.',
    'Something unexpected went wrong. The log says more.',
  ],
  'mirror.unrelated': [
    '원격 저장소의 역사가 이 위키와 이어져 있지 않아요. 빈 저장소나 이 위키의 복제본을 CONTENT_REMOTE로 정해 주세요.',
    'The remote’s history has nothing in common with this wiki’s. Set CONTENT_REMOTE to an empty repository or a clone of this wiki.',
  ],
  'mirror.restless': [
    '원격 저장소가 계속 바뀌고 있어요. 조금 뒤에 다시 맞춰요.',
    'The remote keeps changing. It is tried again in a while.',
  ],
} as const satisfies Messages
