import type { Messages } from '../web/messages.ts'

export const messages = {
  'moving.title': ['이름 바꾸기와 옮기기', 'Rename or move'],
  'moving.lede': [
    '링크는 모두 따라가고, 옛 주소로 와도 새 글이 열려요. 변경 기록도 이어져요.',
    'All links follow, the old address leads to the new one, and the history goes on.',
  ],
  'moving.to': ['새 경로', 'New path'],
  'moving.to.hint': [
    '폴더/이름이에요. 폴더를 바꾸면 그 폴더로 옮겨 가요.',
    'A folder and a name. Another folder moves the page there.',
  ],
  'moving.to.folder.hint': [
    '이 폴더의 글 {{count}}편이 모두 옮겨 가요.',
    'Everything in this folder moves. Pages: {{count}}.',
  ],
  'moving.show': ['무엇이 바뀌는지 보기', 'Show what changes'],
  'moving.do': ['옮기기', 'Move'],
  'moving.cancel': ['그만두기', 'Cancel'],
  'moving.plan': ['이렇게 바뀌어요', 'What changes'],
  'moving.plan.sum': [
    '글 {{pages}}편이 옮겨 가고, 글 {{relinked}}편에서 링크가 고쳐져요. 모두 한 번에 저장돼요.',
    'Pages that move: {{pages}}. Pages whose links are mended: {{relinked}}. All of it is saved at once.',
  ],
  'moving.plan.pages': ['옮겨 가는 글', 'Pages that move'],
  'moving.plan.relinked': ['링크가 고쳐지는 글', 'Pages whose links are mended'],
  'moving.plan.relinked.none': ['이 글을 가리키는 글은 없어요.', 'No other page links here.'],
  'moving.plan.more': ['그리고 {{count}}편 더', 'and {{count}} more'],
  'moving.folder.link': ['이 폴더를 통째로 옮기기: {{folder}}', 'Move the whole folder: {{folder}}'],
  'moving.open': ['이름 바꾸기·옮기기', 'Rename or move'],
  'moving.missing': [
    '옮길 글이 없어요. 이미 옮겨졌을 수 있어요.',
    'There is nothing to move. It may have been moved already.',
  ],
  'moving.same': [
    '지금과 같은 경로예요. 다른 경로를 적어 주세요.',
    'That is where it is now. Give another path.',
  ],
  'moving.inside': ['폴더를 그 폴더 안으로 옮길 수 없어요.', 'A folder cannot move into itself.'],
  'moving.folder': [
    '폴더까지 적어 주세요. 예: guides/새-이름',
    'Name the folder too, such as guides/new-name',
  ],
  'moving.tooMany': [
    '한 번에 {{max}}편까지 옮길 수 있어요. 작은 폴더부터 옮겨 주세요.',
    'Up to {{max}} pages move at once. Move a smaller folder first.',
  ],
  'pages.done.moved': ['옮겼어요. 링크도 모두 따라왔어요.', 'Moved. All links came along.'],
} as const satisfies Messages
