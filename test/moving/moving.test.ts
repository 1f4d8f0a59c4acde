import { form, startApp, type Ask, type TestApp } from '../app.ts'
import { leo, mina } from '../cast.ts'

let app: TestApp
let lead: Ask
let member: Ask
beforeEach(async () => {
  app = await startApp()
  lead = await app.signIn(leo)
  member = await app.signIn(mina)
})
afterEach(() => app.stop())

const put = async (path: string, front: string, body = '', query = '') => {
  const source = `---\ntitle: ${path}\n${front}---\n${body}\n`
  const answer = await (
    await app.withToken(leo)
  )(`/api/v1/pages/${path}${query}`, { method: 'PUT', body: source })
  expect(answer.status).toBeLessThan(300)
}
const sourceOf = async (path: string) => (await lead(`/wiki/${path}.md`)).text()
const move = (path: string, to: string, more: Record<string, string> = {}) =>
  lead(`/move/${path}`, form({ to, ...more }))
const post = (body: unknown): RequestInit => ({
  method: 'POST',
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
})

test('a page moves with its translations, and every link to it follows in one commit', async () => {
  await put('guides/old', 'lang: ko\n', '[[guides/friend]]')
  await put('guides/old', 'lang: en\n', 'English', '?lang=en')
  await put('guides/friend', '', '[[guides/old|여기]] [x](old.md#a) [y](/wiki/guides/old)')
  await put('lessons/one', 'kind: lesson\nlesson: {learnedFrom: guides/old}\nsupports: [guides/old]\n')
  await put('paths/p', 'kind: path\nsteps:\n  - {id: s, page: guides/old}\n')
  const before = app.context.pages.content.head()
  const moved = await move('guides/old', 'onboarding/새-글')
  expect([moved.status, decodeURI(moved.headers.get('location') ?? '')]).toEqual([
    303,
    '/wiki/onboarding/새-글?done=moved',
  ])
  expect((await lead(`/wiki/${encodeURI('onboarding/새-글')}?lang=en`)).status).toBe(200)
  expect(decodeURI(await sourceOf('guides/friend'))).toContain(
    '[[onboarding/새-글|여기]] [x](../onboarding/새-글.md#a) [y](/wiki/onboarding/새-글)',
  )
  expect(await sourceOf('lessons/one')).toContain('learnedFrom: onboarding/새-글')
  expect(await sourceOf('paths/p')).toContain('page: onboarding/새-글')
  const { history } = app.context.pages.content
  expect(history.find(app.context.pages.content.head()!)?.parents).toEqual([before])
  expect((await lead('/wiki/guides/old')).headers.get('location')).toBe(
    `/wiki/${encodeURI('onboarding/새-글')}`,
  )
  expect((await app.context.repository.fsck()).length).toBe(0)
})

test('the history goes on over the move, with old versions to be read and restored', async () => {
  await put('guides/old', '', 'first')
  await put('guides/old', '', 'second')
  await move('guides/old', 'guides/new')
  await put('guides/new', '', 'third')
  const { versions } = app.context.pages.history(await app.user(leo), 'guides/new')
  expect(versions.map(({ subject }) => subject)).toEqual([
    'Edit guides/new',
    'Move guides/old to guides/new',
    'Edit guides/old',
    'Create guides/old',
  ])
  const oldest = versions.at(-1)?.commit ?? ''
  expect((await lead(`/diff/guides/new?from=${oldest}`)).status).toBe(200)
  expect((await lead('/restore/guides/new', form({ commit: oldest }))).status).toBe(303)
  expect(await sourceOf('guides/new')).toContain('first')
})

test('progress, what was read and questions follow a page and a path', async () => {
  const path = 'paths/first-two-weeks'
  const done = await member('/learn/step', form({ path, step: 'find-your-way', action: 'done' }))
  expect(done.status).toBe(303)
  await member('/feedback', form({ path, lang: 'ko', kind: 'question', text: '왜요?' }))
  expect((await move(path, 'paths/beginning')).status).toBe(303)
  const walk = await app.context.learning.getWalk(await app.user(mina), 'paths/beginning', 'ko')
  expect(walk.steps.find(({ id }) => id === 'find-your-way')?.status).toBe('done')
  expect((await app.context.feedback.countsOf('paths/beginning')).questions).toBe(1)
})

test('an edit that was begun before the move is kept, at the new place', async () => {
  await put('guides/old', '', 'one')
  const editor = await (await lead('/edit/guides/old')).text()
  const base = /name="base" value="([0-9a-f]{40})"/.exec(editor)?.[1] ?? ''
  await move('guides/old', 'guides/new')
  const fields = { title: 'guides/old', kind: 'guide', lang: 'ko', body: 'typed meanwhile', base }
  const saved = await lead('/edit/guides/old', form(fields))
  expect([saved.status, saved.headers.get('location')]).toEqual([303, '/wiki/guides/new?lang=ko&done=saved'])
  expect(await sourceOf('guides/new')).toContain('typed meanwhile')
})

