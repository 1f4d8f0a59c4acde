import { form, startApp, type Ask, type TestApp } from '../app.ts'
import { ada, leo, mina, noa } from '../cast.ts'

const now = () => new Date('2026-11-24T03:00:00.000Z')

let app: TestApp
let asLead: Ask
let asOwner: Ask
let asMember: Ask
/** A folder and a page of their own for every test. */
let FOLDER = ''
let PAGE = ''
let tests = 0

async function start(): Promise<void> {
  app = await startApp({ now })
  const asked = await Promise.all([leo, mina, noa].map((one) => app.signIn(one)))
  ;[asLead, asOwner, asMember] = asked as [Ask, Ask, Ask]
}
beforeEach(() => {
  FOLDER = `folder-${++tests}`
  PAGE = `${FOLDER}/held`
})
const writeOverdue = () => write(PAGE, 'owner: mina\nreviewed: 2026-01-01\nreviewEvery: 30d\n')

async function write(path: string, frontMatter: string, lang?: 'ko' | 'en', body = '본문'): Promise<string> {
  const source = `---\ntitle: ${lang === 'en' ? 'Held' : '글'} <b>\nlang: ${lang ?? 'ko'}\n${frontMatter}---\n\n${body}\n`
  const saved = await app.context.pages.save(await app.user(leo), { path, source, lang, how: 'replace' })
  return saved.revision
}
const textOf = async (answer: Promise<Response>) => (await answer).text()
const view = (ask: Ask, path = PAGE, lang = 'ko') =>
  textOf(ask(`/wiki/${path}`, { headers: { 'accept-language': lang } }))
const json = (method: string, body: unknown): RequestInit => ({
  method,
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
})
const post = (body: unknown) => json('POST', body)
const page = () => app.context.pages.content.catalog.find(PAGE)
const front = () => page()?.original.frontMatter

