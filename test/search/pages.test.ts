import { form, startApp, type Ask, type TestApp } from '../app.ts'
import { leo, mina, noa } from '../cast.ts'

const SECRET = '고래자리암호'
let app: TestApp
let member: Ask
let lead: Ask
let clock: Date

beforeAll(async () => {
  clock = new Date('2026-11-24T01:00:00Z')
  app = await startApp({ people: [leo, mina, noa], now: () => clock })
  ;[member, lead] = (await Promise.all([mina, leo].map((person) => app.signIn(person)))) as [Ask, Ask]
  await write('guides/ops/old-order', '손으로 두루미를 부르는 순서', 'kind: guide\nowner: leo')
  await write(
    'guides/ops/crane',
    '두루미 부르기',
    'kind: guide\nowner: noa\nreviewed: 2026-11-20\nreviewEvery: 30d\ntags: [crane]\nsupersedes: [guides/ops/old-order]',
    '처음에 하는 말이에요.\n\n## 부르는 법\n\n두루미를 부르기 전에 물러서요.\n',
  )
  await write('guides/call-a-crane', 'Calling a crane', 'kind: guide\nowner: noa', 'Call it 두루미.\n', 'en')
  await write('lessons/two', '두루미에게 소리치지 말자', 'kind: lesson\nowner: leo', '두루미가 놀라요.\n')
  await write('lessons/two.en', 'Do not shout at cranes', 'kind: lesson', '두루미 startles.\n', 'en')
  await write(
    'guides/secret',
    `${SECRET} 두루미`,
    `kind: guide\nowner: leo\nstatus: draft\ntags: [${SECRET}]\nsupersedes: [lessons/two]`,
    `## ${SECRET} 차례\n\n[[guides/${SECRET}]] ${SECRET} 두루미\n`,
  )
})
afterAll(() => app.stop())

async function write(
  path: string,
  title: string,
  more: string,
  body = '두루미 이야기\n',
  lang = 'ko',
): Promise<void> {
  const [page = '', translation] = path.split(/\.(?=en$)/)
  const token = await app.withToken(leo)
  const source = `---\ntitle: ${title}\nlang: ${lang}\n${more}\n---\n\n${body}`
  const address = `/api/v1/pages/${page}${translation === undefined ? '' : `?lang=${translation}`}`
  const answer = await token(address, { method: 'PUT', body: source })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
}
const get = async (who: Ask, address: string, lang = 'ko') => {
  const answer = await who(address, { headers: { 'accept-language': lang } })
  return { status: answer.status, location: answer.headers.get('location'), html: await answer.text() }
}
const search = (who: Ask, parameters: Record<string, string>, lang = 'ko') =>
  get(who, `/search?${new URLSearchParams(parameters).toString()}`, lang)
/** What a member is answered by everything that searches. */
const askAll = (q: string) =>
  Promise.all(
    ['/search?', '/search/suggest?', '/api/v1/search?', '/api/v1/suggest?'].map((address) =>
      get(member, address + new URLSearchParams({ q }).toString()),
    ),
  )
/** Each result's own piece of the page. */
const results = (html: string) =>
  html
    .split('<article')
    .slice(1)
    .map((piece) => piece.split('</article>')[0] ?? '')
