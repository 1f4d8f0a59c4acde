import { ask, closeAll, engines, openSearch, page, pathsFor, useEngine } from './stage.ts'

describe.each(engines)('on %s', (engine) => {
  beforeEach(() => useEngine(engine))
  afterEach(closeAll)

  const ROLL_BACK = page({
    path: 'guides/roll-back',
    kind: 'guide',
    title: '배포 되돌리기',
    body: '자동배포가 실패하면 이전 판으로 되돌립니다. Roll back the deployment first.\n',
  })
  const DOCS_KO = page({
    path: 'lessons/official-docs',
    kind: 'lesson',
    title: '공식 문서를 먼저 읽자',
    headings: [{ id: '왜', text: '왜' }],
    body: '## 왜\n\nAPI를 부르기 전에 읽는다. k8s에서도 같다. `getUserById`를 쓴다.',
  })
  const DOCS_EN = page({
    path: 'lessons/official-docs',
    lang: 'en',
    kind: 'lesson',
    title: 'Read the official docs first',
    body: 'Those who made it wrote it down.',
  })
  const CUSTOMERS = page({
    path: 'lessons/dont-create-external-customers',
    lang: 'en',
    kind: 'lesson',
    title: "Don't create external customers",
    body: 'An internal tool serves us.',
  })
  const PIPELINE = page({ path: 'guides/pipeline', title: '파이프라인', body: '자동배포가 밤마다 돈다.' })
  const ALL = [ROLL_BACK, DOCS_KO, DOCS_EN, CUSTOMERS, PIPELINE]

  test.each([
    ['공식문서', DOCS_KO.path],
    ['공식 문서를', DOCS_KO.path],
    ['official docs', DOCS_KO.path],
    ["don't create external customers", CUSTOMERS.path],
    ['rolling back deployments', ROLL_BACK.path],
    ['배포를', ROLL_BACK.path],
    ['되돌리기', ROLL_BACK.path],
    ['API가', DOCS_KO.path],
    ['k8s에서', DOCS_KO.path],
    ['getuserbyid', DOCS_KO.path],
    ['user', DOCS_KO.path],
    ['ㄱㅅㅁㅅ', DOCS_KO.path],
    ['rhdtlr', DOCS_KO.path],
    ['배포 되돌라기', ROLL_BACK.path],
    ['공식 뭄서', DOCS_KO.path],
    ['extrenal', CUSTOMERS.path],
  ])('%s finds %s first', async (q, path) => {
    const search = await openSearch(ALL)
    expect((await pathsFor(search, q))[0]).toBe(path)
  })

  test('배포를 also finds a page that says only 자동배포가, with the word marked', async () => {
    const search = await openSearch(ALL)
    const { results } = await ask(search, '배포를')
    expect(results.find(({ path }) => path === PIPELINE.path)?.excerptMarked).toContainEqual(
      expect.objectContaining({ marked: true, text: expect.stringContaining('배포') as string }),
    )
  })

  test('a page and its translation are one result, in the language of who reads', async () => {
    const search = await openSearch(ALL)
    for (const q of ['official docs', '공식 문서']) {
      const korean = await ask(search, q, { readerLang: 'ko' })
      const english = await ask(search, q, { readerLang: 'en' })
      expect(korean.results.filter(({ path }) => path === DOCS_KO.path)).toMatchObject([
        { lang: 'ko', title: DOCS_KO.title },
      ])
      expect(english.results.filter(({ path }) => path === DOCS_KO.path)).toMatchObject([
        { lang: 'en', title: DOCS_EN.title },
      ])
    }
    expect(
      (await ask(search, '공식 문서', { readerLang: 'en', filters: { lang: 'ko' } })).results,
    ).toMatchObject([{ lang: 'ko' }])
  })

  test('a saved page is found by the next search, in its new words only', async () => {
    const search = await openSearch(ALL)
    await search.put(page({ path: 'notes/new', title: '새 글', body: '두루마리 휴지' }))
    expect(await pathsFor(search, '두루마리')).toEqual(['notes/new'])
    await search.put(page({ path: 'notes/new', title: '새 글', body: '키친타월' }))
    expect(await pathsFor(search, '두루마리')).toEqual([])
    expect(await pathsFor(search, '키친타월')).toEqual(['notes/new'])
  })

  test('a removed page is not found; a removed translation leaves the other', async () => {
    const search = await openSearch(ALL)
    await search.remove(DOCS_EN.path, 'en')
    expect(await ask(search, 'official docs')).toMatchObject({ total: 0 })
    expect(await pathsFor(search, '공식 문서')).toEqual([DOCS_KO.path])
    await search.remove(DOCS_KO.path)
    expect(await ask(search, '공식 문서')).toMatchObject({ total: 0 })
  })

  test('starting again leaves what is there now', async () => {
    const search = await openSearch(ALL)
    await search.start([PIPELINE])
    expect(await pathsFor(search, '되돌리기')).toEqual([])
    expect(await pathsFor(search, '파이프라인')).toEqual([PIPELINE.path])
  })

  test('what was put page by page ranks as what was built at once', async () => {
    const pages = Array.from({ length: 60 }, (_, at) =>
      page({
        path: `p/${at}`,
        title: `문서 ${at}`,
        body: `배포 ${'절차 '.repeat(at % 7)} 순서 ${'배포를 '.repeat(at % 5)} release ${at}`,
      }),
    )
    const built = await openSearch(pages)
    const grown = await openSearch(pages.slice(0, 5))
    for (const one of pages.slice(5)) await grown.put(page({ ...one, body: '먼저 있던 글' }))
    for (const one of pages.slice(5)) await grown.put(one)
    for (const q of ['배포', '배포 절차', 'release 7', '순서를']) {
      expect((await ask(grown, q)).results).toEqual((await ask(built, q)).results)
    }
  })

  test('phrases hold word for word, exclusions exclude, also what only the title resembles', async () => {
    const search = await openSearch(ALL)
    expect(await pathsFor(search, '"이전 판으로"')).toEqual([ROLL_BACK.path])
    expect(await pathsFor(search, '"판으로 이전"')).toEqual([])
    expect(await pathsFor(search, '배포 -실패')).toEqual([PIPELINE.path])
    expect(await pathsFor(search, '배포 -파이프라인')).toEqual([ROLL_BACK.path])
  })

  test('filters narrow, alone or with words, and are counted without themselves', async () => {
    const search = await openSearch([
      ...ALL,
      page({ path: 'x', tags: ['Internal Tools'], owner: 'mina', stale: true, body: '배포' }),
    ])
    expect((await pathsFor(search, 'kind:lesson')).sort()).toEqual([CUSTOMERS.path, DOCS_KO.path].sort())
    expect(await pathsFor(search, '배포 owner:mina')).toEqual(['x'])
    expect(await pathsFor(search, 'tag:"internal tools"')).toEqual(['x'])
    expect(await pathsFor(search, 'is:stale')).toEqual(['x'])
    expect(await pathsFor(search, '배포', { filters: { tag: 'internal tools', kind: 'guide' } })).toEqual([])
    const { facets } = await ask(search, '배포', { filters: { kind: 'guide' } })
    expect(facets).toEqual({
      kind: { guide: 1, note: 2 },
      lang: { ko: 1 },
      tag: {},
      owner: {},
      status: { published: 1 },
    })
  })

  test('pages follow one another without gap or repetition', async () => {
    const search = await openSearch(
      Array.from({ length: 25 }, (_, at) => page({ path: `p/${at}`, body: '배포 절차' })),
    )
    const seen = [0, 10, 20].map((offset) => pathsFor(search, '배포', { offset }))
    expect(new Set((await Promise.all(seen)).flat()).size).toBe(25)
  })

  test('lessons come first among equals; superseded and archived pages after what holds', async () => {
    const body = '장애 보고'
    const search = await openSearch([
      page({ path: 'old', title: '장애 보고', body: `${body} ${body}`, supersededBy: 'new' }),
      page({ path: 'gone', title: '장애 보고', body, status: 'archived' }),
      page({ path: 'new', title: '보고', body }),
      page({ path: 'note', title: '기록', body }),
      page({ path: 'lesson', title: '기록', body, kind: 'lesson' }),
    ])
    const order = await pathsFor(search, '장애 보고')
    expect(order.indexOf('new')).toBeLessThan(order.indexOf('old'))
    expect(order.indexOf('lesson')).toBe(order.indexOf('note') - 1)
    expect(order).toContain('gone')
  })

  test('pages that supersede one another in a ring are found all the same', async () => {
    const search = await openSearch([
      page({ path: 'a', body: '순환', supersededBy: 'b' }),
      page({ path: 'b', body: '순환', supersededBy: 'a' }),
    ])
    expect((await pathsFor(search, '순환')).sort()).toEqual(['a', 'b'])
  })

  test('synonyms find across languages, below the word itself', async () => {
    const search = await openSearch([
      page({ path: 'en', lang: 'en', body: 'How we release software' }),
      page({ path: 'ko', body: '배포 순서' }),
    ])
    expect(await pathsFor(search, '배포')).toEqual(['ko'])
    await search.setSynonyms([['배포', 'release']])
    expect(await pathsFor(search, '배포')).toEqual(['ko', 'en'])
    const { results } = await ask(search, '배포')
    expect(results[1]?.excerptMarked).toContainEqual({ text: 'release', marked: true })
  })

  test('a word no page has is corrected', async () => {
    const search = await openSearch([page({ path: 'a', body: '쿠버네티스 클러스터' })])
    expect(await ask(search, '쿠버내티스를 켠다')).toMatchObject({ didYouMean: '쿠버네티스를 켠다' })
  })
})
