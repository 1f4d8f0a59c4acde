import { costOf } from '../costs.ts'
import { withCorpus } from './corpora.ts'
import { ask, closeAll, engines, openSearch, page, useEngine } from './stage.ts'

describe.each(engines)('on %s', (engine) => {
  beforeEach(() => useEngine(engine))
  afterEach(closeAll)

  const PAGES = [page({ path: 'a', title: '공식 문서', body: '__proto__ constructor 배포' })]

  const HOSTILE = [
    'http://a.b',
    'key:value',
    'title:배포',
    '+',
    '*',
    '배*',
    '~2',
    '^',
    '__proto__',
    'constructor toString hasOwnProperty',
    '"',
    '-',
    '-"',
    'tag:',
    '\u0000',
    '\ud800',
    'qoOw', // Keys that make impossible Hangul.
    '(((((((((('.repeat(100),
    'a'.repeat(100_000),
    '가'.repeat(100_000),
    'ㄱ'.repeat(300),
    '- '.repeat(5_000),
    'tag:"'.repeat(40),
    // The syntax of FTS5 and of SQL.
    'NEAR(공식 문서, 2)',
    '{title body} : ^공식*',
    'postings MATCH "x" AND NOT (a OR b)',
    '"공식" + "문서" *',
    "'; DROP TABLE postings; --",
    'k3f OR rowid = 1',
  ]

  test('no text throws, and each is answered (abuse 56)', async () => {
    const search = await openSearch(PAGES)
    for (const q of HOSTILE) {
      expect(await ask(search, q)).toHaveProperty('total')
      expect(await search.suggest({ q, readerLang: 'ko', visible: () => true, limit: 5 })).toBeInstanceOf(
        Array,
      )
    }
    expect(await ask(search, '__proto__')).toMatchObject({ total: 1 })
  })

  test('a hostile query does not hold the event loop (abuse 56)', async () => {
    const search = await openSearch(PAGES)
    for (const q of HOSTILE) await ask(search, q)
    for (const q of HOSTILE) expect(await costOf(() => ask(search, q), 5, 'thread')).toBeLessThan(5)
  })

  withCorpus('corpora/security/naughty-strings.json', (read) => {
    test('every naughty string is answered, as a query and as a page', async () => {
      const strings = (JSON.parse(read().toString()) as { payload: string }[]).map(({ payload }) => payload)
      const search = await openSearch(
        strings.map((body, at) => page({ path: `p/${at}`, title: body.slice(0, 80), body })),
      )
      for (const q of strings) expect(await ask(search, q)).toHaveProperty('total')
    })
  })
})
