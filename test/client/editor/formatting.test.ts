import type { Edit } from '../../../src/client/editor/edit.ts'
import { formatText, type Format } from '../../../src/client/editor/formatting.ts'

/** The text with its selection between ‹ and ›, before and after. */
function format(name: Format, marked: string): string {
  const start = marked.indexOf('‹')
  const end = marked.indexOf('›') - 1
  const text = marked.replace(/[‹›]/gu, '')
  return showEdit(text, formatText(name, { text, start, end }))
}

function showEdit(text: string, { from, to, insert, start, end }: Edit): string {
  const after = text.slice(0, from) + insert + text.slice(to)
  return `${after.slice(0, start)}‹${after.slice(start, end)}›${after.slice(end)}`
}

test('bold goes around what is selected, and a second press takes it back', () => {
  expect(format('bold', '적는 ‹법›을')).toBe('적는 **‹법›**을')
  expect(format('bold', '적는 **‹법›**을')).toBe('적는 ‹법›을')
  expect(format('bold', '‹›')).toBe('**‹›**')
})

test('a heading is put before its line wherever the caret is, and taken back', () => {
  expect(format('heading', '앞\n누르기 ‹›전에\n뒤')).toBe('앞\n## 누르기 ‹›전에\n뒤')
  expect(format('heading', '앞\n### 누르기 ‹›전에\n뒤')).toBe('앞\n누르기 ‹›전에\n뒤')
  expect(format('heading', '## ‹›')).toBe('‹›')
})

test('a list takes in every selected line but the empty ones', () => {
  expect(format('list', '‹하나\n\n둘›\n셋')).toBe('‹- 하나\n\n- 둘›\n셋')
  expect(format('list', '‹- 하나\n\n- 둘›\n셋')).toBe('‹하나\n\n둘›\n셋')
})

test('a line that ends the selection is not taken in', () => {
  expect(format('list', '‹하나\n›둘')).toBe('‹- 하나›\n둘')
})

test('half a list becomes a whole one', () => {
  expect(format('list', '‹- 하나\n둘›')).toBe('‹- 하나\n- 둘›')
})

test('tasks and quotes are begun on an empty line', () => {
  expect(format('task', '‹›')).toBe('- [ ] ‹›')
  expect(format('quote', '앞\n‹›')).toBe('앞\n> ‹›')
})

test('a link without words is a wiki link, with words a link whose address is to be typed', () => {
  expect(format('link', '왜 그런지는 ‹›')).toBe('왜 그런지는 [[‹›]]')
  expect(format('link', '‹Git 문서›')).toBe('[Git 문서](‹https://›)')
  expect(format('link', '‹https://git-scm.com/docs›')).toBe('[‹›](https://git-scm.com/docs)')
})

test('code is a span in a line and a block over several', () => {
  expect(format('code', '‹git help›을')).toBe('`‹git help›`을')
  expect(format('code', '앞\n\n‹a\nb›')).toBe('앞\n\n```‹›\na\nb\n```\n')
})

test('a table stands on lines of its own', () => {
  expect(format('table', '앞‹›뒤')).toBe('앞\n\n| ‹› |  |\n| --- | --- |\n|  |  |\n\n뒤')
  expect(format('table', '‹›')).toBe('| ‹› |  |\n| --- | --- |\n|  |  |\n')
})
