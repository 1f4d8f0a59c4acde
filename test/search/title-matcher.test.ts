import { createTitleMatcher } from '../../src/search/title-matcher.ts'

const TITLES = [
  '공식 문서를 먼저 읽자',
  '배포 되돌리기',
  '값을 검증하기',
  'git 사용하기',
  'Read the official docs first',
  '공식 문서',
]

function open() {
  const matcher = createTitleMatcher()
  TITLES.forEach((title, at) => {
    matcher.put(at, title, at === 1 ? ['이전 판으로', '자동 배포 파이프라인'] : [])
  })
  return matcher
}

function best(text: string, matcher = open()): string | undefined {
  const found = [...matcher.match(text)].sort(([, one], [, other]) => other.score - one.score)
  return TITLES[found[0]?.[0] ?? -1]
}

test.each([
  ['공식문서를먼저읽자', '공식 문서를 먼저 읽자'],
  ['공식 문', '공식 문서'],
  ['공식 무', '공식 문서'],
  ['배포 되도', '배포 되돌리기'],
  ['갑', '값을 검증하기'],
  ['Read the off', 'Read the official docs first'],
  ['배', '배포 되돌리기'],
])('a beginning, however spaced or half composed: %s', (typed, title) => {
  expect(best(typed)).toBe(title)
})

test.each([
  ['ㄱㅅㅁㅅ', '공식 문서'],
  ['ㅂㅍ', '배포 되돌리기'],
  ['ㄱㅅ ㅁㅅㄹ', '공식 문서를 먼저 읽자'],
  ['ㄳㅁㅅ', '공식 문서'],
])('initial consonants: %s', (typed, title) => {
  expect(best(typed)).toBe(title)
})

test.each([
  ['rhdtlr', '공식 문서'],
  ['rhdtlr anstj', '공식 문서'],
  ['qovh ehlehfflrl', '배포 되돌리기'],
  ['햣', 'git 사용하기'],
  ['ㅎㅑㅅ', 'git 사용하기'],
])('the wrong keyboard layout: %s', (typed, title) => {
  expect(best(typed)).toBe(title)
})

test.each([
  ['배포 되돌라기', '배포 되돌리기'],
  ['공식 뭄서를 먼저 읽자', '공식 문서를 먼저 읽자'],
  ['Read teh offical docs first', 'Read the official docs first'],
])('a typing error: %s', (typed, title) => {
  expect(best(typed)).toBe(title)
})

test('a heading is found, and said to be one', () => {
  expect(open().match('자동 배포').get(1)).toMatchObject({ heading: 1 })
})

test('what is removed or renamed is not found any more', () => {
  const matcher = open()
  matcher.remove(0)
  matcher.remove(5)
  matcher.put(1, '되감기', [])
  expect(matcher.match('공식 문서').size).toBe(0)
  expect(matcher.match('배포').size).toBe(0)
  expect(matcher.match('되감').has(1)).toBe(true)
})

test('many removals leave the rest findable', () => {
  const matcher = createTitleMatcher()
  for (let at = 0; at < 3_000; at++) matcher.put(at, `문서 번호 ${at}`, [])
  for (let at = 0; at < 2_500; at++) matcher.remove(at)
  expect([...matcher.match('문서 번호 2750').keys()]).toContain(2750)
  expect(matcher.match('문서 번호 17').has(17)).toBe(false)
})
