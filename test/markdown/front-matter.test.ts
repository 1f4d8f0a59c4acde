import { InvalidError } from '../../src/errors.ts'
import { costOf } from '../costs.ts'
import { parseYaml, setFrontMatter, splitFrontMatter } from '../../src/markdown/front-matter.ts'

const LESSON = `---
# 맨 위
title: '외부 고객'   # 제목
reviewed: 2026-11-02

tags: [a,  b]
lesson:
  when: x
  do:
    - a
# 뒤
unknown: "q"
sources:
  - {tier: official, title: "Git 문서 — x", url: "https://a"}
---
본문
`

describe('splitting', () => {
  test('cuts a file at its fences and keeps both parts as written', () => {
    expect(splitFrontMatter('---\ntitle: 길\n---\n# 본문\n')).toEqual({
      yaml: 'title: 길\n',
      body: '# 본문\n',
    })
    expect(splitFrontMatter('---\r\ntitle: a\r\n---\r\nb\r\n')).toEqual({
      yaml: 'title: a\r\n',
      body: 'b\r\n',
    })
    expect(splitFrontMatter('---\n---\nb')).toEqual({ yaml: '', body: 'b' })
  })

  test('leaves out a byte order mark', () => {
    expect(splitFrontMatter('\uFEFF---\na: 1\n---\nb')).toEqual({ yaml: 'a: 1\n', body: 'b' })
    expect(splitFrontMatter('\uFEFF본문')).toEqual({ yaml: undefined, body: '본문' })
  })

  test('takes a file without fences at its very start as a body', () => {
    for (const source of ['# 글\n', '\n---\na: 1\n---\n', '---\na: 1\n', '--- a\n---\n', '']) {
      expect(splitFrontMatter(source)).toEqual({ yaml: undefined, body: source })
    }
  })

  test('does not end the block at dashes inside a value', () => {
    expect(splitFrontMatter('---\na: x---\n---\nb').yaml).toBe('a: x---\n')
  })
})

describe('reading', () => {
  test('keeps dates and yes/no as the strings they were written as', () => {
    expect(parseYaml('reviewed: 2026-11-02\nat: 2026-11-02T10:00:00Z\nyes: no\n')).toEqual({
      reviewed: '2026-11-02',
      at: '2026-11-02T10:00:00Z',
      yes: 'no',
    })
  })

  test('takes an empty block for an empty mapping', () => {
    expect(parseYaml('')).toEqual({})
    expect(parseYaml('# 아직 없음\n')).toEqual({})
  })

  test.each([
    ['a list', '- a\n', 2],
    ['a word', 'word\n', 2],
    ['a key given twice', 'a: 1\nb: 2\na: 3\n', 4],
    ['a tab for an indent', 'a:\n\t- b\n', 3],
    ['a quote left open', 'a: 1\nb: "x\n', 4],
  ])('refuses %s and says in which line of the file', (_, yaml, line) => {
    const fault = refused(yaml)
    expect(fault).toMatchObject({ key: 'markdown.frontMatter', params: { line } })
    expect(fault.params.reason).not.toBe('')
  })

  test('reads keys that mean something to JavaScript as data, or refuses them (abuse 7)', () => {
    expect(refused('__proto__: {isAdmin: true}\n').params.reason).toContain('__proto__')
    expect(refused('a:\n  - {__proto__: {isAdmin: true}}\n').params.reason).toContain('__proto__')
    const data = parseYaml(
      'constructor: {prototype: {isAdmin: true}}\ntoString: 1\nf: !!js/function "function(){}"\n',
    )
    expect(Object.getPrototypeOf(data)).toBe(Object.prototype)
    expect(data.f).toBe('function(){}')
    expect(({} as Record<string, unknown>).isAdmin).toBeUndefined()
  })

  const letters = 'abcdefghi'
  test.each([
    [
      'an alias bomb',
      `a: &a [x]\n${[...letters]
        .slice(1)
        .map((c, at) => `${c}: &${c} [${`*${letters[at]},`.repeat(9)}]\n`)
        .join('')}`,
    ],
    ['deep brackets', `a: ${'['.repeat(60_000)}`],
    ['deep braces', '{a: '.repeat(15_000)],
    ['many keys', Array.from({ length: 8000 }, (_, at) => `k${at}: 1\n`).join('')],
    ['many keys in braces', `{${Array.from({ length: 10_000 }, (_, at) => `k${at}`).join()}}`],
    ['a long block', 'a: b\n'.repeat(100_000)],
  ])('refuses %s at no great cost (abuse 7)', async (_, yaml) => {
    expect(await costOf(() => refused(yaml), 50)).toBeLessThan(50)
  })

  function refused(yaml: string): InvalidError {
    try {
      parseYaml(yaml)
    } catch (error) {
      if (error instanceof InvalidError) return error
      throw error
    }
    throw new Error('was not refused')
  }
})

