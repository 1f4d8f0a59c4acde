import { toCsv } from '../../src/team/csv.ts'

const cells = (...values: (string | number)[]) => toCsv([values]).replace(/^\uFEFF|\r\n$/g, '')

test.each(['=1+1', '+82', '-cmd', '@SUM(A1)', '\t=1', '\r=1', ' =1', '＝1+1', '＠x'])(
  'a cell that a table program would take for a formula is text: %j (abuse 21)',
  (value) => {
    expect(cells(value)).toBe(`"'${value}"`)
  },
)

test('quotes, commas and line breaks stay within their cell; numbers are numbers', () => {
  expect(cells('a "b", c\nd', -3, 'a=b', '')).toBe('"a ""b"", c\nd",-3,"a=b",""')
})

test('the file says that it is UTF-8, and ends its lines as the format asks', () => {
  expect(toCsv([['이름'], ['김민아']])).toBe('\uFEFF"이름"\r\n"김민아"\r\n')
})
