import { existsSync, readFileSync } from 'node:fs'
import type { InvalidError } from '../../src/errors.ts'
import { foldPath, pageOfFile, parsePagePath, slugOfTitle } from '../../src/pages/page-path.ts'

const CORPUS = '../shared/corpora/security/path-traversal.json'

describe('a page path', () => {
  test.each([
    'lessons/read-the-official-docs-first',
    '가이드/배포하는 날',
    'README',
    'a/b/c/d',
    'notes/v1.2',
    'guides/github-actions',
  ])('may be %s', (path) => expect(parsePagePath(path)).toBe(path))

  test('is normalised to NFC, so that Hangul typed on any system is one path (abuse 30)', () => {
    expect(parsePagePath('가이드'.normalize('NFD'))).toBe('가이드')
  })

  test.each([
    ['', 'missing'],
    ['../etc/passwd', 'dots'],
    ['a//b', 'dots'],
    ['/a', 'dots'],
    ['a/..', 'dots'],
    ['a\\b', 'letters'],
    ['a\u0000b', 'letters'],
    ['a\u200bb', 'letters'],
    ['a\u202eb', 'letters'],
    ['a:b', 'letters'],
    ['.hidden', 'edges'],
    ['-option', 'edges'],
    ['name ', 'edges'],
    ['name.', 'edges'],
    ['a/.git/config', 'edges'],
    ['a/GIT~1/config', 'reserved'],
    ['GITMOD~1', 'reserved'],
    ['con', 'reserved'],
    ['lpt1.txt', 'reserved'],
    ['x.md', 'suffix'],
    ['x.ko', 'suffix'],
    ['가'.repeat(100), 'long'],
    [Array.from({ length: 11 }, () => 'a').join('/'), 'deep'],
  ])('is refused as %j: %s (abuse 22, 24)', (path, rule) => {
    expect(refusal(path)).toBe(`pages.path.${rule}`)
  })

  const corpus = existsSync(CORPUS)
  if (!corpus) process.stderr.write(`skipped: ${CORPUS} is not there\n`)
  ;(corpus ? test : test.skip)('never climbs out, whatever is tried (abuse 22)', () => {
    const tried = JSON.parse(readFileSync(CORPUS, 'utf8')) as { payload: string }[]
    for (const { payload } of tried) {
      for (const text of [payload, decode(payload)]) {
        const path = accepted(text)
        expect(path === undefined || path.split('/').every((part) => !/^\.*$|^\.git/i.test(part))).toBe(true)
      }
    }
  })
})

test('a file of the repository is a page, its translation, or neither', () => {
  expect(pageOfFile('lessons/x.md')).toEqual({ path: 'lessons/x', suffix: undefined })
  expect(pageOfFile('lessons/x.ko.md')).toEqual({ path: 'lessons/x', suffix: 'ko' })
  expect(pageOfFile('settings/synonyms.yml')).toBeUndefined()
  expect(pageOfFile('lessons/x.png')).toBeUndefined()
  expect(pageOfFile(`${'가'.normalize('NFD')}.md`)).toBeUndefined()
})

test('titles become slugs that keep Hangul', () => {
  expect(slugOfTitle('배포하는 날: 버튼을 누르기 전에!')).toBe('배포하는-날-버튼을-누르기-전에')
  expect(slugOfTitle("Don't create external customers")).toBe('dont-create-external-customers')
  expect(slugOfTitle('???')).toBe('')
})

test('paths that differ in case or composition fold to one', () => {
  expect(foldPath('Guides/Deploy')).toBe(foldPath('guides/deploy'))
  expect(foldPath('가'.normalize('NFD'))).toBe(foldPath('가'))
})

function refusal(path: string): string | undefined {
  try {
    parsePagePath(path)
    return undefined
  } catch (error) {
    return (error as InvalidError).key
  }
}

function accepted(text: string): string | undefined {
  try {
    return parsePagePath(text)
  } catch {
    return undefined
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
