import { splitBlocks } from '../../src/markdown/blocks.ts'

const cut = (text: string) => splitBlocks(text).map(({ markdown }) => markdown)

test('a page is cut at blank lines, headings and list items', () => {
  expect(cut('# A\ntext\nmore\n\n- one\n- two\n  still two\n\n  and this\n- three\n\nend')).toEqual([
    '# A',
    'text\nmore',
    '- one',
    '- two\n  still two\n\n  and this',
    '- three',
    'end',
  ])
})

test('code keeps its blank lines, also in a list item', () => {
  expect(cut('```\na\n\n# b\n```\n\nc')).toEqual(['```\na\n\n# b\n```', 'c'])
  expect(cut('1. x\n   ```\n   a\n\n   b\n   ```\n2. y')).toEqual([
    '1. x\n   ```\n   a\n\n   b\n   ```',
    '2. y',
  ])
})

test('headings say their level, and nothing is lost', () => {
  expect(splitBlocks('## 둘\n\n본문')).toEqual([
    { markdown: '## 둘', level: 2 },
    { markdown: '본문', level: undefined },
  ])
  expect(cut('')).toEqual([])
  expect(cut('\r\n# A\r\n\r\nb\r\n')).toEqual(['# A', 'b'])
})