test('a folder moves whole; moved again, old addresses lead to the newest place', async () => {
  await put('guides/k8s/a', '', '[b](b.md)')
  await put('guides/k8s/b', '', '[[guides/k8s/a]]')
  expect((await move('guides/k8s/a', 'guides/kubernetes', { folder: 'yes' })).status).toBe(303)
  expect(await sourceOf('guides/kubernetes/a')).toContain('[b](b.md)')
  expect(await sourceOf('guides/kubernetes/b')).toContain('[[guides/kubernetes/a]]')
  await move('guides/kubernetes/a', 'onboarding/a')
  expect((await lead('/wiki/guides/k8s/a')).headers.get('location')).toBe('/wiki/onboarding/a')
})

test("only what is the page's own moves along, not a page whose name goes on after a dot", async () => {
  const log = '{"id":"a","at":"2026-11-01T00:00:00Z","by":"leo","where":"here","outcome":"held"}\n'
  await put('lessons/one', 'kind: lesson\nlang: ko\n', '![](one.files/a.png)')
  await put('lessons/one', 'kind: lesson\nlang: en\n', 'English', '?lang=en')
  await put('lessons/one.two', 'kind: lesson\n', 'stays')
  const own = ['lessons/one.applications.jsonl', 'lessons/one.files/a.png']
  const others = ['lessons/one.two.applications.jsonl', 'lessons/one.two.files/a.png', 'lessons/one.png']
  const { pages } = app.context
  await pages.content.commit(leo, () =>
    Promise.resolve({
      files: [...own, ...others].map((path) => ({ path, content: Buffer.from(log) })),
      message: 'Files',
    }),
  )
  expect((await move('lessons/one', 'guides/new')).status).toBe(303)
  const { repository } = app.context
  const files = (await repository.listFiles(pages.content.head()!)).map(({ path }) => path)
  expect(files).toEqual(expect.arrayContaining([...others, 'lessons/one.two.md']))
  expect(files.filter((file) => file.startsWith('guides/new'))).toEqual([
    'guides/new.applications.jsonl',
    'guides/new.en.md',
    'guides/new.files/a.png',
    'guides/new.md',
  ])
  expect(files).not.toContain(own[0])
})

test('moving there and back leaves no redirect that goes round in a circle', async () => {
  await put('guides/old', '')
  await move('guides/old', 'guides/new')
  await move('guides/new', 'guides/old')
  expect((await lead('/wiki/guides/old')).status).toBe(200)
  expect((await lead('/wiki/guides/new')).headers.get('location')).toBe('/wiki/guides/old')
})

test('what cannot be moved changes nothing, says why and keeps what was typed', async () => {
  await put('guides/old', '')
  await put('guides/taken', '')
  const head = app.context.pages.content.head()
  for (const [to, status] of [
    ['guides/taken', 409],
    ['guides/TAKEN', 409],
    ['guides/old', 400],
    ['no-folder', 400],
    ['../etc/passwd', 400],
    ['guides/x.md', 400],
    ['.git/config', 400],
    ['', 400],
  ] as const) {
    const refused = await move('guides/old', to)
    expect([to, refused.status]).toEqual([to, status])
    if (to !== '') expect(await refused.text()).toContain(`value="${to}"`)
  }
  expect((await move('guides/nowhere', 'guides/x')).status).toBe(404)
  expect((await move('guides/old', 'guides/deeper', { folder: 'yes' })).status).toBe(400)
  expect((await member('/move/guides/old', form({ to: 'guides/x' }))).status).toBe(403)
  expect(app.context.pages.content.head()).toBe(head)
})

test('what would change is shown first; programs can ask for it, too', async () => {
  await put('guides/old', '')
  await put('guides/friend', '', '[[guides/old]]')
  const shown = await (await lead('/move/guides/old?to=guides/new')).text()
  expect(shown).toContain('guides/old → guides/new')
  expect(shown).toContain('/wiki/guides/friend')
  const token = await app.withToken(leo)
  const dry: unknown = await (
    await token('/api/v1/pages/guides/old/move', post({ to: 'guides/new', dryRun: true }))
  ).json()
  expect(dry).toEqual({
    moved: [{ from: 'guides/old', to: 'guides/new' }],
    relinked: ['guides/friend'],
    commit: null,
  })
  expect((await lead('/wiki/guides/old')).status).toBe(200)
  expect((await token('/api/v1/pages/guides/old/move', post({ to: 'guides/new' }))).status).toBe(200)
  expect((await token('/api/v1/pages/guides/old/move', post({ to: 'guides/new' }))).status).toBe(404)
})
