import { diffTexts, markNew } from '../../src/pages/merge.ts'
import { pairLines } from '../../src/pages/line-pairs.ts'
import { costOf } from '../costs.ts'

test('a line is compared with the one that it became, also where others came before it', () => {
  expect(pairLines(['the quick brown fox'], ['something new', 'the quick red fox'])).toEqual([1])
  expect(pairLines(['하나 둘 셋', '넷 다섯 여섯'], ['새 글', '하나 둘 삼', '넷 오 여섯'])).toEqual([1, 2])
  const lines = diffTexts('the quick brown fox\n', 'something new\nthe quick red fox\n')
  const marked = lines.map(({ segments }) =>
    segments.filter(({ kind }) => kind !== 'same').map(({ text }) => text),
  )
  expect(marked).toEqual([['brown'], ['something new'], ['red']])
})

test('lines that share no word have no counterpart, and pairs never cross', () => {
  expect(pairLines(['aaa'], ['bbb', 'ccc'])).toEqual([-1])
  const pairs = pairLines(['one two', 'three four'], ['three four five', 'one two six'])
  expect(pairs.filter((pair) => pair >= 0)).toHaveLength(1)
})

test('a place of thousands of lines is compared at once, line by line in order', async () => {
  const many = (word: string) => Array.from({ length: 5_000 }, (_, index) => `${word} ${index}`)
  const [before, after] = [many('a'), many('b')]
  expect(pairLines(before, after)[4_999]).toBe(4_999)
  expect(await costOf(() => pairLines(before, after), 100)).toBeLessThan(100)
})

test('a text that came of another has what is new marked and what is gone left out', () => {
  expect(markNew('keep\nold words here\n', 'keep\nnew words here\n')).toEqual([
    { kind: 'same', text: 'keep' },
    { kind: 'same', text: '\n' },
    { kind: 'added', text: 'new' },
    { kind: 'same', text: ' words here' },
  ])
})
