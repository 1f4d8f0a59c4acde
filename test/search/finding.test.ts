import type { Search } from '../../src/search/search.ts'
import { ask, closeAll, engines, openSearch, page, pathsFor, useEngine } from './stage.ts'

const WIKI = [
  page({
    path: 'roll-back',
    kind: 'guide',
    title: '배포 되돌리기',
    tags: ['운영'],
    owner: 'mina',
    headings: [{ id: '이전-판으로', text: '이전 판으로' }],
    body: '## 이전 판으로\n\n자동배포가 실패하면 이전 판으로 되돌립니다. 쿠버네티스 클러스터에서 `kubectl rollout undo`를 씁니다.',
  }),
  page({
    path: 'pipeline',
    kind: 'guide',
    title: '자동배포 파이프라인',
    body: '밤마다 자동배포가 돈다. k8s에서 돌고, React훅으로 만든 화면에서 상태를 본다.',
  }),
  page({
    path: 'docs',
    kind: 'lesson',
    title: '공식 문서를 먼저 읽자',
    headings: [{ id: '왜-읽는가', text: '왜 읽는가' }],
    body: '## 왜 읽는가\n\nAPI를 부르기 전에 공식 문서를 읽는다.',
  }),
  page({
    path: 'docs',
    lang: 'en',
    kind: 'lesson',
    title: 'Read the official docs first',
    body: 'Those who made it wrote it down. Reading saves weeks.',
  }),
  page({
    path: 'customers',
    lang: 'en',
    kind: 'lesson',
    title: "Don't create external customers",
    body: 'An internal tool serves us. Customers who were created never leave.',
  }),
  page({
    path: 'users',
    lang: 'en',
    title: 'User lookups',
    body: 'Call `getUserById` with the id. `kube-proxy` must run. The client is v1.2, the server 1.2.3. `MAX_RETRY_COUNT` is five.',
  }),
  page({
    path: 'errors',
    title: '자주 나는 오류',
    headings: [{ id: 'econnrefused', text: 'ECONNREFUSED가 날 때' }],
    body: '## ECONNREFUSED가 날 때\n\n서버가 꺼져 있다. ERR_123은 설정 오류이고 0x80070005는 권한 오류다.',
  }),
  page({
    path: 'db',
    title: '데이터베이스 마이그레이션',
    stale: true,
    body: '스키마를 바꾸기 전에 백업한다. 인덱스를 만들면 느려진다.',
  }),
  page({
    path: 'other-broker',
    lang: 'en',
    title: 'Other brokers',
    headings: [{ id: 'other-kafka-broker', text: 'Another broker, other than Kafka' }],
    body: '## Another broker, other than Kafka\n\nChoose any other broker. A broker is a broker.',
  }),
  page({
    path: 'kafka',
    lang: 'en',
    title: 'Streams',
    body: 'We call it `other-kafka-broker` in the settings.',
  }),
  page({ path: 'git', title: 'git 사용하기', body: '브랜치를 나누고 커밋한다.' }),
  page({
    path: 'review',
    title: '코드 리뷰',
    headings: [{ id: '리뷰어-고르기', text: '리뷰어 고르기' }],
    body: '## 리뷰어 고르기\n\n리뷰는 하루 안에 한다.',
  }),
  page({ path: 'newcomers', title: '입사자 안내', body: '첫날에 할 일을 적었다.' }),
  page({
    path: 'release',
    lang: 'en',
    title: 'Release process',
    body: 'How we release software and roll it back when a deployment fails.',
  }),
]

