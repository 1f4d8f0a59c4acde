import { form, startApp, type Ask, type TestApp } from '../app.ts'
import { leo, mina } from '../cast.ts'

let app: TestApp
let lead: Ask
let member: Ask
let program: Ask
beforeAll(async () => {
  app = await startApp({ people: [leo, mina] })
  lead = await app.signIn(leo)
  member = await app.signIn(mina)
  program = await app.withToken(leo)
})
afterAll(() => app.stop())

let count = 0
const freshPath = () => `notes/read-${++count}`
const textOf = async (answer: Promise<Response>) => (await answer).text()
const page = (title: string, body: string) => `---\ntitle: ${title}\nlang: ko\n---\n\n${body}`
const put = async (path: string, body: BodyInit, query = '') => {
  const answer = await program(`/api/v1/pages/${path}${query}`, { method: 'PUT', body })
  expect(answer.status).toBeLessThan(300)
  return ((await answer.json()) as { commit: string }).commit
}
const plain = (html: string) => html.replace(/<[^>]*>/g, ' ')

describe('the Markdown of a page', () => {
  test.each([
    ['LF', '---\ntitle: a\n---\n\n본문\n'],
    ['CRLF', '---\r\ntitle: a\r\n---\r\n\r\n본문\r\n둘\r\n'],
    ['a byte order mark', '\uFEFF---\ntitle: a\n---\n\n본문\n'],
    ['a byte order mark and CRLF', '\uFEFF---\r\ntitle: a\r\n---\r\n\r\n본문\r\n'],
    ['no newline at the end', '---\ntitle: a\n---\n본문'],
    [
      'spaces at line ends and decomposed Hangul',
      `---\ntitle: a   \n---\n\n${'각'.normalize('NFD')}  \n\t\n\n`,
    ],
    ['comments and odd quoting', "---\n# why\ntitle:   'a'\ntags: [ x ,y]\nteam: {a: 1}\n---\n\n~~~\n"],
  ])('with %s is given back byte for byte', async (_, source) => {
    const path = freshPath()
    await put(path, source)
    const answer = await member(`/wiki/${path}.md`)
    expect(answer.headers.get('content-type')).toBe('text/markdown; charset=utf-8')
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(Buffer.from(source))
  })

  test('of a file that is no UTF-8 is its bytes, and its page says so', async () => {
    const path = freshPath()
    const content = Buffer.from([0x23, 0x20, 0xb0, 0xa1, 0xff, 0x0a])
    const { repository, pages } = app.context
    const parent = await repository.head()
    const author = { name: 'x', email: 'x@y' }
    const changes = [{ path: `${path}.md`, content }]
    await repository.commitIfUnchanged({ parent, changes, message: 'x', author, time: new Date() })
    await pages.content.refresh()
    const answer = await lead(`/wiki/${path}.md`)
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(content)
    expect(await textOf(lead(`/wiki/${path}`))).toContain('UTF-8 글이 아니에요')
    expect((await lead(`/edit/${path}`)).status).toBe(400)
  })

  test('of each language is at its own address', async () => {
    const path = freshPath()
    const english = '---\ntitle: English\nlang: en\n---\n\nText\n'
    await put(path, page('한글', '글\n'))
    await put(path, english, '?lang=en')
    expect(await textOf(lead(`/wiki/${path}.md`))).toBe(page('한글', '글\n'))
    for (const address of [`${path}.md?lang=en`, `${path}.en.md`])
      expect(await textOf(lead(`/wiki/${address}`))).toBe(english)
    expect((await lead(`/wiki/${freshPath()}.md`)).status).toBe(404)
  })
})

