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