describe.each(engines)('on %s', (engine) => {
  let search: Search

  beforeAll(async () => {
    useEngine(engine)
    search = await openSearch(WIKI)
    await search.setSynonyms([
      ['배포', '릴리스', 'deploy', 'deployment', 'release'],
      ['입사자', 'new hire'],
      ['코드 리뷰', 'code review', 'PR review'],
    ])
  })
  afterAll(closeAll)

  describe('a word in any form', () => {
    test.each([
      ['배포를', 'roll-back'],
      ['배포까지도', 'roll-back'],
      ['되돌렸습니다', 'roll-back'],
      ['되돌리려면', 'roll-back'],
      ['파이프라인은', 'pipeline'],
      ['공식문서', 'docs'],
      ['공식 문서', 'docs'],
      ['공 식문서', 'docs'],
      ['자동 배포', 'pipeline'],
      ['코드리뷰', 'review'],
      ['API', 'docs'],
      ['API가', 'docs'],
      ['k8s에서', 'pipeline'],
      ['k8s처럼', 'pipeline'],
      ['React훅', 'pipeline'],
      ['React 훅을', 'pipeline'],
      ['creating external customer', 'customers'],
      ['reads official doc', 'docs'],
      ['retries', 'users'],
    ])('%s finds %s', async (q, path) => {
      expect((await pathsFor(search, q))[0]).toBe(path)
    })

    test('배포 finds 자동배포 too, below the word itself', async () => {
      expect((await pathsFor(search, '배포')).slice(0, 2)).toEqual(['roll-back', 'pipeline'])
    })

    test('a particle that does not agree, as typed in haste, is a particle still', async () => {
      expect((await pathsFor(search, '파이프라인를'))[0]).toBe('pipeline')
    })
  })

  describe('an identifier', () => {
    test.each([
      ['getUserById', 'users'],
      ['getuserbyid', 'users'],
      ['user by id', 'users'],
      ['get user', 'users'],
      ['getUser', 'users'],
      ['kube-proxy', 'users'],
      ['other-kafka-broker', 'kafka'],
      ['kube proxy', 'users'],
      ['kubeproxy', 'users'],
      ['MAX_RETRY_COUNT', 'users'],
      ['max retry', 'users'],
      ['1.2.3', 'users'],
      ['v1.2', 'users'],
      ['ECONNREFUSED', 'errors'],
      ['econnref', 'errors'],
      ['ERR_123', 'errors'],
      ['err 123', 'errors'],
      ['0x80070005', 'errors'],
    ])('%s finds %s', async (q, path) => {
      expect((await pathsFor(search, q))[0]).toBe(path)
    })
  })

  describe('phrases, exclusions and filters', () => {
    test.each([
      ['"이전 판"', ['roll-back']],
      ['"판 이전"', []],
      ['"스키마를 바꾸기"', ['db']],
      ['"official docs"', ['docs']],
      ['"official doc"', []],
      ['배포 -파이프라인 -process', ['roll-back']],
      ['tag:운영', ['roll-back']],
      ['태그:운영', ['roll-back']],
      ['종류:교훈 API', ['docs']],
      ['kind:lesson API', ['docs']],
      ['담당:mina 배포', ['roll-back']],
      ['언어:영어 release', ['release']],
      ['is:stale', ['db']],
    ])('%s finds %j', async (q, paths) => {
      expect(await pathsFor(search, q)).toEqual(paths)
    })

    test('what is no filter is searched for', async () => {
      expect((await pathsFor(search, 'foo:bar 배포'))[0]).toBe('roll-back')
    })
  })

  describe('typed wrong', () => {
    test.each([
      ['쿠버내티스', 'roll-back'],
      ['마이그래이션', 'db'],
      ['externl customers', 'customers'],
      ['공식 뭄서', 'docs'],
      ['rhdtlr', 'docs'],
      ['rhdtlr 문서', 'docs'],
      ['ㅎㅑㅅ', 'git'],
      ['ㄱㅅㅁㅅ', 'docs'],
      ['ㅂㅍ', 'roll-back'],
      ['ㄹㅂㅇㄱㄹㄱ', 'review'],
      ['qovh', 'roll-back'],
      ['공ㅅ', 'docs'],
      ['공식무', 'docs'],
      ['공식 문ㅅ', 'docs'],
      ['데이터베이ㅅ', 'db'],
    ])('%s finds %s', async (q, path) => {
      expect((await pathsFor(search, q))[0]).toBe(path)
      const suggested = await search.suggest({ q, readerLang: 'ko', visible: () => true, limit: 3 })
      // Words of the body are no titles: they are not suggested.
      if (!['쿠버내티스', 'rhdtlr 문서', '마이그래이션', 'externl customers', '공식 뭄서'].includes(q))
        expect(suggested[0]?.path).toBe(path)
    })

    test.each([
      ['쿠버내티스', '쿠버네티스'],
      ['스카마를', '스키마를'],
      ['clinet', 'client'],
    ])('%s asks whether %s was meant', async (q, meant) => {
      expect(await ask(search, q)).toMatchObject({ didYouMean: meant })
    })
  })

  describe('across the languages', () => {
    test.each([
      ['release', 'roll-back'],
      ['deploy', 'roll-back'],
      ['릴리스', 'release'],
      ['new hire', 'newcomers'],
      ['PR review', 'review'],
    ])('%s finds %s too', async (q, path) => {
      expect(await pathsFor(search, q)).toContain(path)
    })

    test('a page and its translation are one result, in the language of the reader', async () => {
      const ofDocs = async (q: string, readerLang: 'ko' | 'en') =>
        (await ask(search, q, { readerLang })).results.filter(({ path }) => path === 'docs')
      expect(await ofDocs('official docs', 'ko')).toMatchObject([{ lang: 'ko' }])
      expect(await ofDocs('공식 문서', 'en')).toMatchObject([{ lang: 'en' }])
    })
  })

  describe('asked as a question', () => {
    test.each([
      ['배포는 어떻게 되돌리나요?', 'roll-back'],
      ['리뷰어는 누가 고르나요', 'review'],
      ['how do I read the docs?', 'docs'],
      ['what should we do when a deployment fails?', 'release'],
    ])('%s finds %s', async (q, path) => {
      expect((await pathsFor(search, q))[0]).toBe(path)
    })
  })

  test.each([
    '없는말쀍쀍',
    '쀍쀍',
    'qwertyzxcv',
    '우주여행',
    'xylophone quartet',
    'how does a xylophone work?',
    '비트코인은 언제 사나요?',
    'zest',
    'ㅁㄴㅇㄹ',
  ])('%s, of which no page says a word, finds nothing', async (q) => {
    expect(await ask(search, q)).toMatchObject({ total: 0, results: [] })
  })

  test('an unknown word beside a known one does not hide what is known', async () => {
    expect((await pathsFor(search, '배포 쀍쀍'))[0]).toBe('roll-back')
  })
})
