import { parseWikilink, resolveFile, resolveRelative } from '../../src/markdown/links.ts'

describe('wikilinks', () => {
  test.each([
    ['[[lessons/x]]', { path: 'lessons/x', title: 'lessons/x' }],
    ['[[lessons/x|라벨]]', { path: 'lessons/x', title: 'lessons/x', label: '라벨' }],
    ['[[ lessons/x | 라벨 ]]', { path: 'lessons/x', title: 'lessons/x', label: '라벨' }],
    [
      '[[lessons/x#왜냐하면|라벨]]',
      { path: 'lessons/x', title: 'lessons/x', heading: '왜냐하면', label: '라벨' },
    ],
    ['[[lessons/x.md]]', { path: 'lessons/x', title: 'lessons/x.md' }],
    ['[[lessons/x.ko.md]]', { path: 'lessons/x', title: 'lessons/x.ko.md' }],
    ['[[공식 문서 읽는 법]]', { title: '공식 문서 읽는 법' }],
    ['[[C# basics]]', { title: 'C# basics' }],
    ['[[#절]]', { heading: '절' }],
    ['[[a\\|b]]', { title: 'a', label: 'b' }],
    ['[[../etc/passwd]]', { title: '../etc/passwd' }],
  ])('reads %s', (source, wanted) => {
    const none = { path: undefined, title: undefined, heading: undefined, label: undefined }
    expect(parseWikilink(source)).toEqual({ ...none, ...wanted })
  })

  test.each(['[[]]', '[[ ]]', '[[a]', '[a]', '[[a]] b', '[[a\nb]]', '[[[a]]]', `[[${'a'.repeat(1000)}]]`])(
    'takes %j for no wikilink',
    (source) => {
      expect(parseWikilink(source)).toBeUndefined()
    },
  )

  test('normalises Hangul of a path to NFC', () => {
    expect(parseWikilink(`[[guides/${'용어집'.normalize('NFD')}]]`)?.path).toBe(
      'guides/용어집'.normalize('NFC'),
    )
  })
})

describe('relative links', () => {
  test.each([
    ['../guides/x.md#y', 'guides/x', 'y'],
    ['x.md', 'lessons/x', undefined],
    ['./x.ko.md', 'lessons/x', undefined],
    ['x.en.md?plain=1#절', 'lessons/x', '절'],
    ['x', 'lessons/x', undefined],
    ['v1.2', 'lessons/v1.2', undefined],
    ['../%EC%9A%A9%EC%96%B4/%EC%A7%91.md#%EC%A0%88', '용어/집', '절'],
    ['../guides/' + '용어'.normalize('NFD') + '.md', 'guides/용어', undefined],
  ])('leads %s to a page', (href, path, fragment) => {
    expect(resolveRelative('lessons/here', href)).toEqual({ path, fragment })
  })

  test.each([
    'https://example.com/x.md',
    'javascript:x.md',
    '//host/x.md',
    '\\\\host/x.md',
    '/wiki/x',
    '#x',
    '?x',
    '',
    '../guides/',
    '..',
    'x.png',
    'x%00.md',
    '%E0%A4%A.md',
  ])('leads %j to no page', (href) => {
    expect(resolveRelative('lessons/here', href)).toBeUndefined()
  })

  test.each(['../../x.md', '..%2f..%2fx.md', '../guides/../../x.md', 'a\\..\\x.md', '../../../etc/passwd'])(
    'does not climb out with %s (abuse 22)',
    (href) => {
      expect(resolveRelative('lessons/here', href)).toBeUndefined()
      expect(resolveFile('lessons/here', href)).toBeUndefined()
    },
  )

  test('tells files from pages', () => {
    expect(resolveFile('lessons/here', '../files/%EA%B7%B8%EB%A6%BC.png')).toBe('files/그림.png')
    expect(resolveFile('lessons/here', 'a.b.pdf')).toBe('lessons/a.b.pdf')
    expect(resolveFile('lessons/here', 'x.md')).toBeUndefined()
  })
})
