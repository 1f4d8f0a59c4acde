import { form, startApp, type Ask, type TestApp } from '../app.ts'
import { leo, mina, noa } from '../cast.ts'

const SECRET = '고래자리암호'
const DRAFT = 'lessons/whale-plan'
const OWN = 'lessons/my-own-draft'
const PUBLIC = 'lessons/harbour'
const ROAD = 'paths/to-the-sea'

let app: TestApp
let member: Ask
let lead: Ask
/** What the sidebar counts of a kind. */
const countOf = async (ask: Ask, folder: string) => {
  const html = await (await ask('/learn')).text()
  return Number(new RegExp(`href="/${folder}"[^]*?<span class="count">(\\d+)</span>`).exec(html)?.[1])
}
let lessonsBefore = 0

beforeAll(async () => {
  app = await startApp({ people: [leo, mina, noa] })
  member = await app.signIn(mina)
  lead = await app.signIn(leo)
  lessonsBefore = await countOf(member, 'lessons')
  const author = await app.user(leo)
  const save = async (path: string, source: string) => {
    await app.context.pages.save(author, { path, source, how: 'create' })
  }
  await save(
    DRAFT,
    `---\ntitle: ${SECRET} 계획\nkind: lesson\nlang: ko\nowner: leo\nstatus: draft\ntags: [${SECRET}]\nsummary: ${SECRET}\n---\n\n## ${SECRET} 일정\n\n[[${PUBLIC}]] ${SECRET}\n`,
  )
  await save(
    OWN,
    `---\ntitle: 내 초안\nkind: lesson\nlang: ko\nowner: mina\nstatus: draft\n---\n\n[[${PUBLIC}]]\n`,
  )
  await save(
    PUBLIC,
    `---\ntitle: 항구\nkind: lesson\nlang: ko\nsupports: [${DRAFT}]\nsupersedes: [${DRAFT}]\nconflictsWith: [${DRAFT}]\nlesson:\n  learnedFrom: ${DRAFT}\n---\n\n[[${DRAFT}]] [글](whale-plan.md)\n`,
  )
  await save(
    ROAD,
    `---\ntitle: 바다로 가는 길\nkind: path\nlang: ko\nsteps:\n  - id: harbour\n    page: ${PUBLIC}\n  - id: whale\n    page: ${DRAFT}\n  - id: none\n    page: lessons/not-there\n---\n`,
  )
})
afterAll(() => app.stop())

const ADDRESSES = [
  `/wiki/${DRAFT}`,
  `/wiki/${DRAFT}?lang=ko`,
  `/wiki/${DRAFT.toUpperCase()}`,
  `/wiki/${DRAFT}.md`,
  `/wiki/${DRAFT}.ko.md`,
  `/history/${DRAFT}`,
  `/diff/${DRAFT}`,
  `/blame/${DRAFT}`,
  `/api/v1/pages/${DRAFT}`,
]

test.each(ADDRESSES)('a member is answered %s as if there were no such page (abuse 49)', async (address) => {
  const missing = address.replace(/whale-plan/i, 'no-such-thing')
  const [there, gone] = [await member(address), await member(missing)]
  expect([there.status, gone.status]).toEqual([404, 404])
  expect(there.headers.get('etag')).toBeNull()
  const plain = (text: string) =>
    text
      .replaceAll(/whale(-| |%20)plan|no(-| |%20)such(-| |%20)thing/gi, 'PAGE')
      .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID')
  const same = (text: string) => plain(text).replaceAll(/nonce="[^"]+"/g, 'nonce')
  expect(same(await there.text())).toBe(same(await gone.text()))
})

test.each(ADDRESSES.filter((address) => !address.includes('LESSONS') && !address.includes('.ko.md')))(
  'a lead is shown %s',
  async (address) => {
    expect((await lead(address)).status).toBe(200)
  },
)

test('the versions of a draft cannot be read by their commits, nor its blobs (abuse 49)', async () => {
  const { history, catalog } = app.context.pages.content
  const commit = history.latest(`${DRAFT}.md`)?.commit ?? ''
  const blob = catalog.find(DRAFT)?.original.blob ?? ''
  for (const address of [
    `/diff/${DRAFT}?to=${commit}`,
    `/diff/${PUBLIC}?to=${commit}`,
    `/diff/${PUBLIC}?from=${commit}`,
    `/diff/${PUBLIC}?from=${blob}`,
  ]) {
    const answer = await member(address)
    expect([address, answer.status]).toEqual([address, 404])
    expect(await answer.text()).not.toContain(SECRET)
  }
})

test.each([
  `/search?q=${SECRET}`,
  `/search?q=${SECRET}&status=draft`,
  '/search?q=status:draft',
  '/search?q=owner:leo',
  `/search?q=tag:${SECRET}`,
  `/search/suggest?q=${SECRET}`,
  '/search/suggest?q=whale',
  `/api/v1/search?q=${SECRET}&limit=100`,
  '/api/v1/search?q=%ED%95%AD%EA%B5%AC&status=draft&limit=100',
  `/api/v1/suggest?q=${SECRET}`,
])('%s tells a member nothing of it (abuse 49)', async (address) => {
  const answer = await member(address)
  const body = await answer.text()
  expect(answer.status).toBe(200)
  expect(body).not.toContain(`/wiki/${DRAFT}`)
  // The query itself is shown again; the words beside it would come from the page.
  expect(body).not.toMatch(new RegExp(`${SECRET} (계획|일정)`))
  if (answer.headers.get('content-type')?.startsWith('application/json')) {
    const { results, total } = JSON.parse(body) as { results: { path: string }[]; total?: number }
    expect(results.filter(({ path }) => path === DRAFT)).toEqual([])
    if (address.includes('limit=100')) expect(total).toBe(results.length)
  }
})

