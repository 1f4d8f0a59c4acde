import { startApp, type Ask, type TestApp } from '../app.ts'
import { leo, mina } from '../cast.ts'

let app: TestApp
let lead: Ask
let member: Ask
beforeAll(async () => {
  app = await startApp({ people: [leo, mina] })
  lead = await app.withToken(leo)
  member = await app.withToken(mina)
})
afterAll(() => app.stop())

let count = 0
/** A path that no other test has. */
const freshPath = () => `notes/api-${++count}`
const at = (path: string, query = '') => `/api/v1/pages/${path}${query}`
const page = (title: string, body: string) => `---\ntitle: ${title}\nlang: ko\n---\n\n${body}`
const put = (
  path: string,
  body: BodyInit,
  { query = '', headers = {} }: { query?: string; headers?: Record<string, string> } = {},
) => lead(at(path, query), { method: 'PUT', body, headers: { 'content-type': 'text/markdown', ...headers } })
const json = async (answer: Response) => (await answer.json()) as Record<string, unknown>
const textAt = async (path: string) => (await lead(`/wiki/${path}.md`)).text()
const head = () => app.context.repository.head()

async function created(body = '가\n\n나\n\n다\n'): Promise<{ path: string; revision: string }> {
  const path = freshPath()
  const answer = await put(path, page('처음', body))
  expect(answer.status).toBe(201)
  return { path, revision: String((await json(answer)).revision) }
}

describe('PUT without a condition', () => {
  test('creates (201, where it is, its revision) and then replaces (200)', async () => {
    const path = freshPath()
    const first = await put(path, page('하나', '본문\n'))
    const made = await json(first)
    expect([first.status, first.headers.get('location')]).toEqual([201, at(path)])
    expect(made).toMatchObject({ path, lang: 'ko', merged: false })
    expect(made.revision).toMatch(/^[0-9a-f]{40}$/)
    expect(made.commit).toMatch(/^[0-9a-f]{40}$/)
    expect(first.headers.get('etag')).toBe(`"${String(made.revision)}"`)
    const second = await put(path, page('둘', '본문\n'))
    expect([second.status, second.headers.get('location')]).toEqual([200, null])
    expect((await json(second)).revision).not.toBe(made.revision)
    expect(await textAt(path)).toBe(page('둘', '본문\n'))
  })

  test('the same text again makes no commit', async () => {
    const { path, revision } = await created()
    const before = await head()
    const answer = await put(path, page('처음', '가\n\n나\n\n다\n'))
    expect(answer.status).toBe(200)
    expect(await json(answer)).toMatchObject({ revision })
    expect(await head()).toBe(before)
  })

  test('a path in Hangul is where its Location says', async () => {
    const path = `notes/배포-${++count}`
    const answer = await put(encodeURI(path), page('배포', '본문\n'))
    expect(answer.status).toBe(201)
    const read = await lead(answer.headers.get('location') ?? '')
    expect(await json(read)).toMatchObject({ path, title: '배포' })
  })
})

