import type { Messages } from '../web/messages.ts'

export const messages = {
  'reads.changed.one': ['읽은 뒤 한 문단이 바뀌었어요', 'One paragraph changed since you read this'],
  'reads.changed.many': [
    '읽은 뒤 {{count}} 문단이 바뀌었어요',
    '{{count}} paragraphs changed since you read this',
  ],
  'reads.changed.at': ['{{date}}에 읽은 글과 견줘요.', 'Compared with what you read on {{date}}.'],
  'reads.changed.show': ['바뀐 곳만 보기', 'Show only what changed'],
  'reads.revision': [
    '어느 글을 읽었는지 알 수 없어요. 바뀐 것은 없어요. 글을 다시 열어 주세요.',
    'It is not clear what was read. Nothing was changed. Open the page again.',
  ],
  'reads.usage': ['얼마나 읽히나요', 'How pages are read'],
  'reads.usage.lede': [
    '한 주에 한 사람은 한 번만 세고, 이름은 보이지 않아요. 최근 {{weeks}}주예요.',
    'Each person counts once a week, and no names are shown. The last {{weeks}} weeks.',
  ],
  'reads.usage.page': ['글', 'Page'],
  'reads.usage.owner': ['맡은 사람', 'Owner'],
  'reads.usage.weeks': ['주마다', 'By week'],
  'reads.usage.total': ['모두', 'In all'],
  'reads.usage.week': ['{{date}} 주: {{count}}명', 'Week of {{date}}: {{count}}'],
  'reads.usage.empty': ['아직 센 것이 없어요', 'Nothing has been counted yet'],
  'reads.usage.empty.text': [
    '글을 끝까지 읽으면 여기에 한 번 더해져요. 내가 맡은 글이 있으면 그 글들이 보여요.',
    'A page that is read to its end counts here. Those who own pages see theirs.',
  ],
  'reads.usage.off': ['읽은 횟수를 세지 않고 있어요', 'Readings are not counted'],
  'reads.usage.off.text': [
    '설정 USAGE가 off예요. 세고 싶으면 on으로 바꾸고 다시 시작해 주세요.',
    'The setting USAGE is off. Set it to on and start again to count them.',
  ],
  'reads.usage.table': ['글마다 주별로 읽은 사람 수', 'Readers of each page by week'],
} as const satisfies Messages