test('a lead finds it', async () => {
  for (const address of [`/search?q=${SECRET}`, `/api/v1/search?q=${SECRET}`, `/api/v1/suggest?q=${SECRET}`])
    expect(await (await lead(address)).text()).toContain('whale-plan')
})

test.each(['/', '/lessons', '/learn', '/people/leo', `/lessons?tag=${SECRET}`, '/retros'])(
  '%s does not show it to a member (abuse 49)',
  async (address) => {
    const answer = await member(address)
    const html = await answer.text()
    expect(answer.status).toBe(200)
    expect(html).not.toContain('whale-plan')
    expect(html).not.toContain(`${SECRET} 계획`)
  },
)

test('the counts of the sidebar are of pages one may see (abuse 49)', async () => {
  expect(await countOf(member, 'lessons')).toBe(lessonsBefore + 2)
  expect(await countOf(await app.signIn(noa), 'lessons')).toBe(lessonsBefore + 1)
  expect(await countOf(lead, 'lessons')).toBe(lessonsBefore + 3)
})

test('a page that links to it, by text and by front matter, shows no title and no backlink (abuse 49)', async () => {
  for (const address of [`/wiki/${PUBLIC}`, `/api/v1/pages/${PUBLIC}`])
    expect(await (await member(address)).text()).not.toContain(SECRET)
  const html = await (await lead(`/wiki/${PUBLIC}`)).text()
  expect(html).toContain(`${SECRET} 계획`)
})

test('a backlink from one’s own draft is shown to its owner alone', async () => {
  expect(await (await member(`/wiki/${PUBLIC}`)).text()).toContain('내 초안')
  expect(await (await (await app.signIn(noa))(`/wiki/${PUBLIC}`)).text()).not.toContain('내 초안')
  expect(await (await lead(`/wiki/${PUBLIC}`)).text()).toContain('내 초안')
  expect(await (await member(`/wiki/${PUBLIC}`)).text()).toContain('내 초안')
})

test('a path does not say more of a hidden step than of one that is missing (abuse 49)', async () => {
  const api = await (await member(`/api/v1/paths/${ROAD}`)).text()
  const html = await (await member(`/wiki/${ROAD}`)).text()
  for (const text of [api, html]) expect(text).not.toContain(SECRET)
  const { steps } = JSON.parse(api) as { steps: { id: string; broken?: string }[] }
  const brokenOf = (id: string) => steps.find((step) => step.id === id)?.broken
  expect(brokenOf('whale')).toBe(brokenOf('none'))
})

test('its owner reads it, its history and its text, and finds it', async () => {
  for (const address of [
    `/wiki/${OWN}`,
    `/wiki/${OWN}.md`,
    `/history/${OWN}`,
    `/diff/${OWN}`,
    `/blame/${OWN}`,
    `/api/v1/pages/${OWN}`,
  ])
    expect([address, (await member(address)).status]).toEqual([address, 200])
  for (const address of ['/lessons', '/people/mina', '/search?q=내 초안', '/api/v1/search?q=내 초안'])
    expect(await (await member(address)).text()).toContain('my-own-draft')
  const other = await app.signIn(noa)
  for (const address of [`/wiki/${OWN}`, `/api/v1/pages/${OWN}`, `/history/${OWN}`])
    expect((await other(address)).status).toBe(404)
  expect(await (await other('/people/mina')).text()).not.toContain('my-own-draft')
})

test('what is left of a deleted draft is for leads (abuse 19, 49)', async () => {
  const author = await app.user(leo)
  const path = 'lessons/short-lived'
  const source = `---\ntitle: ${SECRET} 둘\nstatus: draft\nlang: ko\n---\n\n${SECRET}\n`
  await app.context.pages.save(author, { path, source, how: 'create' })
  await app.context.pages.remove(author, { path })
  for (const address of [`/wiki/${path}`, `/wiki/${path}.md`, `/history/${path}`, `/diff/${path}`]) {
    const answer = await member(address)
    expect([address, answer.status, (await answer.text()).includes(SECRET)]).toEqual([address, 404, false])
  }
  expect((await lead(`/history/${path}`)).status).toBe(200)
})

test('a translation that its author keeps as a draft is not shown to members (abuse 49)', async () => {
  const path = 'lessons/in-two-languages'
  const source = '---\ntitle: 두 말\nkind: lesson\nlang: ko\nowner: leo\n---\n\n글\n'
  await app.context.pages.save(await app.user(leo), { path, source, how: 'create' })
  const fields = {
    title: 'Two languages',
    kind: 'lesson',
    lang: 'en',
    body: 'Narwhal plans',
    status: 'draft',
  }
  const kept = await lead(`/edit/${path}?lang=en`, form(fields))
  expect(kept.headers.get('location')).toContain('done=drafted')
  for (const address of [`/wiki/${path}?lang=en`, `/wiki/${path}.en.md`, `/api/v1/pages/${path}?lang=en`])
    expect([address, (await (await member(address)).text()).includes('Narwhal')]).toEqual([address, false])
})
