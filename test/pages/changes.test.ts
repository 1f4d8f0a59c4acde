import { form, startApp, type Ask, type TestApp } from '../app.ts'
import { leo, mina } from '../cast.ts'

const PAGE = 'guides/changes'
const first = `---
title: 배포하는 날
kind: guide
lang: ko
owner: leo
---

## 앞에서

처음 문단이에요.

둘째 문단이에요.

## 뒤에서

- 하나
- 둘
- <script>alert(1)</script>
`

let app: TestApp
let ask: Ask
let lead: Ask
beforeAll(async () => {
  app = await startApp({ people: [leo, mina] })
  ask = await app.withToken(mina)
  lead = await app.withToken(leo)
})
afterAll(() => app.stop())

const put = async (body: string, query = '', headers: Record<string, string> = {}) =>
  (await (await lead(`/api/v1/pages/${PAGE}${query}`, { method: 'PUT', body, headers })).json()) as {
    revision: string
  }
interface Changes {
  from: string
  to: string
  diff: string
  html: string
}
const changes = async (since: string, who = ask) =>
  (await (await who(`/api/v1/pages/${PAGE}/changes?since=${since}`)).json()) as Changes

let from = ''
beforeEach(async () => {
  from = (await put(first)).revision
})

test('what changed since a revision: from, to, the diff of the file, and only what changed as HTML', async () => {
  const { revision } = await put(
    first.replace('둘째 문단이에요.', '둘째 문단을 고쳤어요.').replace('- 둘\n', '- 둘!\n'),
  )
  const answer = await changes(from)
  expect(Object.keys(answer)).toEqual(['from', 'to', 'diff', 'html'])
  expect([answer.from, answer.to]).toEqual([from, revision])
  expect(answer.diff).toMatch(/^--- a\/guides\/changes\.md\n\+\+\+ b\/guides\/changes\.md\n@@ -/)
  expect(answer.diff).toContain('-둘째 문단이에요.\n+둘째 문단을 고쳤어요.\n')
  expect(answer.html).toContain('둘째 문단을 고쳤어요.')
  expect(answer.html).toContain('앞에서')
  expect(answer.html).toContain('둘!')
  expect(answer.html).not.toContain('처음 문단이에요.')
  expect(answer.html).not.toContain('하나')
})

test('nothing changed is nothing, and front matter that nobody reads is in the diff alone', async () => {
  expect(await changes(from)).toEqual({ from, to: from, diff: '', html: '' })
  await put(first.replace('owner: leo', 'owner: mina'))
  const { diff, html } = await changes(from)
  expect([diff.includes('+owner: mina'), html]).toEqual([true, ''])
})

test('what was taken out is shown as such, and what authors write stays harmless (abuse 13)', async () => {
  await put(first.replace('처음 문단이에요.\n', '').replace('alert(1)', 'alert(2)'))
  const { html } = await changes(from)
  expect(html).toMatch(/<del>[\s\S]*처음 문단이에요/)
  expect(html).not.toMatch(/<script/)
})

test('a lesson’s own lines are text of the page, not Markdown', async () => {
  const lesson = (line: string) => first.replace('kind: guide', `kind: lesson\nlesson: {do: ['${line}']}`)
  const { revision } = await put(lesson('글로 답한다'))
  await put(lesson('**글로** 답한다 <b>'))
  expect((await changes(revision)).html).toContain('**글로** 답한다 &lt;b&gt;')
})

test('an unknown revision is not found, one of another page as well, and what is none is refused', async () => {
  const other = (await (await lead('/api/v1/pages/lessons/write-down-why')).json()) as { revision: string }
  const status = async (path: string) => (await ask(path)).status
  expect(await status(`/api/v1/pages/${PAGE}/changes?since=${'f'.repeat(40)}`)).toBe(404)
  expect(await status(`/api/v1/pages/${PAGE}/changes?since=${other.revision}`)).toBe(404)
  expect(await status(`/api/v1/pages/${PAGE}/changes?since=yesterday`)).toBe(400)
  expect(await status(`/api/v1/pages/${PAGE}/changes`)).toBe(400)
  expect(await status(`/api/v1/pages/none/at/all/changes?since=${from}`)).toBe(404)
  expect((await app.anonymous(`/api/v1/pages/${PAGE}/changes?since=${from}`)).status).toBe(401)
})

test('a draft is nobody’s to compare but its owner’s and the leads’', async () => {
  await put(first.replace('owner: leo', 'owner: leo\nstatus: draft'))
  expect((await ask(`/api/v1/pages/${PAGE}/changes?since=${from}`)).status).toBe(404)
  expect((await lead(`/api/v1/pages/${PAGE}/changes?since=${from}`)).status).toBe(200)
})

test('a page may itself be called changes', async () => {
  await lead('/api/v1/pages/notes/changes', { method: 'PUT', body: '---\ntitle: 바뀐 것\n---\n' })
  expect(await (await ask('/api/v1/pages/notes/changes')).json()).toMatchObject({ title: '바뀐 것' })
})

test('the page of changes shows only them, in both languages, with the lines of the file', async () => {
  await put(first.replace('둘째 문단이에요.', '둘째 문단을 고쳤어요.'))
  const browser = await app.signIn(mina)
  const page = await (await browser(`/changes/${PAGE}?since=${from}`)).text()
  expect(page).toContain('바뀐 곳')
  expect(page).toContain('둘째 문단을 고쳤어요.')
  expect(page).not.toContain('처음 문단이에요.</p>')
  expect(page).toContain('Markdown에서 바뀐 줄')
  const inEnglish = { headers: { 'accept-language': 'en' } }
  const english = await (await browser(`/changes/${PAGE}?since=${from}`, inEnglish)).text()
  expect(english).toContain('Changed lines of the Markdown')
  expect((await browser(`/changes/${PAGE}?since=${'f'.repeat(40)}`)).status).toBe(404)
  expect((await browser(`/changes/${PAGE}?since=x`)).status).toBe(400)
  expect((await app.anonymous(`/changes/${PAGE}?since=${from}`)).status).toBe(303)
})

test('whoever saves can say that readers should look again: in the editor, in the API, in git', async () => {
  const { history } = app.context.pages.content
  const lastBody = () => [...history.recent()][0]?.body ?? ''
  await put(`${first}\n끝.\n`, '?lookAgain=1')
  expect(lastBody()).toBe('Look-again: yes')
  await put(first, '', { 'Look-again': 'yes' })
  expect(lastBody()).toBe('Look-again: yes')
  const { revision } = await put(`${first}\n끝!\n`)
  expect(lastBody()).toBe('')
  const browser = await app.signIn(leo)
  const fields = { title: '배포하는 날', kind: 'guide', lang: 'ko', body: '새 글', base: revision }
  expect(await (await browser(`/edit/${PAGE}`)).text()).toContain('name="lookAgain"')
  const saved = await browser(`/edit/${PAGE}?lang=ko`, form({ ...fields, lookAgain: 'yes' }))
  expect([saved.status, lastBody()]).toEqual([303, 'Look-again: yes'])
})