describe('PUT with a condition', () => {
  test('If-None-Match: * creates only', async () => {
    const path = freshPath()
    const only = { headers: { 'if-none-match': '*' } }
    expect((await put(path, page('a', 'b\n'), only)).status).toBe(201)
    const again = await put(path, page('c', 'd\n'), only)
    expect([again.status, (await json(again)).code]).toEqual([412, 'precondition-failed'])
    expect(await textAt(path)).toBe(page('a', 'b\n'))
  })

  test('If-Match replaces exactly that revision, and is 412 otherwise', async () => {
    const { path, revision } = await created()
    const first = await put(path, page('a', '1\n'), { headers: { 'if-match': `"${revision}"` } })
    expect(first.status).toBe(200)
    const late = await put(path, page('a', '2\n'), { headers: { 'if-match': `"${revision}"` } })
    expect([late.status, (await json(late)).code]).toEqual([412, 'precondition-failed'])
    expect(await textAt(path)).toBe(page('a', '1\n'))
    const none = await put(freshPath(), page('a', '3\n'), { headers: { 'if-match': `"${revision}"` } })
    expect(none.status).toBe(412)
  })

  test('?base= merges changes of other places', async () => {
    const { path, revision } = await created()
    await put(path, page('처음', '가!\n\n나\n\n다\n'))
    const answer = await put(path, page('처음', '가\n\n나\n\n다!\n'), { query: `?base=${revision}` })
    expect([answer.status, (await json(answer)).merged]).toEqual([200, true])
    expect(await textAt(path)).toBe(page('처음', '가!\n\n나\n\n다!\n'))
  })

  test('?base= of the same place is 409 with base, theirs and mine, and saves nothing', async () => {
    const { path, revision } = await created()
    await put(path, page('처음', '가\n\n너\n\n다\n'))
    const before = await head()
    const mine = page('처음', '가\n\n노\n\n다\n')
    const answer = await put(path, mine, { query: `?base=${revision}` })
    expect(answer.status).toBe(409)
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect(await json(answer)).toMatchObject({
      status: 409,
      code: 'conflict',
      base: page('처음', '가\n\n나\n\n다\n'),
      theirs: page('처음', '가\n\n너\n\n다\n'),
      mine,
    })
    expect(await head()).toBe(before)
  })

  test('?base= of a page that was deleted meanwhile is 409: nothing comes back unseen', async () => {
    const { path, revision } = await created()
    await lead(at(path), { method: 'DELETE', headers: { 'if-match': '*' } })
    const answer = await put(path, page('처음', '나중\n'), { query: `?base=${revision}` })
    expect(await json(answer)).toMatchObject({ status: 409, theirs: '', mine: page('처음', '나중\n') })
  })

  test('the revision of another page is no base: its text is not given away (abuse 48, 49)', async () => {
    const other = await created('비밀 계획\n')
    const { path } = await created()
    const before = await head()
    for (const base of [other.revision, 'f'.repeat(40), 'HEAD', '', '--output=x', '../x']) {
      const answer = await put(path, page('처음', '덮기\n'), { query: `?base=${encodeURIComponent(base)}` })
      const text = await answer.text()
      expect([base, answer.status, text.includes('비밀')]).toEqual([base, 400, false])
    }
    expect(await head()).toBe(before)
  })

  test('two programs with one base: one saves, the other is told, no line is lost', async () => {
    const { path, revision } = await created()
    const texts = ['하나', '둘'].map((word) => page('처음', `가\n\n${word}\n\n다\n`))
    const answers = await Promise.all(texts.map((text) => put(path, text, { query: `?base=${revision}` })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    const winner = texts[answers.findIndex(({ status }) => status === 200)]
    expect(await textAt(path)).toBe(winner)
  })

  test('with one If-Match: one saves, the other is 412', async () => {
    const { path, revision } = await created()
    const send = (word: string) =>
      put(path, page('처음', `${word}\n`), { headers: { 'if-match': `"${revision}"` } })
    const answers = await Promise.all([send('하나'), send('둘'), send('셋')])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412])
  })
})

