import { plainText } from '../../src/markdown/plain-text.ts'
import { createSlugger, slugify } from '../../src/markdown/slugger.ts'

test.each([
  ['출처에는 순서가 있어요', '출처에는-순서가-있어요'],
  ['What is it? (v1.2)', 'what-is-it-v12'],
  ['snake_case & kebab-case', 'snake_case--kebab-case'],
  ['日本語 Ünïcode', '日本語-ünïcode'],
  ['가나'.normalize('NFD'), '가나'.normalize('NFC')],
])('makes of %j the id %j', (text, id) => {
  expect(slugify(text)).toBe(id)
})

test('tells headings of one text apart, and from those that look like a repetition', () => {
  const { slug } = createSlugger()
  expect(['a', 'a', 'a-1', 'a', '!', '!'].map(slug)).toEqual([
    'a',
    'a-1',
    'a-1-1',
    'a-2',
    'section',
    'section-1',
  ])
})

test.each([
  ['**굵게** 와 `코드_값`', '굵게 와 코드_값'],
  ['[label](https://x.y) ![alt](a.png)', 'label alt'],
  ['[[a/b|라벨]] [[제목]]', '라벨 제목'],
  ['snake_case_name _em_ 2 * 3 * 4', 'snake_case_name em 2 * 3 * 4'],
  ['\\*별\\* &amp; &#35; <b>x</b> ~~y~~[^1]', '*별* & # x y'],
  ['`<script>` <https://a.b>', '<script> https://a.b'],
])('reads %j as %j', (markdown, text) => {
  expect(plainText(markdown)).toBe(text)
})
