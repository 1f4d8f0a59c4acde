import { unifiedDiff } from '../../src/pages/unified-diff.ts'

const lines = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `${from + index}\n`).join('')

test('nothing that differs is nothing', () => {
  expect(unifiedDiff('a.md', 'same\n', 'same\n')).toBe('')
})

test('a change has three lines around it, as diff -u writes it', () => {
  expect(unifiedDiff('a.md', lines(1, 10), lines(1, 10).replace('5\n', 'five\n'))).toBe(
    '--- a/a.md\n+++ b/a.md\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n',
  )
})

test('changes far apart are hunks of their own, with the right line numbers', () => {
  const before = lines(1, 40)
  const after = before.replace('5\n', '').replace('30\n', '30\nthirty\n')
  expect(unifiedDiff('a.md', before, after).match(/^@@.*$/gm)).toEqual([
    '@@ -2,7 +2,6 @@',
    '@@ -28,6 +27,7 @@',
  ])
})

test('a file that comes or goes, and a missing newline at the end', () => {
  expect(unifiedDiff('a.md', '', 'x\n')).toBe('--- a/a.md\n+++ b/a.md\n@@ -0,0 +1,1 @@\n+x\n')
  expect(unifiedDiff('a.md', 'x', 'y')).toBe(
    '--- a/a.md\n+++ b/a.md\n@@ -1,1 +1,1 @@\n-x\n\\ No newline at end of file\n+y\n\\ No newline at end of file\n',
  )
})
