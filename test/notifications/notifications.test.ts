import { form, startApp, type TestApp } from '../app.ts'
import { leo, mina, noa } from '../cast.ts'

let app: TestApp
beforeEach(async () => {
  app = await startApp({ people: [leo, mina, noa] })
})
afterEach(() => app.stop())

const textOf = async (answer: Promise<Response>) => (await answer).text()
const tell = async (person = mina, title = '출처') =>
  app.context.notifications.tell({
    to: [(await app.user(person)).id],
    type: 'notify.feedback.answered',
    params: { title },
    href: '/feedback',
  })

test('the bell says that there is something new, also on a page that the browser has kept', async () => {
  const ask = await app.signIn(mina)
  const before = await ask('/wiki/guides/judge-a-source')
  expect(await before.text()).not.toContain('class="unseen"')
  await tell()
  const tag = before.headers.get('etag') ?? ''
  const after = await ask('/wiki/guides/judge-a-source', { headers: { 'if-none-match': tag } })
  expect(after.status).toBe(200)
  expect(await after.text()).toContain('알림, 새 소식 1개')
})

test('seeing them all marks those that were shown, and not what came since', async () => {
  const ask = await app.signIn(mina)
  await tell()
  const shown = await textOf(ask('/notifications'))
  const id = /name="id" value="([\w-]+)"/.exec(shown)?.[1] ?? ''
  await tell()
  expect((await ask('/notifications/seen', form({ id }))).status).toBe(303)
  expect(await app.context.notifications.countUnseen(await app.user(mina))).toBe(1)
})

test('nobody sees what others are told, and none are told twice', async () => {
  const user = await app.user(mina)
  await app.context.notifications.tell({
    to: [user.id, user.id],
    type: 'notify.feedback.closed',
    params: { title: '출처' },
    href: '/',
  })
  expect(await app.context.notifications.countUnseen(user)).toBe(1)
  expect(await textOf((await app.signIn(noa))('/notifications'))).toContain('아직 알림이 없어요')
  expect((await app.anonymous('/notifications')).status).toBe(303)
  expect((await (await app.signIn(mina))('/notifications/seen', form({ id: "'; drop" }))).status).toBe(400)
})
