import { relinkMoved } from '../../src/moving/relink-moved.ts'

const moves = new Map([
  ['guides/old', 'onboarding/새-이름'],
  ['lessons/a', 'lessons/b'],
])
const pathNow = (path: string) => moves.get(path) ?? path
const stays = (path: string) => ({ from: path, to: path })

test.each([
  ['a wikilink', '[[guides/old]]', '[[onboarding/새-이름]]'],
  ['its label and heading', '[[guides/old#둘째 절|여기]]', '[[onboarding/새-이름#둘째 절|여기]]'],
  ['one in a table', '[[guides/old\\|여기]]', '[[onboarding/새-이름\\|여기]]'],
  ['a relative link', '[x](old.md)', '[x](../onboarding/%EC%83%88)'],
  ['one of a language, with an anchor', '[x](old.ko.md#a)', '[x](.ko.md#a)'],
  ['a reference', '[x]: ./old.md "제목"', ''],
  ['an address of the wiki', '[x](/wiki/guides/old?lang=ko#a)', ''],
])('a page that stays follows %s', (_what, before, after) => {
  const relinked = relinkMoved(before, stays('guides/other'), pathNow)
  if (after.startsWith('[[')) expect(relinked).toBe(after)
  else expect(decodeURIComponent(relinked)).toContain('onboarding/새-이름')
})

test.each([
  '[[제목으로 잇는 링크]]',
  '[[guides/other]]',
  '`[[guides/old]]`',
  '```\n[[guides/old]] [x](old.md)\n```',
  '[x](https://example.com/guides/old)',
  '[x](#old)',
  '![그림](old.png)',
  '[x](../../climbs/out.md)',
])('leaves %s as it is', (text) => {
  expect(relinkMoved(text, stays('guides/other'), pathNow)).toBe(text)
})

test('a page that moves takes its relative links along, to pages and to files', () => {
  const text = '[a](other.md) [b](../lessons/a.md#x) ![c](img/한글.png) <https://x.y> [[lessons/a]]\n'
  expect(decodeURIComponent(relinkMoved(text, { from: 'guides/old', to: 'team/deep/new' }, pathNow))).toBe(
    '[a](../../guides/other.md) [b](../../lessons/b.md#x) ![c](../../guides/img/한글.png) <https://x.y> [[lessons/b]]\n',
  )
})
