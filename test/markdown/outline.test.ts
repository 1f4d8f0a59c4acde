import { outline } from '../../src/markdown/outline.ts'
import { readingMinutes } from '../../src/markdown/reading.ts'
import { costOf } from '../costs.ts'
import { render } from './rendering.ts'

test('lists headings with the ids they have in the rendered page', () => {
  const page = '# 하나 `둘`\n\n글\n\n## A *b*\n\n셋\n---\n\n## A b ##\n\n### [링크](x.md)\n'
  const wanted = [
    { id: '하나-둘', text: '하나 둘', level: 1 },
    { id: 'a-b', text: 'A b', level: 2 },
    { id: '셋', text: '셋', level: 2 },
    { id: 'a-b-1', text: 'A b', level: 2 },
    { id: '링크', text: '링크', level: 3 },
  ]
  expect(outline(page).headings).toEqual(wanted)
  expect(render(page).headings).toEqual(wanted)
})

test.each([
  ['fenced code', '```sh\n# no\n```\n\n# yes'],
  ['longer fences', '~~~~\n~~~\n# no\n~~~~\n# yes'],
  ['comments', '<!-- a\n\n# no\n-->\n\n# yes'],
  ['HTML blocks', '<div>\n# no\n</div>\n\n# yes'],
  ['indented code', '    # no\n\n# yes'],
  ['quotes', '> # no\n\n# yes'],
  ['list items', '- a\n\n  # no\n\n- ```\n  # no\n  ```\n\n# yes'],
  ['rules and tables', 'a | b\n--- | ---\n1 | 2\n\n---\n\n# yes'],
  ['words with a hash', '#no\n\n# yes'],
  ['CRLF', '```\r\n# no\r\n```\r\n\r\n# yes\r\n'],
])('finds no headings in %s, as the renderer does', (_, page) => {
  expect(outline(page).headings.map(({ text }) => text)).toEqual(['yes'])
  expect(render(page).headings).toEqual(outline(page).headings)
})

test('lists wikilinks and relative links as they were written, outside code', () => {
  const page = [
    '[[lessons/x#y|라벨]] [[제목]] `[[no]]` [a](../guides/x.md#y "title") [b](<z z.md>)',
    '[out](https://x.y) [top](/wiki/x) [here](#x) \\[[no](no) [c](p(q).md)',
    '```\n[[no]]\n```',
    '[ref]: ./r.md',
  ].join('\n\n')
  expect(outline(page).links).toEqual([
    { kind: 'wiki', target: 'lessons/x#y' },
    { kind: 'wiki', target: '제목' },
    { kind: 'relative', target: '../guides/x.md#y' },
    { kind: 'relative', target: 'z z.md' },
    { kind: 'relative', target: 'no' },
    { kind: 'relative', target: 'p(q).md' },
    { kind: 'relative', target: './r.md' },
  ])
})

test('counts what is read: words, and syllables as parts of words', () => {
  expect(outline("It's a state-of-the-art tool.").words).toBe(4)
  expect(outline('[label](https://a.b/c/d) `x`').words).toBe(2)
  expect(outline('가'.repeat(500)).words).toBe(220)
  expect(outline('```\ncode is not read\n```').words).toBe(0)
})

test('gives reading minutes that fit either language', () => {
  expect(readingMinutes(outline('').words)).toBe(1)
  expect(readingMinutes(outline('읽는 글이에요. '.repeat(250)).words)).toBe(3)
  expect(readingMinutes(outline('word '.repeat(1100)).words)).toBe(5)
})

test.each(['[a](', '[[', '[](', '![a](<', '`', '# a\n', '- ', '> '])(
  'reads %j without end at no great cost (abuse 56)',
  async (mark) => {
    expect(await costOf(() => outline(mark.repeat(50_000)), 100)).toBeLessThan(100)
  },
)