describe('setting', () => {
  test('changes a key and leaves every other byte', () => {
    expect(setFrontMatter(LESSON, { reviewed: '2026-12-01' })).toBe(
      LESSON.replace('2026-11-02', '2026-12-01'),
    )
    expect(setFrontMatter(LESSON, { title: '다른 제목' })).toBe(LESSON.replace("'외부 고객'", '다른 제목'))
    expect(setFrontMatter(LESSON, { tags: ['c', 'd'] })).toBe(
      LESSON.replace('tags: [a,  b]', 'tags:\n  - c\n  - d'),
    )
  })

  test('leaves the file as it is where nothing changes', () => {
    expect(setFrontMatter(LESSON, { title: '외부 고객', tags: ['a', 'b'], none: undefined })).toBe(LESSON)
  })

  test('removes a key with its value and keeps the remarks of others', () => {
    expect(setFrontMatter(LESSON, { lesson: undefined })).toBe(
      LESSON.replace('lesson:\n  when: x\n  do:\n    - a\n', ''),
    )
    expect(setFrontMatter(LESSON, { title: undefined })).toBe(
      LESSON.replace("title: '외부 고객'   # 제목\n", ''),
    )
  })

  test('adds a key at the end of the block', () => {
    expect(setFrontMatter(LESSON, { owner: 'nd' })).toBe(LESSON.replace('---\n본문', 'owner: nd\n---\n본문'))
  })

  test('gives a key without a value one', () => {
    expect(setFrontMatter('---\ntitle:\nb: 1\n---\n', { title: 'x' })).toBe('---\ntitle: x\nb: 1\n---\n')
  })

  test('creates the block where there is none', () => {
    expect(setFrontMatter('본문\n', { title: '길', reviewed: '2026-11-02' })).toBe(
      '---\ntitle: 길\nreviewed: 2026-11-02\n---\n\n본문\n',
    )
    expect(setFrontMatter('본문\n', { title: undefined })).toBe('본문\n')
  })

  test('keeps a byte order mark and CRLF', () => {
    expect(setFrontMatter('\uFEFF---\r\ntitle: a\r\n---\r\nx', { title: 'b', tags: ['c'] })).toBe(
      '\uFEFF---\r\ntitle: b\r\ntags:\r\n  - c\r\n---\r\nx',
    )
  })

  test.each([
    ['braces', '---\n{title: x, a: 1}\n---\nb', { title: 'y' }, { title: 'y', a: 1 }],
    ['aliases', '---\na: &x [1]\nb: *x\n---\nb', { a: 'y' }, { a: 'y', b: [1] }],
    ['blocks of text', '---\na: |\n  x\n  y\nb: 1\n---\nb', { a: 'one\ntwo\n' }, { a: 'one\ntwo\n', b: 1 }],
    [
      'strings that look like something else',
      '---\na: 1\n---\nb',
      { a: '1', b: 'true', c: ': #' },
      { a: '1', b: 'true', c: ': #' },
    ],
  ])('sets what was asked for among %s', (_, source, changes, wanted) => {
    const changed = splitFrontMatter(setFrontMatter(source, changes))
    expect(parseYaml(changed.yaml ?? '')).toEqual(wanted)
    expect(changed.body).toBe('b')
  })

  test('refuses to change what it cannot read', () => {
    expect(() => setFrontMatter('---\na: [\n---\nb', { a: 1 })).toThrow(InvalidError)
  })
})

test('keys of a block that is set in as a whole are added and changed where the others stand', () => {
  const source = '---\n  # when\n  date: 2026-11-24\n  tags: [a]\n---\nText\n'
  expect(setFrontMatter(source, { title: 'T', kind: 'guide', tags: ['a', 'b'] })).toBe(
    '---\n  # when\n  date: 2026-11-24\n  tags:\n    - a\n    - b\n  title: T\n  kind: guide\n---\nText\n',
  )
})