describe('a page', () => {
  test('is shown in the language that is asked for', async () => {
    const path = freshPath()
    await put(path, page('한글 제목', '글\n'))
    await put(path, '---\ntitle: English title\nlang: en\n---\n\nText\n', '?lang=en')
    expect(await textOf(member(`/wiki/${path}`))).toContain('<h1 class="page-title" lang="ko">한글 제목</h1>')
    expect(await textOf(member(`/wiki/${path}?lang=en`))).toContain('lang="en">English title</h1>')
  })

  test('is found by another case and composition of its path (abuse 30)', async () => {
    const path = `notes/찾기-${++count}`
    await put(encodeURI(path), page('찾기', '글\n'))
    const upper = await member(`/wiki/${encodeURI(path.replace('notes', 'Notes'))}`)
    expect([upper.status, upper.headers.get('location')]).toEqual([301, `/wiki/${encodeURI(path)}`])
    expect((await member(`/wiki/${encodeURI(path.normalize('NFD'))}`)).status).toBeLessThan(400)
  })

  test('that links to one which comes later shows that it is there then', async () => {
    const [from, to] = [freshPath(), freshPath()]
    await put(from, page('하나', `[[${to}]]\n`))
    expect(await textOf(member(`/wiki/${from}`))).not.toContain('나중에 온 글')
    await put(to, page('나중에 온 글', '글\n'))
    expect(await textOf(member(`/wiki/${from}`))).toContain('나중에 온 글')
    expect(await textOf(member(`/wiki/${to}`))).toContain(`href="/wiki/${from}"`)
  })

  test('says nothing that an address puts into its mouth', async () => {
    const path = freshPath()
    await put(path, page('하나', '글\n'))
    expect(await textOf(member(`/wiki/${path}?done=hello%3Cb%3E`))).not.toContain('hello')
    expect(await textOf(member(`/wiki/${path}?done=saved`))).toContain('class="toast"')
  })

  test.each([
    '..%2f..%2fetc%2fpasswd',
    '.git%2fconfig',
    'settings/synonyms',
    'a%00b',
    'HEAD:x',
    '%2e%2e/x',
    '-h',
  ])('at %s is not there, in any view (abuse 22, 24, 25)', async (path) => {
    for (const view of ['wiki', 'history', 'diff', 'blame', 'edit', 'delete']) {
      const answer = await lead(`/${view}/${path}`)
      const html = await answer.text()
      expect([400, 404]).toContain(answer.status)
      expect(html).not.toMatch(/root:|\[core\]|groups:/)
    }
  })
})

