import { form, startApp, type Ask, type TestApp } from '../app.ts'
import { leo, mina } from '../cast.ts'

let app: TestApp
let lead: Ask
beforeEach(async () => {
  app = await startApp()
  lead = await app.signIn(leo)
})
afterEach(() => app.stop())

const similar = async (title: string, who = lead) => {
  const answer = await who(`/write/similar?title=${encodeURIComponent(title)}`)
  return ((await answer.json()) as { results: { path: string; near: boolean }[] }).results
}
const LESSON = 'lessons/read-the-official-docs-first'

test('while a title is typed, pages that may already say it are named, in other words and the other language too', async () => {
  const paths = async (title: string) => (await similar(title)).map(({ path }) => path)
  expect(await paths('공식 문서부터 읽자')).toContain(LESSON)
  expect(await paths('공식문서먼저')).toContain(LESSON)
  expect(await paths('Reading official docs first')).toContain(LESSON)
  const { title } = app.context.pages.get(await app.user(leo), LESSON).original
  expect((await similar(title.replaceAll(' ', '')))[0]).toMatchObject({ path: LESSON, near: true })
  expect(await similar('점심 메뉴 고르기')).toEqual([])
  expect(await similar('')).toEqual([])
  expect((await app.anonymous('/write/similar?title=x')).status).toBe(303)
})

test('drafts of others are not named', async () => {
  const token = await app.withToken(leo)
  const body = '---\ntitle: 비밀스러운 초안의 제목\nkind: note\nstatus: draft\n---\n'
  await token('/api/v1/pages/notes/secret', { method: 'PUT', body })
  expect(await similar('비밀스러운 초안의 제목')).toHaveLength(1)
  expect(await similar('비밀스러운 초안의 제목', await app.signIn(mina))).toEqual([])
})

test('without scripts the preview names them, and a page that is saved all the same says so', async () => {
  const { pages } = app.context
  const { title } = pages.get(await app.user(leo), LESSON).original
  const fields = { title, kind: 'guide', lang: 'ko', path: 'guides/twice', body: '글' }
  const preview = await (await lead('/preview', form({ ...fields, action: '/new/guide' }))).text()
  expect(preview).toMatch(new RegExp(`data-similar>.*href="/wiki/${LESSON}"`, 's'))
  const saved = await lead('/new/guide', form({ ...fields, status: 'published' }))
  expect(saved.status).toBe(303)
  const address = saved.headers.get('location') ?? ''
  expect(await (await lead(address)).text()).toContain('제목이 거의 같은 글이 있어요')
  const other = await lead(
    '/new/guide',
    form({ ...fields, title: '전혀 다른 이야기', path: 'guides/other', status: 'published' }),
  )
  const quiet = await lead(other.headers.get('location') ?? '')
  expect(await quiet.text()).not.toContain('제목이 거의 같은')
})
