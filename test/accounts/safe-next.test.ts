import { existsSync, readFileSync } from 'node:fs'
import { safeNext } from '../../src/accounts/safe-next.ts'

const CORPUS = new URL('../../../shared/corpora/security/open-redirect.json', import.meta.url)

test.each([
  '/',
  '/wiki/lessons/one',
  '/search?q=%EB%B0%B1%EC%97%85&kind=lesson',
  '/wiki/%EA%B5%90%ED%9B%88',
  '/admin/people',
])('keeps the own path %s', (path) => {
  expect(safeNext(path)).toBe(path)
})

test('a path in Korean letters becomes one for a header', () => {
  expect(safeNext('/wiki/교훈/하나')).toBe('/wiki/%EA%B5%90%ED%9B%88/%ED%95%98%EB%82%98')
})

test.each([
  '',
  'wiki',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '/..//evil.example',
  '/.//evil.example',
  '/%2e%2e//evil.example',
  'https://evil.example',
  'javascript:alert(1)',
  'http:evil.example',
  '/wiki\r\nSet-Cookie: sid=planted',
  undefined,
  ['/wiki'],
  { toString: () => '/wiki' },
])('leads home instead of to %j (abuse 34)', (asked) => {
  expect(safeNext(asked)).toBe('/')
})

const corpus = existsSync(CORPUS)
if (!corpus) console.warn(`SKIPPED: ${CORPUS.pathname} is not there`) // eslint-disable-line no-console
;(corpus ? test : test.skip)('nothing of the open-redirect corpus leaves the site (abuse 34)', () => {
  const payloads = (JSON.parse(readFileSync(CORPUS, 'utf8')) as { payload: string }[]).map(
    (entry) => entry.payload,
  )
  const tried = payloads.flatMap((payload) => [
    payload,
    decoded(payload),
    `/${payload}`,
    `/wiki/../${payload}`,
  ])
  const escaped = tried.filter((payload) => !staysHere(safeNext(payload)))
  expect(escaped).toEqual([])
})

function staysHere(location: string): boolean {
  const url = new URL(location, 'https://wiki.example/login')
  return (
    url.origin === 'https://wiki.example' &&
    /^\/(?!\/)[\x21-\x7e]*$/.test(location) &&
    !location.includes('\\')
  )
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
