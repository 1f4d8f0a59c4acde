import { ask, closeAll, engines, openSearch, page, useEngine } from './stage.ts'
import type { IsVisible } from '../../src/search/visibility.ts'

describe.each(engines)('on %s', (engine) => {
  beforeEach(() => useEngine(engine))
  afterEach(closeAll)

  const noDrafts: IsVisible = ({ status }) => status !== 'draft'

  const PAGES = [
    page({ path: 'open', title: '공개 글', body: '두루마리', kind: 'guide' }),
    page({ path: 'both', title: '비밀 없는 글', body: '보통 글' }),
    page({ path: 'both', lang: 'en', title: 'Draft translation', body: 'zanzibar plans', status: 'draft' }),
    page({
      path: 'secret',
      title: '극비 인수합병',
      body: '인수합병 계획 두루마리',
      status: 'draft',
      headings: [{ id: 'x', text: '매각 일정' }],
    }),
  ]

  test.each([
    '인수합병',
    '극비 인수',
    'ㄱㅂㅇㅅ',
    'rmrql',
    '매각 일정',
    '"인수합병 계획"',
    'zanzibar',
    'status:draft',
    '-공개',
  ])('%s tells nothing of a page the reader may not see (abuse 49)', async (q) => {
    const search = await openSearch(PAGES)
    const answer = await ask(search, q, { visible: noDrafts, readerLang: 'en' })
    expect(answer.results.filter(({ path, lang }) => path === 'secret' || lang === 'en')).toEqual([])
    expect(answer.total).toBe(answer.results.length)
    expect(Object.keys(answer.facets.lang)).not.toContain('en')
    expect(JSON.stringify(answer)).not.toMatch(/인수합병 계획|zanzibar plans|Draft translation/)
    const suggestions = await search.suggest({ q, readerLang: 'en', visible: noDrafts, limit: 10 })
    expect(suggestions.filter(({ path, lang }) => path === 'secret' || lang === 'en')).toEqual([])
  })

  test('counts are of visible pages (abuse 49)', async () => {
    const search = await openSearch(PAGES)
    expect(await ask(search, '두루마리', { visible: noDrafts })).toMatchObject({
      total: 1,
      facets: { kind: { guide: 1 }, lang: { ko: 1 } },
    })
    expect(await ask(search, '두루마리')).toMatchObject({ total: 2 })
  })

  test('a correction to a word of a hidden page alone is not offered (abuse 49)', async () => {
    const search = await openSearch(PAGES)
    expect(await ask(search, '인수합뱅', { visible: noDrafts })).not.toHaveProperty('didYouMean')
    expect(await ask(search, '인수합뱅')).toMatchObject({ didYouMean: '인수합병' })
  })

  test('a draft translation is not shown for its original (abuse 49)', async () => {
    const search = await openSearch(PAGES)
    const { results } = await ask(search, '보통 글', { visible: noDrafts, readerLang: 'en' })
    expect(results[0]).toMatchObject({ path: 'both', lang: 'ko' })
  })
})
