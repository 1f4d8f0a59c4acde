import { writeCsv } from '../../src/web/csv.ts'

test('cells are quoted where they need it, and a spreadsheet takes none for a formula (abuse 21)', () => {
  const rows = [
    ['plain', 'with, comma', 'with "quotes"', 'two\nlines'],
    ['=cmd()', '+1', '-1', '@sum'],
    ['\t=1', ' =1', '한글', undefined],
    [-1, 0, 1.5, ''],
  ]
  expect(writeCsv(rows)).toBe(
    '\uFEFF' +
      'plain,"with, comma","with ""quotes""","two\nlines"\r\n' +
      "'=cmd(),'+1,'-1,'@sum\r\n" +
      "'\t=1,' =1,한글,\r\n" +
      '-1,0,1.5,\r\n',
  )
})

test.each([
  '=1+1',
  '+82',
  '-cmd',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n1',
  ' =1',
  '\u0000=1',
  '＝1+1',
  '＋1',
  '－1',
  '＠x',
])('a cell that a spreadsheet would take for a formula is text: %j (abuse 21)', (value) => {
  expect(writeCsv([[value]]).replace(/^\uFEFF"?/, '')).toMatch(/^'/)
})

test('what only looks a little like a formula stays as it is', () => {
  expect(writeCsv([['a=b', '1-2', 'a+b@c']])).toBe('\uFEFFa=b,1-2,a+b@c\r\n')
})
