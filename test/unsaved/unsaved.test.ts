import { form, startApp, type Ask, type TestApp } from '../app.ts'
import { ada, leo, mina } from '../cast.ts'

let app: TestApp
let lead: Ask
let time = Date.parse('2026-11-24T09:00:00Z')
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

beforeAll(async () => {
  app = await startApp({ now: () => new Date(time) })
  lead = await app.signIn(leo)
}, 60_000)
afterAll(() => app.stop())
beforeEach(() => (time += MINUTE))

const OFFER = 'data-unsaved-text='
let ids = 0
const newId = () => `an-id-of-the-form-${++ids}`
const keep = (ask: Ask, id: string, place: string, fields: Record<string, string>) =>
  ask(`/unsaved/${id}?place=${encodeURIComponent(place)}`, form(fields))
const textOf = async (ask: Ask, address: string) => (await ask(address)).text()
const idIn = (html: string) => /name="unsaved" value="([\w-]+)"/.exec(html)?.[1] ?? ''
const write = async (path: string, body = 'first') => {
  const token = await app.withToken(leo)
  const source = `---\ntitle: ${path}\nkind: guide\nlang: ko\n---\n\n${body}\n`
  await token(`/api/v1/pages/${encodeURI(path)}`, { method: 'PUT', body: source })
}
const fields = { title: '배포하는 날', kind: 'guide', lang: 'ko', body: '버튼을 누르기 전에' }

