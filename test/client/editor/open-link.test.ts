import { closeLink, findOpenLink } from '../../../src/client/editor/open-link.ts'

const at = (marked: string) => ({ text: marked.replace('‹›', ''), caret: marked.indexOf('‹›') })

function find(marked: string): string | undefined {
  const { text, caret } = at(marked)
  return findOpenLink(text, caret)?.query
}

function complete(marked: string, target: string): string {
  const { text, caret } = at(marked)
  const open = findOpenLink(text, caret)
  if (!open) return 'no link'
  const { from, to, insert, end } = closeLink(text, caret, open, target)
  const after = text.slice(0, from) + insert + text.slice(to)
  return `${after.slice(0, end)}‹›${after.slice(end)}`
}

test('a link is open from [[ to the caret', () => {
  expect(find('왜 그런지는 [[배포는 금‹›')).toBe('배포는 금')
  expect(find('[[‹›')).toBe('')
  expect(find('[[끝난 글]] 다음 [[둘‹›')).toBe('둘')
})

test('a link that is closed, labelled or on another line is not open', () => {
  expect(find('[[끝난 글]]‹›')).toBeUndefined()
  expect(find('[[글|이름‹›')).toBeUndefined()
  expect(find('[[글\n다음 줄‹›')).toBeUndefined()
  expect(find('- [ ] 할 일‹›')).toBeUndefined()
})

test('a very long text after [[ is no link', () => {
  expect(find(`[[${'가'.repeat(200)}‹›`)).toBeUndefined()
})

test('completing puts the target and the end, and uses an end that is there', () => {
  expect(complete('왜는 [[배포‹› 참고', 'lessons/friday')).toBe('왜는 [[lessons/friday]]‹› 참고')
  expect(complete('왜는 [[배포‹›]] 참고', 'lessons/friday')).toBe('왜는 [[lessons/friday]]‹› 참고')
})