describe('on one wiki', () => {
  beforeAll(start)
  afterAll(() => app.stop())
  beforeEach(writeOverdue)

  describe('verifying in the browser', () => {
    test('readers are told that a page is overdue; its owner and leads are asked', async () => {
      const [reader, owner, lead] = await Promise.all([view(asMember), view(asOwner), view(asLead)])
      expect(reader).toContain('1월 31일까지 확인하기로 한 글이에요')
      expect(reader).not.toContain(`action="/verify/${PAGE}"`)
      for (const shown of [owner, lead]) {
        expect(shown).toContain(`action="/verify/${PAGE}"`)
        expect(shown).toContain('여전히 맞아요')
      }
      expect(owner).not.toContain(`/edit/${PAGE}?verify=1`)
      expect(lead).toContain(`/edit/${PAGE}?verify=1`)
      expect(await view(asMember, PAGE, 'en')).toContain('It was to be verified by 31 Jan')
    })

    test('one click by an owner who is a member', async () => {
      const shown = await view(asOwner)
      const revision = /name="revision" value="([0-9a-f]{40})"/.exec(shown)?.[1] ?? ''
      const answer = await asOwner(`/verify/${PAGE}`, form({ verdict: 'still-true', revision }))
      expect([answer.status, answer.headers.get('location')]).toEqual([303, `/wiki/${PAGE}?done=verified`])
      expect(front()?.reviewed).toBe('2026-11-24')
      const after = await view(asOwner, `${PAGE}?done=verified`)
      expect(after).toContain('확인한 날이 오늘이 됐어요')
      expect(after).toContain('badge verified')
      // Always there for those who look after it.
      expect(after).toContain('name="verdict" value="still-true"')
    })

    test('a lesson that stopped holding and was verified today already is true again with one click', async () => {
      await write(PAGE, 'kind: lesson\nowner: mina\nreviewed: 2026-11-24\nreviewEvery: 30d\n')
      const { guidance, pages } = app.context
      const lead = await app.user(leo)
      for (const where of ['PR 1', 'PR 2'])
        await guidance.applications.record(lead, PAGE, { where, outcome: 'not', note: '' })
      expect(pages.content.catalog.hasStopped(PAGE)).toBe(true)
      const answer = await asOwner(`/verify/${PAGE}`, form({ verdict: 'still-true' }))
      expect(answer.status).toBe(303)
      expect(pages.content.catalog.hasStopped(PAGE)).toBe(false)
      const [latest] = [...pages.content.history.recent()]
      expect(latest?.body).toBe('Verified: still-true')
      expect(guidance.applications.list(lead, PAGE)).toHaveLength(2)
      const { length } = [...pages.content.history.recent()]
      await asOwner(`/verify/${PAGE}`, form({ verdict: 'still-true' }))
      expect([...pages.content.history.recent()]).toHaveLength(length)
      for (const where of ['PR 3', 'PR 4'])
        await guidance.applications.record(lead, PAGE, { where, outcome: 'not', note: '' })
      expect(pages.content.catalog.hasStopped(PAGE)).toBe(true)
    })

    test('what they did not look at is not verified', async () => {
      const stale = page()?.original.blob ?? ''
      await write(PAGE, 'owner: mina\nreviewed: 2026-01-01\n')
      const answer = await asOwner(`/verify/${PAGE}`, form({ verdict: 'still-true', revision: stale }))
      expect(answer.status).toBe(412)
      expect(await answer.text()).toContain('그 사이에 바뀌었어요')
    })

    test('archiving is asked about first, and can be taken back', async () => {
      expect(await textOf(asOwner(`/verify/${PAGE}`))).toContain('value="archive"')
      const archived = await asOwner(`/verify/${PAGE}`, form({ verdict: 'archive' }))
      expect(archived.headers.get('location')).toBe(`/wiki/${PAGE}?done=archived`)
      const shown = await view(asOwner)
      expect(shown).toContain('보관된 글이에요')
      expect(await view(asMember)).not.toContain('publish-again')
      const again = await asOwner(`/publish-again/${PAGE}`, form({}))
      expect(again.headers.get('location')).toBe(`/wiki/${PAGE}?done=published`)
      expect(page()?.status).toBe('published')
    })

    test('a lead who changes it verifies it by saving', async () => {
      const editor = await textOf(asLead(`/edit/${PAGE}?verify=1`))
      expect(editor).toMatch(/name="verified" value="yes" checked/)
      expect(await textOf(asLead(`/edit/${PAGE}`))).not.toMatch(/name="verified" value="yes" checked/)
      const fields = {
        title: '글',
        kind: 'guide',
        lang: 'ko',
        owner: 'mina',
        body: '새 본문',
        base: page()?.original.blob ?? '',
        more: 'reviewed: 2026-01-01\n',
        reviewEvery: '30d',
      }
      const saved = await asLead(`/edit/${PAGE}?lang=ko`, form({ ...fields, verified: 'yes' }))
      expect(saved.status).toBe(303)
      expect(front()).toMatchObject({ reviewed: '2026-11-24', reviewEvery: '30d' })
      const [latest] = [...app.context.pages.content.history.recent()]
      expect(latest?.body).toBe('Verified: changed')
    })

    test('nobody else, and nothing else', async () => {
      expect((await asMember(`/verify/${PAGE}`, form({ verdict: 'still-true' }))).status).toBe(403)
      expect((await asMember(`/verify/${PAGE}`)).status).toBe(403)
      expect((await app.anonymous(`/verify/${PAGE}`)).status).toBe(303)
      const bad = await asOwner(`/verify/${PAGE}`, form({ verdict: 'maybe' }))
      expect([bad.status, (await bad.text()).includes('셋 가운데 하나를 골라 주세요')]).toEqual([400, true])
      expect((await asOwner('/verify/guides/none', form({ verdict: 'still-true' }))).status).toBe(404)
      expect(front()?.reviewed).toBe('2026-01-01')
    })

    test('it waits on the owner’s home page, once', async () => {
      // Longer than any other, so that it comes first in the list.
      await write(PAGE, 'owner: mina\nreviewed: 2020-01-01\nreviewEvery: 30d\n')
      const home = await textOf(asOwner('/'))
      expect(home.match(new RegExp(`href="/wiki/${PAGE}"`, 'g'))?.length).toBeGreaterThan(0)
      expect(home).toContain('확인할 때가 지났어요</span><span>2020년 1월 31일')
      expect(home.match(/2020년 1월 31일/g)).toHaveLength(1)
      await asOwner(`/verify/${PAGE}`, form({ verdict: 'still-true' }))
      expect(await textOf(asOwner('/'))).not.toContain('2020년 1월 31일')
    })

    test('a date that has not come yet is refused on saving, with what was typed', async () => {
      const fields = {
        title: '글',
        kind: 'guide',
        lang: 'ko',
        body: '쓰던 본문',
        base: page()?.original.blob ?? '',
      }
      const future = await asLead(
        `/edit/${PAGE}?lang=ko`,
        form({ ...fields, more: 'reviewed: 2027-01-01\n' }),
      )
      const shown = await future.text()
      expect(future.status).toBe(400)
      expect(shown).toContain('2027-01-01은 아직 오지 않았어요')
      expect(shown).toContain('쓰던 본문')
      const never = await asLead(`/edit/${PAGE}?lang=ko`, form({ ...fields, reviewEvery: '0d' }))
      expect([never.status, (await never.text()).includes('확인 주기 0d은 쓸 수 없어요')]).toEqual([
        400,
        true,
      ])
    })
  })

  describe('verifying by the API', () => {
    const verdict = (ask: Ask, body: unknown, path = PAGE) =>
      ask(`/api/v1/pages/${path}/verification`, post(body))

    test('by its owner or a lead, as the contract says', async () => {
      const [lead, owner, member] = (await Promise.all(
        [leo, mina, noa].map((one) => app.withToken(one)),
      )) as [Ask, Ask, Ask]
      expect((await verdict(member, { verdict: 'still-true' })).status).toBe(403)
      expect((await verdict(owner, { verdict: 'true' })).status).toBe(400)
      expect((await verdict(owner, { verdict: 'still-true' }, 'guides/none')).status).toBe(404)
      expect((await verdict(app.anonymous, { verdict: 'still-true' })).status).toBe(401)
      const still = await verdict(owner, { verdict: 'still-true' })
      expect(still.status).toBe(200)
      expect(await still.json()).toMatchObject({
        path: PAGE,
        verdict: 'still-true',
        reviewed: '2026-11-24',
        due: '2026-12-24',
        state: 'verified',
        status: 'published',
        revision: page()?.original.blob,
      })
      expect((await verdict(lead, { verdict: 'changed' })).status).toBe(200)
      expect(await (await verdict(lead, { verdict: 'archive' })).json()).toMatchObject({ status: 'archived' })
      const again = await owner(`/api/v1/pages/${PAGE}/publication`, post({}))
      expect(await again.json()).toMatchObject({ status: 'published' })
    })

    test('a draft of somebody else is not there', async () => {
      await write('guides/draft', 'status: draft\nowner: leo\n')
      const owner = await app.withToken(mina)
      expect((await verdict(owner, { verdict: 'still-true' }, 'guides/draft')).status).toBe(404)
    })
  })

  describe('the board', () => {
    test('shows counts, weeks and pages to leads, in both languages, and to nobody else', async () => {
      const shown = await textOf(asLead(`/upkeep?folder=${FOLDER}&owner=mina`))
      expect(shown).toContain(`href="/wiki/${PAGE}"`)
      expect(shown).toContain('<svg class="chart"')
      expect(shown).not.toContain('style=')
      expect(await textOf(asLead('/upkeep', { headers: { 'accept-language': 'en' } }))).toContain(
        'Never verified',
      )
      expect((await asMember('/upkeep')).status).toBe(403)
      expect((await asLead('/upkeep?state=nonsense')).status).toBe(400)
      expect(await textOf(asLead('/upkeep?folder=none'))).toContain('이 조건에 맞는 글이 없어요')
      const api = await (await app.withToken(leo))(`/api/v1/upkeep?folder=${FOLDER}&owner=mina`)
      expect(await api.json()).toMatchObject({ total: 1, counts: { overdue: 1 }, results: [{ path: PAGE }] })
    })

    test('is there as a table for spreadsheets, which take nothing in it for a formula (abuse 21)', async () => {
      const source = '---\ntitle: "=cmd(), \\"x\\""\nowner: mina\n---\n\n본문\n'
      await app.context.pages.save(await app.user(leo), { path: `${FOLDER}/formula`, source, how: 'create' })
      const answer = await asLead(`/upkeep.csv?folder=${FOLDER}`)
      expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
      const lines = (await answer.text()).split('\r\n')
      expect(lines[0]).toBe('path,title,folder,owner,needs owner,reviewed,interval,due,state')
      expect(lines).toContain(`${FOLDER}/formula,"'=cmd(), ""x""",${FOLDER},mina,,,,,no-interval`)
      expect((await asMember('/upkeep.csv')).status).toBe(403)
    })
  })

  describe('translations', () => {
    test('one that is behind says so and leads to both texts side by side', async () => {
      await write(PAGE, 'owner: mina\n', 'en', 'First <i>text</i>')
      await write(PAGE, 'owner: mina\n', undefined, '고친 본문')
      const shown = await view(asMember, `${PAGE}?lang=en`)
      expect(shown).toContain(`/translate/${PAGE}?lang=en`)
      const side = await textOf(asMember(`/translate/${PAGE}?lang=en`))
      expect(side).toContain('<ins>고친 </ins>본문')
      expect(side).not.toContain(`action="/translate/${PAGE}"`)
      expect((await asMember(`/translate/${PAGE}`, form({ lang: 'en' }))).status).toBe(403)
      const revision =
        /name="revision" value="([0-9a-f]{40})"/.exec(
          await textOf(asOwner(`/translate/${PAGE}?lang=en`)),
        )?.[1] ?? ''
      const kept = await asOwner(`/translate/${PAGE}`, form({ lang: 'en', revision }))
      expect(kept.headers.get('location')).toBe(`/wiki/${PAGE}?lang=en&done=inStep`)
      expect(await view(asMember, `${PAGE}?lang=en`)).not.toContain(`/translate/${PAGE}`)
    })

    test('a lead sees what to translate next, and a program may say that it is in step', async () => {
      const list = await textOf(asLead('/upkeep/translations'))
      expect(list).toContain(`/edit/${PAGE}?lang=en`)
      expect((await asMember('/upkeep/translations')).status).toBe(403)
      const [lead, owner] = (await Promise.all([leo, mina].map((one) => app.withToken(one)))) as [Ask, Ask]
      const keep = (ask: Ask) => ask(`/api/v1/pages/${PAGE}/translation`, post({ lang: 'en' }))
      expect((await keep(lead)).status).toBe(400)
      await write(PAGE, '', 'en')
      await write(PAGE, 'owner: mina\n', undefined, '고친 본문')
      const { results } = (await (await lead('/api/v1/upkeep/translations')).json()) as {
        results: { path: string; kind: string }[]
      }
      expect(results.find(({ path }) => path === PAGE)).toMatchObject({ kind: 'behind', changes: 1 })
      expect(await (await keep(owner)).json()).toMatchObject({ path: PAGE, inStep: true })
    })
  })
})

