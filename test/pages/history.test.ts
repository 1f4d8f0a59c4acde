import { form, startApp, type Ask, type TestApp } from '../app.ts'
import { ada, leo, mina } from '../cast.ts'
import { contributorsOf } from '../../src/pages/contributors.ts'
import type { Version } from '../../src/pages/history.ts'

let app: TestApp
let lead: Ask
let member: Ask
let leoWrites: Ask
let adaWrites: Ask
beforeAll(async () => {
  app = await startApp({ people: [ada, leo, mina] })
  lead = await app.signIn(leo)
  member = await app.signIn(mina)
  leoWrites = await app.withToken(leo)
  adaWrites = await app.withToken(ada)
})
afterAll(() => app.stop())

let count = 0
const freshPath = () => `notes/history-${++count}`
const page = (title: string, body: string) => `---\ntitle: ${title}\nlang: ko\n---\n\n${body}`
const put = async (who: Ask, path: string, body: string) => {
  const answer = await who(`/api/v1/pages/${path}`, { method: 'PUT', body })
  expect(answer.status).toBeLessThan(300)
  return ((await answer.json()) as { commit: string }).commit
}
const textOf = async (answer: Promise<Response>) => (await answer).text()
const plain = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')

test('a page says who wrote it first and how many wrote it; its history names them all', async () => {
  const path = freshPath()
  await put(leoWrites, path, page('글', '하나\n'))
  await put(adaWrites, path, page('글', '둘\n'))
  await put(adaWrites, path, page('글', '셋\n'))
  const shown = plain(await textOf(member(`/wiki/${path}`)))
  expect(shown).toContain(`${leo.name} 님이 처음 썼어요`)
  expect(shown).toContain('함께 쓴 사람 2명')
  const history = plain(await textOf(member(`/history/${path}`)))
  expect(history).toMatch(new RegExp(`${leo.name} 님이 .*에 처음 썼어요`))
  expect(history).toMatch(new RegExp(`함께 쓴 사람 2명 .*${leo.name} 1판 .*${ada.name} 2판`))
  expect(history).not.toContain(ada.email)
})

test('people are told apart by their e-mail, and are called what they were called last', () => {
  const version = (name: string, email: string, day: number) =>
    ({ author: { name, email }, time: new Date(2026, 0, day) }) as Version
  const { author, all } = contributorsOf([
    version('Ada Han', 'ADA@team.example', 4),
    version('Leo', 'leo@team.example', 3),
    version('Leo', 'leo@team.example', 2),
    version('ada', 'ada@team.example', 1),
  ])
  expect(author).toMatchObject({
    name: 'Ada Han',
    versions: 2,
    first: new Date(2026, 0, 1),
    last: new Date(2026, 0, 4),
  })
  expect(all.map(({ name }) => name)).toEqual(['Ada Han', 'Leo'])
  expect(contributorsOf([])).toEqual({ author: undefined, all: [] })
})

test('any two versions are compared, as their source and as the page that readers saw, words marked', async () => {
  const path = freshPath()
  const first = await put(
    leoWrites,
    path,
    page('처음 제목', '**굵은** 글을 천천히 여러 번 읽어요.\n\n그대로인 문단이에요.\n'),
  )
  await put(leoWrites, path, page('사이', '아주 다른 글\n'))
  const last = await put(
    leoWrites,
    path,
    page('나중 제목', '**굵은** 글을 빠르게 여러 번 읽어요.\n\n그대로인 문단이에요.\n'),
  )
  const source = await textOf(member(`/diff/${path}?from=${first}&to=${last}`))
  expect(source).toMatch(/<del>천천히<\/del>/)
  expect(source).toMatch(/<ins>빠르게<\/ins>/)
  const look = await textOf(member(`/diff/${path}?from=${first}&to=${last}&view=page`))
  expect(look).toMatch(/<strong>굵은<\/strong>/)
  expect(look).toMatch(/<del[^>]*>[^<]*천천히/)
  expect(look).toMatch(/<ins[^>]*>[^<]*빠르게/)
  expect(plain(look)).toMatch(/처음.*나중.*제목/)
  expect(look.match(/그대로인 문단이에요/g)).toHaveLength(1)
  // The other way round is a difference as well.
  expect(await textOf(member(`/diff/${path}?from=${last}&to=${first}`))).toMatch(/<ins>천천히<\/ins>/)
  expect((await member(`/diff/${path}?view=other`)).status).toBe(400)
})

