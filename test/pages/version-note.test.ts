import { createTranslations } from '../../src/web/i18n.ts'
import { messages } from '../../src/pages/messages.ts'
import { noteOfVersion, titlesIn } from '../../src/pages/version-note.ts'
import type { Version } from '../../src/pages/history.ts'

const { ko, en } = createTranslations([messages])
const titles = new Set(['Who is on call', '당번'])

test.each([
  ['Create Who is on call', '처음 썼어요', 'Written'],
  ['Edit 당번', '고쳤어요', 'Edited'],
  ['Restore 당번', '휴지통에서 되살렸어요', 'Brought back from the trash'],
  [
    'Restore the version of 2026-11-24 (0a1b2c3)',
    '2026-11-24 판(0a1b2c3)으로 되돌렸어요',
    'Back to the version of 2026-11-24 (0a1b2c3)',
  ],
  ['Move guides/a to guides/b', 'guides/a에서 guides/b로 옮겼어요', 'Moved from guides/a to guides/b'],
  ['Move guides/ to 안내/', 'guides에서 안내로 옮겼어요', 'Moved from guides to 안내'],
])('what the wiki wrote by itself, “%s”, is told in the reader’s language', (subject, korean, english) => {
  expect(noteOfVersion(ko, subject, titles)).toBe(korean)
  expect(noteOfVersion(en, subject, titles)).toBe(english)
})

test.each(['Edit typos', 'Create a place to ask', '읽는 것으로 바꿈', 'Move it'])(
  'a writer’s own words stay: “%s”',
  (subject) => expect(noteOfVersion(ko, subject, titles)).toBe(subject),
)

test('a page that is gone is called as it was when it was deleted', () => {
  const version = { commit: 'c', author: { name: 'Leo', email: 'leo@example.com' }, time: new Date(0) }
  const versions = [
    { ...version, blob: undefined, subject: 'Delete 당번' },
    { ...version, blob: 'b', subject: 'Edit 당번' },
  ] as unknown as Version[]
  const gone = titlesIn(undefined, versions)
  expect(versions.map(({ subject }) => noteOfVersion(ko, subject, gone))).toEqual(['지웠어요', '고쳤어요'])
})
