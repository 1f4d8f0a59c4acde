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

  const ABOUT_CLOUDS = [
    page({ path: 'cloud', title: '구름 이야기', body: '구름 위의 사다리와 연못 이야기.' }),
    page({
      path: 'ladder',
      title: '사다리 관리',
      body: '사다리를 고치는 법. Monitoring ladders in the field.',
    }),
    page({ path: 'pond', title: '연못 돌보기', body: '연못을 치우는 법. 구름이 비친다.' }),
  ]
  const HIDDEN = [
    page({
      path: 'hidden',
      title: '구름사다리연못 이야기',
      body: '구름사다리와 사다리연못, 연몯 이야기. 사다리 사다리. zanzibarladders',
      status: 'draft',
      headings: [{ id: 'x', text: '구름샤다리' }],
    }),
    page({ path: 'hidden', lang: 'en', title: 'Zanzibar', body: 'monitorring clouds', status: 'draft' }),
  ]

  test.each([
    '구름사다리',
    '사다리연못',
    '구름사다리연못',
    '구름샤다리',
    '연몯',
    '연몿',
    'monitorring',
    'zanzibarladders',
    'zanzibar',
    'ladder',
    '사다리',
    '구름 이야기',
    '구름샤',
    'rnfmatkekfl',
    'ㄱㄹㅅㄷㄹ',
    '"사다리연못"',
    '-구름사다리 연못',
  ])('%s is answered as if drafts that the reader may not see were not there', async (q) => {
    const [without, withHidden] = [
      await openSearch(ABOUT_CLOUDS),
      await openSearch([...ABOUT_CLOUDS, ...HIDDEN]),
    ]
    const asked = { visible: noDrafts, reader: 'somebody' }
    await ask(withHidden, q)
    const [expected, answer] = [await ask(without, q, asked), await ask(withHidden, q, asked)]
    expect({ ...answer, tookMs: 0 }).toEqual({ ...expected, tookMs: 0 })
    const suggest = { q, readerLang: 'ko', limit: 10, ...asked } as const
    expect(await withHidden.suggest(suggest)).toEqual(await without.suggest(suggest))
  })

  test('a draft is found by those who may see it, until it is published and by all', async () => {
    const own = page({
      path: 'own',
      title: '장터 계획',
      body: '나룻배를 띄운다',
      status: 'draft',
      owner: 'mina',
    })
    const search = await openSearch([...ABOUT_CLOUDS, ...HIDDEN, own])
    const mina = {
      visible: ({ status, owner }: { status: string; owner: string | undefined }) =>
        status !== 'draft' || owner === 'mina',
      reader: 'mina',
    }
    const found = async (q: string, given = {}) =>
      (await ask(search, q, given)).results.map(({ path }) => path)
    expect(await found('나룻배', mina)).toEqual(['own'])
    expect((await ask(search, '나룻배', mina)).results[0]?.excerpt).toContain('나룻배를 띄운다')
    expect(await found('나룻배')).toEqual(['own'])
    expect(await found('나룻배', { visible: noDrafts })).toEqual([])
    await search.put({ ...own, body: '돛단배를 띄운다' })
    expect(await found('나룻배', mina)).toEqual([])
    expect(await found('돛단배', mina)).toEqual(['own'])
    await search.put({ ...own, body: '돛단배를 띄운다', status: 'published' })
    expect(await found('돛단배', { visible: noDrafts })).toEqual(['own'])
    await search.put({ ...own, body: '돛단배를 띄운다' })
    expect(await found('돛단배', { visible: noDrafts })).toEqual([])
    expect(await found('돛단배', mina)).toEqual(['own'])
    await search.remove('own')
    expect(await found('돛단배', mina)).toEqual([])
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