describe('the history of a page', () => {
  test('has every version, newest first, with who and why; a difference marks what changed', async () => {
    const path = freshPath()
    const first = await put(path, page('판', '가\n\n나\n\n다\n'))
    const second = await put(path, page('판', '가\n\n너\n\n다\n'))
    const history = await textOf(member(`/history/${path}`))
    const commits = [...history.matchAll(/name="to" value="([0-9a-f]{40})"/g)].map((match) => match[1])
    expect(commits).toEqual([second, first])
    expect(history).toContain(leo.name)
    const latest = await textOf(member(`/diff/${path}`))
    const chosen = await textOf(member(`/diff/${path}?from=${first}&to=${second}`))
    for (const html of [latest, chosen]) {
      expect(html).toMatch(/class="del"[^]*?<del>나<\/del>|class="del"[^]*?나/)
      expect(html).toMatch(/class="add"[^]*?<ins>너<\/ins>|class="add"[^]*?너/)
    }
    expect(latest).not.toContain('href="/restore/')
    expect(await textOf(lead(`/diff/${path}?to=${first}`))).toContain(
      `href="/restore/${path}?commit=${first}`,
    )
    expect(await textOf(member(`/diff/${path}?to=${first}`))).not.toContain('/restore/')
  })

  test('takes short revisions, and no commit that is another page’s (abuse 25, 48)', async () => {
    const [path, other] = [freshPath(), freshPath()]
    const commit = await put(path, page('하나', '글\n'))
    const foreign = await put(other, page('둘', '다른 글\n'))
    expect((await member(`/diff/${path}?to=${commit.slice(0, 8)}`)).status).toBe(200)
    const answer = await member(`/diff/${path}?to=${foreign}`)
    expect([answer.status, (await answer.text()).includes('다른 글')]).toEqual([404, false])
  })

  test('says who wrote which line', async () => {
    const path = freshPath()
    const first = await put(path, page('줄', '하나\n'))
    const second = await put(path, page('줄', '하나\n둘\n'))
    const html = await textOf(member(`/blame/${path}`))
    for (const commit of [first, second]) expect(html).toContain(`/diff/${path}?to=${commit}`)
    expect(plain(html)).toMatch(/하나[^]*둘/)
  })

  test('can be gone back to: the old text is there again, what came between stays in the history', async () => {
    const path = freshPath()
    const first = await put(path, page('판', '처음\n'))
    await put(path, page('판', '나중\n'))
    const answer = await lead(`/restore/${path}`, form({ commit: first }))
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/wiki/${path}?done=restored`])
    expect(await textOf(member(`/wiki/${path}.md`))).toBe(page('판', '처음\n'))
    const subjects = app.context.pages.content.history.of(`${path}.md`).map(({ subject }) => subject)
    expect(subjects).toHaveLength(3)
    expect(subjects[0]).toContain(first.slice(0, 7))
  })

  test('of a translation is its own, and is gone back to alone', async () => {
    const path = freshPath()
    await put(path, page('원문', '글\n'))
    const english = (text: string) => `---\ntitle: English\nlang: en\n---\n\n${text}\n`
    const first = await put(path, english('one'), '?lang=en')
    await put(path, english('two'), '?lang=en')
    expect(await textOf(member(`/history/${path}?lang=en`))).toContain(first)
    expect(await textOf(member(`/history/${path}`))).not.toContain(first)
    const answer = await lead(`/restore/${path}`, form({ commit: first, lang: 'en' }))
    expect(answer.headers.get('location')).toBe(`/wiki/${path}?lang=en&done=restored`)
    expect(await textOf(member(`/wiki/${path}.en.md`))).toBe(english('one'))
    expect(await textOf(member(`/wiki/${path}.md`))).toBe(page('원문', '글\n'))
  })

  test('is not gone back to by what is no version of it (abuse 25, 48)', async () => {
    const [path, other] = [freshPath(), freshPath()]
    await put(path, page('하나', '글\n'))
    const foreign = await put(other, page('둘', '글\n'))
    const head = await app.context.repository.head()
    for (const commit of [foreign, 'HEAD', 'f'.repeat(40), '--output=x', '']) {
      expect([commit, (await lead(`/restore/${path}`, form({ commit }))).status]).toEqual([commit, 404])
    }
    expect(await app.context.repository.head()).toBe(head)
  })
})

describe('deleting a page', () => {
  test('asks first, says what links here, and can be undone from the history', async () => {
    const [path, other] = [freshPath(), freshPath()]
    const commit = await put(path, page('지울 글', '지워질 글\n'))
    await put(other, page('가리키는 글', `[[${path}]]\n`))
    const question = await textOf(lead(`/delete/${path}`))
    expect(question).toContain('가리키는 글')
    const base = /name="base" value="([0-9a-f]{40})"/.exec(question)?.[1] ?? ''
    const gone = await lead(`/delete/${path}`, form({ base }))
    expect([gone.status, gone.headers.get('location')]).toEqual([303, `/history/${path}?done=deleted`])
    expect((await member(`/wiki/${path}`)).status).toBe(404)
    expect(await textOf(member(`/search?q=${encodeURIComponent('지워질 글')}`))).not.toContain(
      `/wiki/${path}"`,
    )

    const history = await textOf(lead(gone.headers.get('location') ?? ''))
    expect(history).toContain(commit)
    expect(await textOf(lead(`/diff/${path}?to=${commit}`))).toContain(
      `href="/restore/${path}?commit=${commit}`,
    )
    const back = await lead(`/restore/${path}`, form({ commit }))
    expect(back.status).toBe(303)
    expect(await textOf(member(`/wiki/${path}.md`))).toBe(page('지울 글', '지워질 글\n'))
    expect(app.context.pages.content.history.of(`${path}.md`)).toHaveLength(3)
  })

  test('that changed since the question was asked does not happen', async () => {
    const path = freshPath()
    await put(path, page('글', '하나\n'))
    const base = /name="base" value="([0-9a-f]{40})"/.exec(await textOf(lead(`/delete/${path}`)))?.[1] ?? ''
    await put(path, page('글', '둘\n'))
    expect((await lead(`/delete/${path}`, form({ base }))).status).toBe(412)
    expect(await textOf(member(`/wiki/${path}.md`))).toBe(page('글', '둘\n'))
  })
})

test('a page leads to those before and after it, for leads also where its translation is a draft', async () => {
  const kinds = (title: string, status = 'published') =>
    `---\ntitle: ${title}\nkind: retro\nlang: ko\nstatus: ${status}\n---\n\n글이에요.\n`
  await put('retros/tree-1', kinds('가나다 1'))
  await put('retros/tree-2', kinds('가나다 2'))
  await put('retros/tree-3', kinds('가나다 3', 'archived'))
  await put('retros/tree-4', kinds('가나다 4'))
  await put('retros/tree-2', `---\ntitle: Tree 2\nlang: en\nstatus: draft\n---\n\nText.\n`, '?lang=en')
  for (const ask of [lead, member]) {
    const html = await textOf(ask('/wiki/retros/tree-2'))
    const around = /<nav class="prevnext[^>]*>(.*?)<\/nav>/s.exec(html)?.[1] ?? ''
    expect([...around.matchAll(/href="([^"]+)"/g)].map(([, href]) => href)).toEqual([
      '/wiki/retros/tree-1',
      '/wiki/retros/tree-4',
    ])
  }
})
