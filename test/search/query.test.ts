import { parseQuery, QUERY_LIMIT } from '../../src/search/query.ts'
import { withCorpus } from './corpora.ts'

test('words, phrases, exclusions and filters are told apart', () => {
  expect(
    parseQuery('배포 "공식 문서" -초안 tag:k8s kind:lesson owner:mina lang:ko status:draft is:stale'),
  ).toEqual({
    text: '배포 공식 문서',
    words: ['배포'],
    phrases: ['공식 문서'],
    excluded: ['초안'],
    filters: {
      kind: ['lesson'],
      tag: ['k8s'],
      owner: ['mina'],
      lang: ['ko'],
      status: ['draft'],
      stale: true,
    },
    cut: false,
  })
})

test('what only looks like a filter or an exclusion is a word', () => {
  expect(parseQuery('http://a.b key:value tag: kube-proxy --help -n -').words).toEqual([
    'http://a.b',
    'key:value',
    'tag:',
    'kube-proxy',
    '--help',
    '-n',
    '-',
  ])
})

test('filters may be typed in Korean, name and value', () => {
  expect(parseQuery('종류:교훈 태그:"내부 도구" 담당:mina 언어:영어 상태:초안 배포')).toMatchObject({
    text: '배포',
    filters: { kind: ['lesson'], tag: ['내부 도구'], owner: ['mina'], lang: ['en'], status: ['draft'] },
  })
  expect(parseQuery('태그:운영'.normalize('NFD')).filters.tag).toEqual(['운영'])
})

test('a quoted filter value may hold spaces, and an exclusion may be a phrase', () => {
  const { filters, excluded } = parseQuery('tag:"internal tools" -"not this"')
  expect([filters.tag, excluded]).toEqual([['internal tools'], ['not this']])
})

test('a quote left open is a phrase to the end', () => {
  expect(parseQuery('배포 "공식 문').phrases).toEqual(['공식 문'])
})

test('a long query is cut kindly, never inside a character', () => {
  const query = parseQuery('가'.repeat(QUERY_LIMIT - 1) + '👍'.repeat(400))
  expect(query.cut).toBe(true)
  expect(query.text.isWellFormed()).toBe(true)
})

withCorpus('corpora/security/naughty-strings.json', (read) => {
  test('no naughty string throws', () => {
    const strings = JSON.parse(read().toString()) as { payload: string }[]
    for (const { payload } of strings) expect(() => parseQuery(payload)).not.toThrow()
  })
})