test('a difference offers the versions to choose from and leads to the change before and after', async () => {
  const path = freshPath()
  const commits = [await put(leoWrites, path, page('글', '하나\n'))]
  commits.push(await put(leoWrites, path, page('글', '둘\n')), await put(leoWrites, path, page('글', '셋\n')))
  const html = await textOf(member(`/diff/${path}?to=${commits[1]}`))
  for (const commit of commits) expect(html).toContain(`<option value="${commit}"`)
  expect(html).toMatch(new RegExp(`rel="prev" href="/diff/${path}\\?to=${commits[0]}`))
  expect(html).toMatch(new RegExp(`rel="next" href="/diff/${path}\\?to=${commits[2]}`))
})

test('a long history comes in sheets, and the present version stays at hand to compare with', async () => {
  const path = freshPath()
  const commits: string[] = []
  for (let index = 0; index < 53; index++) commits.push(await put(leoWrites, path, page('글', `${index}\n`)))
  const choicesOf = (html: string) =>
    [...html.matchAll(/name="from" value="([0-9a-f]{40})"/g)].map(([, id]) => id)
  const sheets = await Promise.all([1, 2].map((sheet) => textOf(member(`/history/${path}?sheet=${sheet}`))))
  expect(choicesOf(sheets[0]!)).toEqual(commits.slice(3).reverse())
  expect(choicesOf(sheets[1]!)).toEqual([commits[52], ...commits.slice(0, 3).reverse()])
  expect(sheets[0]).toContain(`href="/history/${path}?sheet=2"`)
  expect((await member(`/history/${path}?sheet=0`)).status).toBe(400)
}, 30_000)

test('going back is asked about first, with what it would change; nothing is written before', async () => {
  const path = freshPath()
  const first = await put(leoWrites, path, page('글', '처음 글\n'))
  const second = await put(leoWrites, path, page('글', '나중 글\n'))
  const head = await app.context.repository.head()
  const question = await textOf(lead(`/restore/${path}?commit=${first}`))
  expect(question).toContain('<ins>처음 글</ins>')
  expect(question).toContain(`action="/restore/${path}"`)
  expect(question).toContain(`name="commit" value="${first}"`)
  expect(await app.context.repository.head()).toBe(head)
  expect(await textOf(lead(`/restore/${path}?commit=${second}`))).toContain('되돌릴 것이 없어요')
  expect((await member(`/restore/${path}?commit=${first}`)).status).toBe(403)
  for (const commit of ['', 'HEAD', 'f'.repeat(40)])
    expect((await lead(`/restore/${path}?commit=${commit}`)).status).toBeGreaterThanOrEqual(400)
  const done = await lead(`/restore/${path}`, form({ commit: first }))
  expect([done.status, await textOf(member(`/wiki/${path}.md`))]).toEqual([303, page('글', '처음 글\n')])
})

test('versions, authors and lines go on over a move', async () => {
  const path = freshPath()
  const to = `${path}-moved`
  const first = await put(leoWrites, path, page('글', '옛 줄\n'))
  const answer = await leoWrites(`/api/v1/pages/${path}/move`, {
    method: 'POST',
    body: JSON.stringify({ to }),
    headers: { 'Content-Type': 'application/json' },
  })
  expect(answer.status).toBe(200)
  const last = await put(adaWrites, to, page('글', '옛 줄\n새 줄\n'))
  const history = await textOf(member(`/history/${to}`))
  expect(history).toContain(first)
  expect(plain(history)).toMatch(new RegExp(`${leo.name} 님이 .*에 처음 썼어요`))
  expect(await textOf(member(`/diff/${to}?from=${first}&to=${last}`))).toMatch(/<ins>새 줄<\/ins>|새 줄/)
  const blame = await textOf(member(`/blame/${to}`))
  for (const commit of [first, last]) expect(blame).toContain(`/diff/${to}?to=${commit}`)
  expect((await lead(`/restore/${to}?commit=${first}`)).status).toBe(200)
})