describe('PUT refuses', () => {
  test.each<[string, BodyInit, RegExp]>([
    ['invalid UTF-8', new Uint8Array([0x2d, 0xff, 0xfe, 0x0a]), /UTF-8/],
    ['a NUL', page('a', 'x\0y\n'), /NUL/],
    ['no title', 'only text\n', /제목/],
    ['nothing', '', /제목/],
    ['an unknown kind', '---\ntitle: a\nkind: poem\n---\n', /종류/],
    ['invalid YAML', '---\ntitle: [a\n---\n', /./],
    ['a wrong date', '---\ntitle: a\nreviewed: someday\n---\n', /reviewed/],
    ['an alias bomb', `---\ntitle: a\na: &a [x,x]\n${'b: [*a,*a]\n'.repeat(40)}---\n`, /./],
  ])('%s with 400 and says so (abuse 7)', async (_, body, reason) => {
    const path = freshPath()
    const before = await head()
    const answer = await put(path, body)
    const problem = await json(answer)
    expect([answer.status, problem.code]).toEqual([400, 'invalid'])
    expect(problem.detail).toMatch(reason)
    expect(await head()).toBe(before)
    expect((await lead(at(path))).status).toBe(404)
  })

  test.each([
    'notes/..%2fetc',
    'notes/%2e%2e%2fx',
    '..%2f..%2fsettings%2fx',
    '.git%2fconfig',
    '.GiT/config',
    'git~1/x',
    'notes/.gitattributes',
    '.gitmodules',
    'notes/a%5cb',
    'notes/a%00b',
    'notes/a%0ab',
    'notes/x.md',
    'notes/x.ko',
    'notes//x',
    'notes/con',
    'notes/-x',
    'notes/x%20',
    'notes/a%E2%80%AEb',
    `notes/${'x'.repeat(300)}`,
  ])('the path %s with 400 (abuse 11, 22, 24)', async (path) => {
    const before = await head()
    const answer = await put(path, page('a', 'b\n'))
    await answer.text()
    expect(answer.status).toBe(400)
    expect(await head()).toBe(before)
    expect([400, 404]).toContain((await lead(at(path))).status)
  })

  test('a path that differs in case alone, and takes NFD for NFC (abuse 30)', async () => {
    const path = `notes/배포-Case-${++count}`
    expect((await put(encodeURI(path), page('a', 'b\n'))).status).toBe(201)
    const twin = await put(encodeURI(path.toLowerCase()), page('a', 'c\n'))
    expect([twin.status, String((await json(twin)).detail).includes(path)]).toEqual([400, true])
    const decomposed = await put(encodeURI(path.normalize('NFD')), page('a', 'd\n'))
    expect([decomposed.status, (await json(decomposed)).path]).toEqual([200, path])
    expect(await textAt(encodeURI(path))).toBe(page('a', 'd\n'))
  })

  test('a page of more than 1 MB with 413', async () => {
    const answer = await put(freshPath(), page('a', 'x'.repeat(1024 * 1024)))
    expect(await json(answer)).toMatchObject({ status: 413, code: 'too-large' })
  })

  test('members (abuse 46)', async () => {
    const { path, revision } = await created()
    const send = (method: string, headers = {}) =>
      member(at(path), { method, headers, ...(method === 'PUT' && { body: page('a', 'b\n') }) })
    expect((await send('PUT')).status).toBe(403)
    expect((await send('DELETE', { 'if-match': `"${revision}"` })).status).toBe(403)
    expect((await send('GET')).status).toBe(200)
  })
})

