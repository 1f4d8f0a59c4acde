import type { Messages } from '../web/messages.ts'

export const messages = {
  'trash.title': ['휴지통', 'Trash'],
  'trash.lede': [
    '내가 썼거나 맡았거나 지운 글이에요. 지운 뒤 {{days}}일 동안 여기서 바로 되살릴 수 있어요. 그 뒤에도 변경 기록에는 남아요.',
    'Pages that you wrote, own or deleted. For {{days}} days they come back from here with one press; after that their history still has them.',
  ],
  'trash.lede.all': [
    '지운 글이 모두 있어요. 지운 뒤 {{days}}일 동안 여기서 바로 되살릴 수 있어요. 그 뒤에도 변경 기록에는 남아요.',
    'All deleted pages. For {{days}} days they come back from here with one press; after that their history still has them.',
  ],
  'trash.empty': ['휴지통이 비어 있어요', 'The trash is empty'],
  'trash.empty.text': [
    '지운 글은 여기로 와요. 링크와 번역, 붙인 파일까지 그대로 되살릴 수 있어요.',
    'Deleted pages come here, and can be brought back with their translations and files.',
  ],
  'trash.table': ['지운 글', 'Deleted pages'],
  'trash.deleted': ['{{name}} 님이 {{at}}에 지웠어요', 'Deleted by {{name}}, {{at}}'],
  'trash.until': ['{{date}}까지 여기 있어요', 'Here until {{date}}'],
  'trash.files': ['붙은 파일 {{count}}개', 'Files: {{count}}'],
  'trash.restore': ['되살리기', 'Bring it back'],
  'trash.history': ['변경 기록', 'History'],
  'trash.isTaken': ['이 자리에 다른 글이 있어요', 'Another page is in its place'],
  'trash.missing': [
    '휴지통에 그런 글이 없어요. 오래전에 지운 글은 변경 기록에서 되살릴 수 있어요.',
    'There is no such page in the trash. What was deleted long ago comes back from its history.',
  ],
  'trash.expired': [
    '{{date}}에 지운 글이라 휴지통에는 더 없어요. 휴지통은 {{days}}일 동안만 맡아 줘요. 변경 기록(/history/{{path}})에서 되살릴 판을 고르면 돌아와요.',
    'It was deleted on {{date}} and is no longer in the trash, which keeps pages for {{days}} days. Its history (/history/{{path}}) still has it: choose the version to restore there.',
  ],
  'trash.expired.history': ['변경 기록에서 되살리기', 'Bring it back from its history'],
  'trash.links': ['이 글을 가리키던 글 {{count}}편', 'Pages that link to it: {{count}}'],
  'trash.links.more': ['그리고 {{count}}편 더', 'and {{count}} more'],
  'trash.taken': [
    '그 자리({{path}})에 ‘{{title}}’{이/가} 있어서 되살리지 못했어요. 그 글을 먼저 옮겨 주세요.',
    '“{{title}}” ({{path}}) is in its place, so it was not brought back. Move that page first.',
  ],
} as const satisfies Messages
