import type { Messages } from '../web/messages.ts'

export const messages = {
  'operations.check.line': ['{{line}}', '{{line}}'],
  'operations.check.link': ['{{target}} 링크가 갈 글이 없어요', 'the link {{target}} leads to no page'],
  'operations.check.file': ['{{target}} 링크가 갈 파일이 없어요', 'the link {{target}} leads to no file'],
  'operations.check.address': [
    '{{target}} 링크는 폴더로 가거나 위키 밖으로 나가요',
    'the link {{target}} leads to a folder or out of the wiki',
  ],
  'operations.check.reference': [
    '앞머리가 가리키는 {{target}} 글이 없어요',
    'the front matter points to {{target}}, which does not exist',
  ],
  'operations.check.name': [
    '글의 이름으로 쓸 수 없어서 위키에 보이지 않아요',
    'its name cannot be the path of a page, so the wiki does not show it',
  ],
  'operations.check.twin': [
    '{{other}}{과/와} 대소문자만 달라요',
    'its path differs from {{other}} only in upper and lower case',
  ],
  'operations.check.symlink': ['심볼릭 링크라 따라가지 않아요', 'a symbolic link, which is not followed'],
  'operations.check.submodule': ['하위 저장소라 보이지 않아요', 'a submodule, which is not shown'],
  'operations.check.loop': [
    '서로가 서로를 대신한다고 해요: {{loop}}',
    'these pages replace each other in a circle: {{loop}}',
  ],
  'operations.check.logLine': [
    '{{line}}번째 줄을 읽을 수 없어서 세지 않았어요',
    'line {{line}} cannot be read and does not count',
  ],
  'operations.check.stale': [
    '{{reviewed}}에 확인했고 {{reviewEvery}}마다 다시 보기로 했어요',
    'last reviewed {{reviewed}}, to be reviewed every {{reviewEvery}}',
  ],
} as const satisfies Messages