describe('GET', () => {
  test('gives the page with its revision as ETag, and 304 for who has it', async () => {
    const path = freshPath()
    const source = '---\ntitle: 제목\nkind: guide\nlang: ko\nteam: platform\n---\n\n**굵게**\n'
    await put(path, source)
    const answer = await lead(at(path))
    const found = await json(answer)
    expect(found).toMatchObject({
      path,
      title: '제목',
      kind: 'guide',
      lang: 'ko',
      frontMatter: { title: '제목', kind: 'guide', lang: 'ko', team: 'platform' },
      markdown: source,
    })
    expect(Object.keys(found).sort()).toEqual([
      'frontMatter',
      'html',
      'kind',
      'lang',
      'markdown',
      'path',
      'revision',
      'title',
    ])
    expect(found.html).toContain('<strong>굵게</strong>')
    const tag = answer.headers.get('etag') ?? ''
    expect(tag).toBe(`"${String(found.revision)}"`)
    expect((await lead(at(path), { headers: { 'if-none-match': tag } })).status).toBe(304)
    await put(path, page('새', '새\n'))
    expect((await lead(at(path), { headers: { 'if-none-match': tag } })).status).toBe(200)
  })

  test('?lang= is a translation, or the original where there is none', async () => {
    const { path } = await created()
    const english = '---\ntitle: English\nlang: en\n---\n\nText\n'
    const saved = await put(path, english, { query: '?lang=en' })
    expect([saved.status, (await json(saved)).lang]).toEqual([201, 'en'])
    const original = await json(await lead(at(path)))
    const translated = await json(await lead(at(path, '?lang=en')))
    expect([original.lang, original.title, translated.lang, translated.markdown]).toEqual([
      'ko',
      '처음',
      'en',
      english,
    ])
    expect(translated.revision).not.toBe(original.revision)
    const revised = await put(path, english.replace('Text', 'More'), {
      query: '?lang=en',
      headers: { 'if-match': `"${String(translated.revision)}"` },
    })
    expect(revised.status).toBe(200)
    expect(await json(await lead(at(path)))).toMatchObject({ revision: original.revision })
    const wrong = await put(path, english, {
      query: '?lang=en',
      headers: { 'if-match': `"${String(original.revision)}"` },
    })
    expect(wrong.status).toBe(412)
    const { path: lone } = await created()
    expect(await json(await lead(at(lone, '?lang=en')))).toMatchObject({ lang: 'ko' })
  })

  test('what is not there is 404', async () => {
    for (const path of ['notes/no-such', 'x', '..%2fx', '__proto__', 'constructor']) {
      const answer = await lead(at(path))
      expect([path, (await json(answer)).code]).toEqual([path, 'not-found'])
    }
  })
})

describe('DELETE', () => {
  test('with the present revision is 204, and the page is gone with its translation, not its history', async () => {
    const { path, revision } = await created()
    await put(path, '---\ntitle: English\nlang: en\n---\n', { query: '?lang=en' })
    const answer = await lead(at(path), { method: 'DELETE', headers: { 'if-match': `"${revision}"` } })
    expect([answer.status, await answer.text()]).toEqual([204, ''])
    for (const address of [at(path), at(path, '?lang=en'), `/wiki/${path}`, `/wiki/${path}.md`])
      expect((await lead(address)).status).toBe(404)
    expect((await lead(`/history/${path}`)).status).toBe(200)
    expect((await lead(at(path), { method: 'DELETE' })).status).toBe(404)
  })

  test('with an old revision is 412 and deletes nothing', async () => {
    const { path, revision } = await created()
    await put(path, page('새', '새\n'))
    const answer = await lead(at(path), { method: 'DELETE', headers: { 'if-match': `"${revision}"` } })
    expect(await json(answer)).toMatchObject({ status: 412, code: 'precondition-failed' })
    expect((await lead(at(path))).status).toBe(200)
  })

  test('without a condition is 428 and deletes nothing; * takes whatever is there', async () => {
    const { path } = await created()
    const answer = await lead(at(path), { method: 'DELETE' })
    expect(await json(answer)).toMatchObject({ status: 428, code: 'precondition-required' })
    expect((await lead(at(path))).status).toBe(200)
    const all = await lead(at(path), { method: 'DELETE', headers: { 'if-match': '*' } })
    expect(all.status).toBe(204)
  })

  test('a page can be made again where one was', async () => {
    const { path } = await created()
    await lead(at(path), { method: 'DELETE', headers: { 'if-match': '*' } })
    expect((await put(path, page('다시', '왔다\n'), { headers: { 'if-none-match': '*' } })).status).toBe(201)
    expect(app.context.pages.content.history.of(`${path}.md`)).toHaveLength(3)
  })
})

test('who saved stands in the history, whatever the text says (abuse 26, 47)', async () => {
  const path = freshPath()
  await put(path, '---\ntitle: "a\\nAuthor: Evil <e@x>"\nauthor: Evil\nlang: ko\n---\n\nb\n')
  const [version] = app.context.pages.content.history.of(`${path}.md`)
  expect(version?.author).toMatchObject({ name: leo.name, email: leo.email })
  expect(version?.subject).not.toContain('\n')
})