const plain = (html: string) =>
  html
    .replace(/<\/?mark>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()

test('a result says what it is, whose, where, and whether it holds, with the words marked', async () => {
  const { html } = await search(member, { q: '두루미를 부르는' })
  const crane = results(html).find((piece) => piece.includes('/wiki/guides/ops/crane')) ?? ''
  expect(plain(crane)).toContain('가이드 확인됨 11월 20일 noa ops')
  expect(crane).toMatch(/<h2[^>]*><a[^>]*>\s*<mark>두루미<\/mark>/)
  expect(crane).toMatch(/class="excerpt"[^]*<mark>두루미/)
  expect(crane).toContain('/wiki/guides/ops/crane#%EB%B6%80%EB%A5%B4%EB%8A%94-%EB%B2%95')
  expect(plain(crane)).toContain('부르는 법')
  expect(html).toContain('role="status"')
})

test('what was superseded comes last, with the way to what replaced it', async () => {
  const { html } = await search(member, { q: '두루미' })
  const last = results(html).at(-1) ?? ''
  expect(last).toContain('class="result behind"')
  expect(last).toContain('#i-turn')
  expect(plain(last)).toContain('이 글은 새 글로 이어져요: 두루미 부르기')
  expect(last).toContain('href="/wiki/guides/ops/crane"')
})

test('what was superseded leads to the last page of the line, also when that comes or goes later', async () => {
  const leadsTo = async () => {
    const page = results((await search(member, { q: '황새 순서' })).html).find((piece) =>
      piece.includes('href="/wiki/guides/stork/first"'),
    )
    return /이어져요: ?(.*?) *$/m.exec(plain(page ?? '').trim())?.[1]?.split('  ')[0]
  }
  await write('guides/stork/first', '황새 순서 하나', 'kind: guide')
  await write('guides/stork/second', '황새 순서 둘', 'kind: guide\nsupersedes: [guides/stork/first]')
  expect(await leadsTo()).toContain('황새 순서 둘')
  await write('guides/stork/third', '황새 순서 셋', 'kind: guide\nsupersedes: [guides/stork/second]')
  expect(await leadsTo()).toContain('황새 순서 셋')
  const leo_ = await app.user(leo)
  await app.context.pages.remove(leo_, { path: 'guides/stork/third' })
  expect(await leadsTo()).toContain('황새 순서 둘')
  await app.context.pages.remove(leo_, { path: 'guides/stork/second' })
  expect(await leadsTo()).toBeUndefined()
})

test('a page and its translation are one result, in the language of the reader', async () => {
  const korean = results((await search(member, { q: '두루미' })).html).filter((piece) =>
    piece.includes('lessons/two'),
  )
  const english = results((await search(member, { q: '두루미' }, 'en')).html).filter((piece) =>
    piece.includes('lessons/two'),
  )
  expect([korean.length, english.length]).toEqual([1, 1])
  expect(plain(korean[0] ?? '')).toContain('두루미에게 소리치지 말자')
  expect(plain(english[0] ?? '')).toContain('Do not shout at cranes')
})

test('the query stays, facets count what the reader may see, and each chosen filter can be taken away', async () => {
  const { html } = await search(member, { q: '두루미 kind:guide', owner: 'noa' })
  expect(html).toContain('value="두루미 kind:guide"')
  expect(plain(html)).toMatch(/종류: 가이드/)
  expect(html).toContain('aria-label="맡은 사람: noa 조건 지우기"')
  expect(html).toContain(
    `href="/search?${new URLSearchParams({ q: '두루미', owner: 'noa' }).toString().replaceAll('&', '&amp;')}"`,
  )
  const countOf = (text: string, value: string) =>
    Number(new RegExp(`${value} (\\d+)`).exec(plain(text))?.[1])
  const [forMember, forLead] = await Promise.all([member, lead].map((who) => search(who, { q: '두루미' })))
  expect(countOf(forLead?.html ?? '', '가이드')).toBe(countOf(forMember?.html ?? '', '가이드') + 1)
  expect(plain(forLead?.html ?? '')).toMatch(/초안 1/)
  expect(plain(forMember?.html ?? '')).not.toMatch(/초안/)
})

test('whether a page is verified goes by today, not by the day it was indexed', async () => {
  const stale = async (q: string, more: Record<string, string> = {}) =>
    results((await search(member, { q, ...more })).html).length
  expect(await stale('두루미 is:stale')).toBe(0)
  expect(await stale('두루미', { status: 'verified' })).toBe(1)
  const before = clock
  clock = new Date('2026-12-24T01:00:00Z')
  try {
    member = await app.signIn(mina)
    expect(await stale('두루미 is:stale')).toBe(1)
    expect(await stale('두루미', { status: 'stale' })).toBe(1)
    expect(await stale('두루미', { status: 'verified' })).toBe(0)
    const { html } = await search(member, { q: '두루미' })
    expect(plain(html)).toContain('확인할 때가 지난 글 1')
  } finally {
    clock = before
    member = await app.signIn(mina)
  }
})

test('filters alone list pages; nothing at all teaches how to search, in both languages', async () => {
  expect(results((await search(member, { tag: 'crane' })).html)).toHaveLength(1)
  const [korean, english] = await Promise.all(['ko', 'en'].map((lang) => get(member, '/search', lang)))
  expect(plain(korean?.html ?? '')).toContain('초성만 치거나')
  expect(plain(english?.html ?? '')).toContain('Initial consonants')
  expect(korean?.html).toContain('href="/search?q=kind%3Alesson"')
})

test('nothing found leads on: what may be meant, what comes near, without filters, and asking for the page', async () => {
  const nothing = (await search(member, { q: '오목눈이' })).html
  expect(plain(nothing)).toContain('찾는 글이 아직 없어요')
  expect(nothing).toContain('action="/wishes"')
  expect(nothing).toContain('value="오목눈이"')
  const phrase = (await search(member, { q: '"두루미 오목눈이"' })).html
  expect(results(phrase)).toEqual([])
  expect(plain(phrase)).toMatch(/가까운 글.*두루미 부르기/)
  const filtered = (await search(member, { q: '두루미 kind:path' })).html
  expect(plain(filtered)).toContain('조건 모두 지우기')
  expect(filtered).not.toContain('action="/wishes"')
})

test('whoever has asked for the page sees that they have', async () => {
  await member('/wishes', form({ query: '종달새 부르기' }))
  const { html } = await search(member, { q: '종달새부르기' })
  expect(plain(html)).toContain('이 글을 써 달라고 했어요')
  expect(plain((await get(member, '/search')).html)).toContain('종달새 부르기')
  expect(plain((await search(lead, { q: '종달새부르기' })).html)).not.toContain('이 글을 써 달라고 했어요')
})

test('a sheet that is not there leads to the last one', async () => {
  expect(await search(member, { q: '두루미', page: '40' })).toMatchObject({ status: 303 })
  expect((await search(member, { q: '두루미', page: '40' })).location).toContain('page=1')
  expect((await search(member, { q: '두루미', page: 'x' })).status).toBe(400)
})

test.each([
  '두루미',
  'is:stale',
  'status:draft',
  'kind:guide',
  '고래자리',
  '고래자리암함',
  'ㄱㄹㅈㄹㅇㅎ',
  '-오목눈이',
])('%s shows, counts and suggests nothing of a page that the reader may not see (abuse 49)', async (q) => {
  for (const { status, html } of await askAll(q)) {
    expect(status).toBe(200)
    expect(html).not.toContain(SECRET)
    expect(html).not.toContain(encodeURIComponent(SECRET))
    expect(html).not.toContain('guides/secret')
  }
})

test('the overlay says of a page what one should know before opening it', async () => {
  const states = async (q: string, lang: string) => {
    const { results } = JSON.parse((await get(member, `/search/suggest?q=${q}`, lang)).html) as {
      results: { path: string; state?: { name: string; label: string } }[]
    }
    return Object.fromEntries(results.map(({ path, state }) => [path, state]))
  }
  expect(await states('두루미', 'ko')).toMatchObject({
    'guides/ops/old-order': { name: 'superseded', label: '새 글로 이어져요' },
    'guides/ops/crane': undefined,
  })
  expect((await states('두루미', 'en'))['guides/ops/old-order']?.label).toBe('Leads to a newer page')
})

test('on a narrow screen the next query keeps the filters that were chosen', async () => {
  const { html } = await search(member, { q: '두루미', kind: 'guide', lang: 'ko' })
  const form = /<form class="only-narrow[\s\S]*?<\/form>/.exec(html)?.[0] ?? ''
  expect(form).toContain('<input type="hidden" name="kind" value="guide">')
  expect(form).toContain('<input type="hidden" name="lang" value="ko">')
})

test('the overlay is given what comes near, and where to ask, when it finds nothing', async () => {
  const answer = await member(`/search/suggest?q=${encodeURIComponent('"두루미 오목눈이"')}`)
  const found = (await answer.json()) as {
    total: number
    nearest: { title: { text: string }[] }[]
    askHref?: string
  }
  expect(found.total).toBe(0)
  expect(found.nearest.length).toBeGreaterThan(0)
  expect(found.askHref).toBe(`/search?q=${encodeURIComponent('"두루미 오목눈이"')}#wish`)
})

test('everything is answered as if there were no page that the reader may not see (abuse 49)', async () => {
  const queries = ['', 'tag:', '"', '두루미 '].flatMap((before) =>
    [
      SECRET,
      `${SECRET}${before === '"' ? ' 두루미"' : ''}`,
      '고래자리',
      '고래자리임호',
      '두루미고래자리',
    ].map((word) => `${before}${word}`),
  )
  const askEvery = async () => {
    const answers = []
    for (const q of queries)
      answers.push((await askAll(q)).map(({ html }) => html.replace(EVERY_TIME_ANOTHER, '')))
    return answers
  }
  const before = await askEvery()
  const token = await app.withToken(leo)
  const headers = { 'if-match': (await token('/api/v1/pages/guides/secret')).headers.get('etag') ?? '' }
  expect((await token('/api/v1/pages/guides/secret', { method: 'DELETE', headers })).status).toBeLessThan(300)
  expect(before).toEqual(await askEvery())
})

const EVERY_TIME_ANOTHER = /nonce="[^"]+"|"tookMs":[\d.]+|[\d.]+초/g
