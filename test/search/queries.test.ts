import { coversQuery } from '../../src/search/covers.ts'
import { createOtherWords } from '../../src/search/other-words.ts'
import { countedQuery, looksEverywhere, queryKey, shownQuery } from '../../src/search/query-key.ts'
import { typedFilters, withoutFilters } from '../../src/search/typed-filters.ts'

test('a query is shown composed, on one line, and not longer than is considered', () => {
  expect(shownQuery('  배포\n\t절차\u200b ')).toBe('배포 절차')
  expect(shownQuery('배포'.normalize('NFD'))).toBe('배포')
  expect([...shownQuery('😀'.repeat(300))].every((letter) => letter === '😀')).toBe(true)
  expect(countedQuery('Roll  BACK')).toBe('roll back')
})

test.each([
  ['공식 문서', '공식문서'],
  ['Roll Back', 'rollback'],
  ['배포는?', '배포는'],
  ['“배포”', '배포'],
  ['ＡＰＩ', 'api'],
])('%s and %s are one need', (one, other) => {
  expect(queryKey(one)).toBe(queryKey(other))
})

test('what differs in meaning stays apart, and marks alone are kept', () => {
  expect(new Set(['c', 'c++', 'c#'].map(queryKey)).size).toBe(3)
  expect(queryKey('???')).toBe('???')
})

test.each([
  ['배포', true],
  ['"그대로 이어서"', true],
  ['배포 kind:lesson', false],
  ['배포 is:stale', false],
  ['배포 -금요일', false],
  ['tag:ops', false],
  ['', false],
])('%j looks everywhere: %s', (q, everywhere) => {
  expect(looksEverywhere(q)).toBe(everywhere)
})

test('each typed filter can be taken away, and all of them', () => {
  const q = '배포 kind:lesson tag:"internal tools" is:stale http://a.b status:draft'
  expect(typedFilters(q).map(({ name, value }) => `${name}=${value}`)).toEqual([
    'kind=lesson',
    'tag=internal tools',
    'is=stale',
    'status=draft',
  ])
  expect(typedFilters('배포 kind:lesson')[0]?.without).toBe('배포')
  expect(withoutFilters(q)).toBe('배포 http://a.b')
  expect(typedFilters('mykind:lesson is:great')).toEqual([])
})

test.each([
  ['배포를 되돌리는', '배포 되돌리기', true],
  ['공식문서', '공식 문서를 먼저 읽자', true],
  ['rolling back', 'How to roll back', true],
  ['배포 점검', '배포 되돌리기', false],
  ['?!', '배포', false],
])('%s is said by %s: %s', (query, text, covered) => {
  expect(coversQuery(query, text)).toBe(covered)
})

test('words of the same meaning are told as the group writes them', () => {
  const otherWords = createOtherWords([
    ['배포', 'deploy', '릴리스'],
    ['백업', 'backup'],
  ])
  expect(otherWords('배포를 언제')).toEqual(['deploy', '릴리스'])
  expect(otherWords('deploying')).toEqual(['배포', '릴리스'])
  expect(otherWords('회의')).toEqual([])
})
