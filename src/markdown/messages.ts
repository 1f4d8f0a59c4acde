import type { Lang } from '../user.ts'
import type { Messages } from '../web/messages.ts'

export const messages = {
  'markdown.frontMatter': [
    '앞머리(front matter) {{line}}번째 줄을 읽을 수 없어요: {{reason}}',
    'Line {{line}} of the front matter cannot be read: {{reason}}',
  ],
  'markdown.tooLarge': [
    '글이 너무 길어서 꾸미지 않고 그대로 보여요. 여러 글로 나누면 제대로 보여요.',
    'This page is too long to format, so it is shown as written. Split it into several pages.',
  ],
  'markdown.tooComplex': [
    '괄호나 인용, 목록이 너무 깊거나 많이 겹쳐서 꾸미지 않고 그대로 보여요. 겹친 곳을 줄이면 제대로 보여요.',
    'Brackets, quotes or lists are nested too deeply to format, so this page is shown as written. Make it flatter.',
  ],
  'markdown.wanted': ['아직 없는 글이에요', 'Nobody has written this page yet'],
  'markdown.turned': ['새 글로 이어져요', 'Continues in a newer page'],
  'markdown.anchor': ['이 제목의 주소', 'Address of this heading'],
  'markdown.footnote': ['각주', 'Footnote'],
  'markdown.back': ['본문으로 돌아가기', 'Back to text'],
  'markdown.done': ['마침', 'Done'],
  'markdown.open': ['아직', 'Not yet'],
  'markdown.table': ['표', 'Table'],
  'markdown.code': ['코드', 'Code'],
  'markdown.note': ['알아 두세요', 'Note'],
  'markdown.tip': ['이렇게 해 보세요', 'Tip'],
  'markdown.important': ['중요해요', 'Important'],
  'markdown.warning': ['조심하세요', 'Warning'],
  'markdown.caution': ['위험해요', 'Caution'],
} as const satisfies Messages

/** A word in the language of the page it is rendered into, which need not be the reader's. */
export function word(lang: Lang, key: keyof typeof messages): string {
  return messages[key][lang === 'ko' ? 0 : 1]
}
