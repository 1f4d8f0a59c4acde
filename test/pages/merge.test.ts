import { diffTexts, joinChosen, mergeCleanly, mergeLines } from '../../src/pages/merge.ts'

const base = 'one\ntwo\nthree\nfour\nfive\n'

test('edits to different places are both kept', () => {
  const mine = base.replace('one', 'ONE')
  const theirs = base.replace('five', 'FIVE')
  expect(mergeCleanly(base, theirs, mine)).toBe('ONE\ntwo\nthree\nfour\nFIVE\n')
})

test('the same edit made by both is no conflict', () => {
  const both = base.replace('three', '3')
  expect(mergeCleanly(base, both, both)).toBe(both)
})

test('edits to one place are a hunk with all three texts, the rest settled', () => {
  const pieces = mergeLines(base, base.replace('three', 'theirs'), base.replace('three', 'mine'))
  expect(pieces).toEqual([
    { settled: 'one\ntwo\n' },
    { hunk: { mine: 'mine\n', base: 'three\n', theirs: 'theirs\n' } },
    { settled: 'four\nfive\n' },
  ])
  expect(mergeCleanly(base, base.replace('three', 'theirs'), base.replace('three', 'mine'))).toBeUndefined()
})

test('choices put the text together: mine, theirs, both or edited', () => {
  const pieces = mergeLines('a\nx\nb\ny\nc\n', 'a\nX\nb\nY\nc\n', 'a\n1\nb\n2\nc\n')
  const join = (...choices: string[]) =>
    joinChosen(
      pieces,
      (hunk) => choices[hunk],
      () => 'by hand',
    )
  expect(join('mine', 'theirs')).toBe('a\n1\nb\nY\nc\n')
  expect(join('both', 'edit')).toBe('a\n1\nX\nb\nby hand\nc\n')
  expect(join()).toBe('a\n1\nb\n2\nc\n')
})

test('a file without a line end at its end keeps every byte', () => {
  expect(mergeCleanly('a\nb\nc\nd', 'A\nb\nc\nd', 'a\nb\nc\nd')).toBe('A\nb\nc\nd')
})

test('a difference names lines on both sides and marks the words that changed', () => {
  const lines = diffTexts(
    '같은 줄\n되돌리는 법을 확인하고 시작해요.\n',
    '같은 줄\n되돌리는 법을 적고 시작해요.\n',
  )
  expect(lines.map(({ kind, oldNumber, newNumber }) => [kind, oldNumber, newNumber])).toEqual([
    ['same', 1, 1],
    ['removed', 2, undefined],
    ['added', undefined, 2],
  ])
  expect(lines[1]?.segments.filter((segment) => segment.kind === 'removed').map(({ text }) => text)).toEqual([
    '확인하고',
  ])
  expect(lines[2]?.segments.filter((segment) => segment.kind === 'added').map(({ text }) => text)).toEqual([
    '적고',
  ])
})

test('a hundred thousand equal lines are compared in reasonable time', () => {
  const blank = '\n'.repeat(100_000)
  const lines = diffTexts(`x\n${blank}`, `${blank}y\n`)
  expect(lines.length).toBeGreaterThan(100_000)
})
