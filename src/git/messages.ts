import type { Messages } from '../web/messages.ts'

export const messages = {
  'git.revision': [
    '판 번호를 알아볼 수 없어요. 역사에서 골라 주세요.',
    'That revision cannot be read. Pick one from the history.',
  ],
  'git.commitMissing': ['그런 판이 없어요.', 'There is no such revision.'],
  'git.blobMissing': ['그 판의 내용이 없어요.', 'The content of that revision does not exist.'],
  'git.fileMissing': ['그 판에는 이 파일이 없어요.', 'This file does not exist in that revision.'],
  'git.path': [
    '파일 이름으로 쓸 수 없는 이름이에요: {{path}}',
    'This cannot be used as a file name: {{path}}',
  ],
  'git.pathTaken': [
    '{{path}}{은/는} 이미 다른 것의 이름이에요. 폴더와 파일은 이름이 달라야 해요.',
    '{{path}} is taken. A folder and a file cannot share one name.',
  ],
  'git.partTaken': [
    '{{path}}{은/는} 쓸 수 없는 자리예요. 다른 이름으로 지어 주세요.',
    '{{path}} cannot be used. Choose another name.',
  ],
  'git.refMoved': [
    '그사이 다른 사람이 먼저 저장했어요. 다시 저장해 주세요.',
    'Someone else saved first. Please save again.',
  ],
  'git.refTaken': [
    '이 이름의 갈래를 만들 수 없어요. 이름이 겹치는 갈래가 이미 있어요.',
    'A branch of this name cannot be made: another one is in its way.',
  ],
  'git.tooManyChanges': [
    '한꺼번에 바뀐 파일이 너무 많아요({{most}}개 넘게). 나누어 주세요.',
    'Too many files change at once (more than {{most}}). Split it up.',
  ],
  'git.locked': [
    '다른 프로그램이 저장소를 쓰고 있어요. 잠시 뒤에 다시 저장해 주세요.',
    'Another program is using the repository. Please save again in a moment.',
  ],
  'git.storageFull': [
    '디스크가 가득 차서 저장하지 못했어요. 관리자에게 알려 주세요.',
    'The disk is full, so nothing was saved. Please tell an administrator.',
  ],
  'git.storageReadOnly': [
    '디스크에 쓸 수 없는 상태라서 저장하지 못했어요. 읽기는 계속할 수 있어요. 관리자에게 알려 주세요.',
    'The disk can only be read, so nothing was saved. Reading goes on. Please tell an administrator.',
  ],
  'git.blobTooLarge': ['파일이 너무 커요.', 'The file is too large.'],
  'git.closed': [
    '서버가 멈추는 중이에요. 잠시 뒤에 다시 해 주세요.',
    'The server is stopping. Please try again soon.',
  ],
  'git.remote': [
    '원격 저장소와 이야기하지 못했어요. git이 한 말: {{said}}',
    'The remote could not be talked to. Git said: {{said}}',
  ],
  'git.pack': ['보낸 것을 읽을 수 없어요. {{said}}', 'What was sent cannot be read. {{said}}'],
  'git.packTooLarge': [
    '한 번에 {{megabytes}} MB까지 보낼 수 있어요. 나누어 보내 주세요.',
    'At most {{megabytes}} MB can be pushed at once. Push in parts.',
  ],
  'git.incomplete': [
    '보낸 것에 빠진 조각이 있어요. 얕은 복제본이라면 git fetch --unshallow 뒤에 다시 보내 주세요.',
    'Something is missing from what was sent. In a shallow clone, run git fetch --unshallow and push again.',
  ],
  'git.tooManyCommits': [
    '한 번에 커밋 {{most}}개까지 보낼 수 있어요. 나누어 보내 주세요.',
    'At most {{most}} commits can be pushed at once. Push in parts.',
  ],
  'git.bundle': ['백업 파일이 잘렸거나 망가졌어요.', 'The backup file is cut short or damaged.'],
  'git.nothingToBundle': ['아직 백업할 글이 없어요.', 'There is nothing to back up yet.'],
  'git.notEmpty': [
    '이미 글이 있는 위키에는 되살릴 수 없어요. 빈 DATA_DIR을 골라 주세요.',
    'This wiki already has pages. Restore into an empty DATA_DIR.',
  ],
} as const satisfies Messages