describe('owners who leave', () => {
  beforeEach(start)
  beforeEach(writeOverdue)
  afterEach(() => app.stop())

  test('the admin who disables an account says who looks after their pages', async () => {
    const asAdmin = await app.signIn(ada)
    const asked = await textOf(asAdmin('/admin/people/mina/disable'))
    expect(asked).toContain(`/wiki/${PAGE}`)
    expect(asked).toMatch(/<select[^>]*name="heir"/)
    const wrong = await asAdmin('/admin/people/mina/disable', form({ heir: 'ghost' }))
    expect([wrong.status, (await wrong.text()).includes('바뀐 것은 없어요')]).toEqual([400, true])
    expect((await app.context.accounts.people.findByHandle('mina'))?.disabled).toBe(false)
    expect((await asAdmin('/admin/people/mina/disable', form({ heir: 'noa' }))).status).toBe(303)
    expect(front()?.owner).toBe('noa')
    expect(await textOf(asMember('/notifications'))).toContain('맡겼어요')
  })

  test('left open, the pages need an owner: every lead sees it, and one takes it', async () => {
    const asAdmin = await app.signIn(ada)
    expect(await view(asLead)).not.toContain(`action="/own/${PAGE}"`)
    await asAdmin('/admin/people/mina/disable', form({ heir: '' }))
    expect(front()?.owner).toBe('mina')
    const shown = await view(asLead)
    expect(shown).toContain('mina 님은 이제 이 위키를 쓰지 않아요')
    expect(await view(asMember)).not.toContain(`action="/own/${PAGE}"`)
    expect(await textOf(asLead('/'))).toContain('/upkeep?owner=-')
    const taken = await asLead(`/own/${PAGE}`, form({}))
    expect(taken.headers.get('location')).toBe(`/wiki/${PAGE}?done=taken`)
    expect(front()?.owner).toBe('leo')
    const late = await asAdmin(`/own/${PAGE}`, form({}))
    expect([late.status, (await late.text()).includes('leo 님이 맡았어요')]).toEqual([409, true])
    expect((await asMember(`/own/${PAGE}`, form({}))).status).toBe(403)
  })

  test('a lead hands over pages from the page of a person', async () => {
    await write('guides/second', 'owner: mina\n')
    expect(await textOf(asLead('/people/mina'))).toContain('/hand-over/mina')
    expect(await textOf(asMember('/people/mina'))).not.toContain('hand-over')
    const asked = await textOf(asLead('/hand-over/mina'))
    expect(asked).toContain('value="guides/second"')
    const none = await asLead('/hand-over/mina', form({ to: 'noa' }))
    expect([none.status, (await none.text()).includes('넘길 글을 골라 주세요')]).toEqual([400, true])
    const unknown = await asLead('/hand-over/mina', form({ to: 'ghost', path: PAGE }))
    expect([unknown.status, (await unknown.text()).includes('ghost')]).toEqual([400, true])
    const body = new URLSearchParams([
      ['to', 'noa'],
      ['path', PAGE],
      ['path', 'guides/second'],
    ])
    const given = await asLead('/hand-over/mina', { ...form({}), body })
    expect(given.status).toBe(303)
    expect(front()?.owner).toBe('noa')
    expect(await textOf(asLead('/hand-over/mina'))).toContain('맡은 글이 없어요')
  })

  test('by the API as well', async () => {
    const [lead, member] = (await Promise.all([leo, noa].map((one) => app.withToken(one)))) as [Ask, Ask]
    const hand = (ask: Ask, body: unknown) => ask('/api/v1/people/mina/hand-over', post(body))
    expect((await hand(member, { to: 'noa' })).status).toBe(403)
    expect((await hand(lead, { to: 'ghost' })).status).toBe(400)
    expect(await (await hand(lead, { to: 'noa' })).json()).toEqual({ from: 'mina', to: 'noa', count: 1 })
    const own = await lead(`/api/v1/pages/${PAGE}/owner`, json('PUT', { owner: null }))
    expect(await own.json()).toMatchObject({ path: PAGE, owner: null })
    expect((await member(`/api/v1/pages/${PAGE}/owner`, json('PUT', { owner: 'noa' }))).status).toBe(403)
  })
})