describe('a text that was not saved', () => {
  test('is offered when the editor of its page is opened again, and comes back whole', async () => {
    await write('guides/offered')
    const opened = await textOf(lead, '/edit/guides/offered')
    const base = /name="base" value="(\w+)"/.exec(opened)?.[1] ?? ''
    const id = idIn(opened)
    const kept = await keep(lead, id, '/edit/guides/offered?lang=ko', { ...fields, base, note: '왜냐면' })
    expect(kept.status).toBe(204)

    const again = await textOf(lead, '/edit/guides/offered')
    expect(again).toContain(OFFER)
    expect(again).toContain(`href="/edit/guides/offered?lang=ko&amp;unsaved=${id}"`)
    expect(again).not.toContain('버튼을 누르기 전에')
    expect(idIn(again)).not.toBe(id)

    const resumed = await textOf(lead, `/edit/guides/offered?lang=ko&unsaved=${id}`)
    for (const part of ['버튼을 누르기 전에', '왜냐면', base, 'data-resumed']) expect(resumed).toContain(part)
    expect(idIn(resumed)).toBe(id)
  })

  test('is merged with what others saved meanwhile, and is not offered once it is saved', async () => {
    await write('guides/merged', 'one\n\ntwo\n\nthree')
    const opened = await textOf(lead, '/edit/guides/merged')
    const base = /name="base" value="(\w+)"/.exec(opened)?.[1] ?? ''
    const id = idIn(opened)
    const typed = { title: 'guides/merged', kind: 'guide', lang: 'ko', body: 'ONE\n\ntwo\n\nthree', base }
    await keep(lead, id, '/edit/guides/merged?lang=ko', typed)
    await write('guides/merged', 'one\n\ntwo\n\nTHREE')

    const saved = await lead('/edit/guides/merged?lang=ko', form({ ...typed, unsaved: id }))
    expect(saved.headers.get('location')).toContain('done=merged')
    expect(await textOf(lead, '/wiki/guides/merged.md')).toContain('ONE\n\ntwo\n\nTHREE')
    expect(await textOf(lead, '/edit/guides/merged')).not.toContain(OFFER)
    // What was on its way while the form was saved does not bring it back.
    expect((await keep(lead, id, '/edit/guides/merged?lang=ko', typed)).status).toBe(412)
    expect(await textOf(lead, '/edit/guides/merged')).not.toContain(OFFER)
  })

  test('stays when the save is refused, and goes when the conflict is settled', async () => {
    await write('guides/conflicting', 'one')
    const opened = await textOf(lead, '/edit/guides/conflicting')
    const base = /name="base" value="(\w+)"/.exec(opened)?.[1] ?? ''
    const unsaved = idIn(opened)
    const typed = { title: 'guides/conflicting', kind: 'guide', lang: 'ko', body: 'mine', base, unsaved }
    await keep(lead, unsaved, '/edit/guides/conflicting?lang=ko', typed)
    await write('guides/conflicting', 'theirs')

    const refused = await lead('/edit/guides/conflicting?lang=ko', form({ ...typed, title: '' }))
    expect([refused.status, idIn(await refused.text())]).toEqual([400, unsaved])
    const conflict = await lead('/edit/guides/conflicting?lang=ko', form(typed))
    const page = await conflict.text()
    expect([conflict.status, idIn(page)]).toEqual([409, unsaved])
    expect(await textOf(lead, '/edit/guides/conflicting')).toContain(OFFER)

    const theirs = /name="theirs" value="(\w+)"/.exec(page)?.[1] ?? ''
    const mine = /<textarea[^>]*name="mine"[^>]*>\n([^<]*)/.exec(page)?.[1] ?? ''
    const choices = { 'choice-0': 'mine', mine, from: base, theirs, lang: 'ko', unsaved }
    const merged = await lead('/merge/guides/conflicting', form(choices))
    expect(merged.status).toBe(303)
    expect(await textOf(lead, '/edit/guides/conflicting')).not.toContain(OFFER)
  })

  test('of new pages: each is kept by itself, and offered where pages of its kind begin', async () => {
    const [one, two] = [newId(), newId()]
    await keep(lead, one, '/new/lesson', { ...fields, title: '첫째', kind: 'lesson', path: 'lessons/' })
    await keep(lead, two, '/new/lesson', { ...fields, title: '둘째', kind: 'lesson', path: 'lessons/' })
    const opened = await textOf(lead, '/new/lesson')
    for (const part of ['첫째', '둘째']) expect(opened).toContain(part)
    expect(await textOf(lead, '/new/guide')).not.toContain('첫째')

    const resumed = await textOf(lead, `/new/lesson?unsaved=${one}`)
    expect(resumed).toContain('value="첫째"')
    const saved = await lead('/new/lesson', form({ ...fields, title: '첫째', kind: 'lesson', unsaved: one }))
    expect(saved.status).toBe(303)
    const after = await textOf(lead, '/new/lesson')
    expect([after.includes('첫째</b>'), after.includes('둘째</b>')]).toEqual([false, true])
  })

  test('waits on the home page of its author, and nobody else sees it', async () => {
    await write('guides/alone')
    const id = newId()
    await keep(lead, id, '/edit/guides/alone?lang=ko', { ...fields, title: '나만 보는 글' })
    expect(await textOf(lead, '/')).toContain(`/edit/guides/alone?lang=ko&amp;unsaved=${id}`)

    const admin = await app.signIn(ada)
    expect(await textOf(admin, '/')).not.toContain('나만 보는 글')
    expect(await textOf(admin, `/edit/guides/alone?unsaved=${id}`)).not.toContain('버튼을 누르기 전에')
    expect((await keep(admin, id, '/edit/guides/alone', { ...fields, body: 'stolen' })).status).toBe(404)
    expect((await admin(`/unsaved/${id}/discard`, form({}))).status).toBe(303)
    expect(await textOf(lead, `/edit/guides/alone?unsaved=${id}`)).toContain('버튼을 누르기 전에')
    expect((await keep(app.anonymous, id, '/new/note', fields)).status).toBe(401)
  })

  test('follows its page when that is renamed', async () => {
    await write('guides/before')
    const id = newId()
    await keep(lead, id, '/edit/guides/before?lang=ko', fields)
    const moved = await lead('/move/guides/before', form({ to: 'guides/after', redirect: 'yes' }))
    expect(moved.status).toBe(303)
    expect(await textOf(lead, '/edit/guides/after')).toContain(`unsaved=${id}`)
    expect(await textOf(lead, '/')).toContain(`/edit/guides/after?lang=ko&amp;unsaved=${id}`)
    const resumed = await textOf(lead, `/edit/guides/before?unsaved=${id}`)
    expect(resumed).toContain('버튼을 누르기 전에')
  })

  test('of a page that is gone becomes a new one at the same place', async () => {
    await write('guides/gone')
    const id = newId()
    await keep(lead, id, '/edit/guides/gone?lang=ko', fields)
    await lead('/delete/guides/gone', form({}))
    expect(await textOf(lead, '/')).toContain(`/new/guide?unsaved=${id}`)
    const resumed = await textOf(lead, `/new/guide?unsaved=${id}`)
    expect(resumed).toContain('value="guides/gone"')
    expect(resumed).toContain('버튼을 누르기 전에')
  })

  test('of a draft does not publish it', async () => {
    const token = await app.withToken(leo)
    const source = '---\ntitle: D\nkind: guide\nlang: ko\nstatus: draft\nowner: leo\n---\n\nx\n'
    await token('/api/v1/pages/guides/hidden-one', { method: 'PUT', body: source })
    const id = newId()
    await keep(lead, id, '/edit/guides/hidden-one?lang=ko', fields)
    const resumed = await textOf(lead, `/edit/guides/hidden-one?unsaved=${id}`)
    expect(resumed).toContain('class="visually-hidden" name="status" value="draft"')
  })

  test('is not put into the form of another page', async () => {
    await Promise.all([write('guides/one-page'), write('guides/other-page')])
    const id = newId()
    await keep(lead, id, '/edit/guides/one-page?lang=ko', fields)
    expect(await textOf(lead, `/edit/guides/other-page?unsaved=${id}`)).not.toContain('버튼을 누르기')
  })

  test('of a proposal is offered to its author with the reason that was typed, until it is proposed', async () => {
    await write('guides/proposed')
    const member = await app.signIn(mina)
    const id = idIn(await textOf(member, '/propose/guides/proposed'))
    await keep(member, id, '/propose/guides/proposed?lang=ko', { ...fields, why: '오래됐어요' })
    const resumed = await textOf(member, `/propose/guides/proposed?unsaved=${id}`)
    for (const part of ['버튼을 누르기 전에', '오래됐어요']) expect(resumed).toContain(part)
    const base = /name="base" value="(\w+)"/.exec(await textOf(member, '/propose/guides/proposed'))?.[1] ?? ''
    const sent = await member(
      '/propose/guides/proposed?lang=ko',
      form({ ...fields, base, why: '오래됐어요', unsaved: id, as: 'proposal', revising: '' }),
    )
    expect(sent.status).toBe(303)
    expect(await textOf(member, '/propose/guides/proposed')).not.toContain(OFFER)
  })

  test('is discarded by its author, who comes back to the editor', async () => {
    await write('guides/discarded')
    const id = newId()
    await keep(lead, id, '/edit/guides/discarded?lang=ko', fields)
    const answer = await lead(`/unsaved/${id}/discard`, form({}))
    expect(answer.headers.get('location')).toBe(`/edit/guides/discarded?lang=ko&discarded=${id}`)
    expect(await textOf(lead, '/edit/guides/discarded')).not.toContain(OFFER)
  })

  test('that was discarded comes back whole for a day, to its author alone, and never once it is saved', async () => {
    await write('guides/thrown')
    const id = newId()
    const place = '/edit/guides/thrown?lang=ko'
    await keep(lead, id, place, fields)
    const address = (await lead(`/unsaved/${id}/discard`, form({}))).headers.get('location') ?? ''
    const page = await textOf(lead, address)
    expect(page).toContain('쓰다 만 글을 버렸어요')
    expect(page).toContain(`action="/unsaved/${id}/bring-back"`)
    // What was on its way does not bring it back by itself.
    expect((await keep(lead, id, place, fields)).status).toBe(412)
    const member = await app.signIn(mina)
    expect(await textOf(member, `/propose/guides/thrown?discarded=${id}`)).not.toContain('bring-back')
    expect((await member(`/unsaved/${id}/bring-back`, form({}))).status).toBe(404)

    const back = await lead(`/unsaved/${id}/bring-back`, form({}))
    expect(back.headers.get('location')).toBe(`/edit/guides/thrown?lang=ko&unsaved=${id}`)
    expect(await textOf(lead, back.headers.get('location') ?? '')).toContain('버튼을 누르기 전에')
    expect((await keep(lead, id, place, fields)).status).toBe(204)

    await lead(`/unsaved/${id}/discard`, form({}))
    time += DAY + MINUTE
    const later = await app.signIn(leo)
    expect(await textOf(later, address)).not.toContain('bring-back')
    expect((await later(`/unsaved/${id}/bring-back`, form({}))).status).toBe(404)
    lead = later

    const saved = newId()
    await keep(lead, saved, '/new/note', { ...fields, kind: 'note' })
    await lead('/new/note', form({ ...fields, kind: 'note', title: '저장한 쪽지', unsaved: saved }))
    expect((await lead(`/unsaved/${saved}/bring-back`, form({}))).status).toBe(404)
  })

  test('that was discarded keeps no place of those that are written, and thirty of them are kept', async () => {
    const ask = await app.signIn(mina)
    const ids = Array.from({ length: 32 }, newId)
    for (const id of ids) {
      time += 1_000
      await keep(ask, id, '/new/note', { ...fields, kind: 'note' })
      await ask(`/unsaved/${id}/discard`, form({}))
    }
    const statuses = await Promise.all(
      [ids[0], ids[31]].map(async (id) => (await ask(`/unsaved/${id ?? ''}/bring-back`, form({}))).status),
    )
    expect(statuses).toEqual([404, 303])
  })

  test('outlives the session: whoever signs in again is led back to the editor and its text', async () => {
    await write('guides/expired')
    const browser = await app.signIn(leo)
    const id = idIn(await textOf(browser, '/edit/guides/expired'))
    await keep(browser, id, '/edit/guides/expired?lang=ko', { ...fields, title: '로그인이 풀린 글' })
    await browser('/logout', form({}))
    const refused = await browser('/edit/guides/expired')
    expect(refused.headers.get('location')).toBe('/login?next=%2Fedit%2Fguides%2Fexpired')
    const back = await app.anonymous(
      '/login',
      form({ login: leo.email, password: leo.password, next: '/edit/guides/expired' }, app.url),
    )
    expect(back.headers.get('location')).toBe('/edit/guides/expired')
    expect(await textOf(lead, '/edit/guides/expired')).toContain('로그인이 풀린 글')
  })

  test('is kept for 90 days, and no more than thirty of one person', async () => {
    const admin = await app.signIn(ada)
    await keep(admin, newId(), '/new/note', { ...fields, title: '첫 글', kind: 'note' })
    for (let count = 0; count < 30; count++) {
      time += MINUTE
      await keep(admin, newId(), '/new/note', { ...fields, title: `글 ${count}`, kind: 'note' })
    }
    const user = await app.user(ada)
    const titles = async () => (await app.context.unsaved.list(user)).map(({ title }) => title)
    expect(await titles()).toHaveLength(30)
    expect(await titles()).not.toContain('첫 글')
    time += 91 * DAY
    const again = await app.signIn(ada)
    await keep(again, newId(), '/new/note', { ...fields, title: '새 글', kind: 'note' })
    expect(await titles()).toEqual(['새 글'])
  })

  test.each([
    ['no editor', '/wiki/guides/one', 400],
    ['another site', 'https://elsewhere.example/edit/one', 400],
    ['another site without a scheme', '//elsewhere.example/edit/one', 400],
  ])('is refused for the address of %s', async (_what, place, status) => {
    const ask = await app.signIn(leo)
    expect((await keep(ask, newId(), place, fields)).status).toBe(status)
  })

  test('is refused where it is larger than any page', async () => {
    const ask = await app.signIn(leo)
    const answer = await keep(ask, newId(), '/new/note', { ...fields, body: 'x'.repeat(2_200_000) })
    expect(answer.status).toBe(413)
  })

  test('is refused from another site', async () => {
    const ask = await app.signIn(leo)
    const headers = { 'sec-fetch-site': 'cross-site' }
    const answer = await ask(`/unsaved/${newId()}?place=/new/note`, { ...form(fields), headers })
    expect(answer.status).toBe(403)
  })
})
