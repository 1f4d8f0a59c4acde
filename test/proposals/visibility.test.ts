import { form } from '../app.ts'
import { leo, mina, noa } from '../cast.ts'
import { ORIGINAL, PAGE, startWorld, withLine, type World } from './world.ts'

const SECRET = '고래자리암호'
const DRAFT = 'guides/whale'
const FILE = `${PAGE}.md`
let world: World
beforeAll(async () => {
  world = await startWorld()
  const source = `---\ntitle: ${SECRET}\nkind: guide\nlang: ko\nowner: leo\nstatus: draft\n---\n\n${SECRET}\n`
  await world.app.context.pages.save(await world.app.user(leo), { path: DRAFT, source, how: 'create' })
})
afterAll(() => world.app.stop())

const ops = () => world.app.context.proposals

test('a proposal that touches a page which somebody may not see is not there for them', async () => {
  const { app, push, proposalOf } = world
  const changed = `---\ntitle: ${SECRET}\nowner: leo\nstatus: draft\n---\n\n${SECRET} 둘\n`
  push('touches-draft', [
    { files: { [FILE]: withLine(0, '보이는 곳'), [`${DRAFT}.md`]: changed }, message: SECRET },
  ])
  const made = await proposalOf('touches-draft')
  const number = made.number
  const member = await app.signIn(mina)
  const token = await app.withToken(mina)
  const json = { method: 'POST', headers: { 'content-type': 'application/json' } }
  const asks = [
    member(`/proposals/${number}`),
    member(`/proposals/${number}?view=page`),
    member(`/proposals/${number}/edit`),
    member(`/proposals/${number}/comments`, form({ text: 'x' })),
    member(`/proposals/${number}/decision`, form({ decision: 'withdraw' })),
    token(`/api/v1/proposals/${number}`),
    token(`/api/v1/proposals/${number}/comments`, { ...json, body: '{"text":"x"}' }),
    token(`/api/v1/proposals/${number}/decision`, { ...json, body: '{"decision":"reopen"}' }),
  ]
  for (const answer of await Promise.all(asks)) expect([answer.url, answer.status]).toEqual([answer.url, 404])
  for (const path of [
    '/proposals',
    '/proposals?show=closed',
    `/proposals?page=${PAGE}`,
    `/wiki/${PAGE}`,
    '/',
  ])
    expect(await (await member(path)).text()).not.toContain(SECRET)
  expect(await (await token('/api/v1/proposals')).text()).not.toContain(SECRET)
  expect(await ops().get(await app.user(leo), number)).toMatchObject({ number })
  // And it is, once they may see the page.
  await app.context.pages.save(await app.user(leo), {
    path: DRAFT,
    source: '---\ntitle: 고래\nkind: guide\nlang: ko\nowner: leo\n---\n\n이제 보여요\n',
    how: 'replace',
  })
  expect(await ops().get(await app.user(mina), number)).toMatchObject({ number })
})

test('a page that is proposed as a draft is seen by its author and leads', async () => {
  const { app } = world
  const source = `---\ntitle: 새 초안\nkind: guide\nowner: mina\nstatus: draft\n---\n\n${SECRET}\n`
  const made = await ops().propose(await app.user(mina), {
    path: 'guides/new-draft',
    source,
    why: '초안 제안',
  })
  await expect(ops().get(await app.user(noa), made.number)).rejects.toMatchObject({ code: 'not-found' })
  expect(await ops().get(await app.user(mina), made.number)).toMatchObject({ number: made.number })
  expect(await ops().get(await app.user(leo), made.number)).toMatchObject({ number: made.number })
})

test('a page that one may not see cannot be proposed for, and is not told of', async () => {
  const { app } = world
  const hidden = 'guides/hidden-plan'
  const draft = `---\ntitle: ${SECRET}\nkind: guide\nlang: ko\nowner: leo\nstatus: draft\n---\n\n${SECRET}\n`
  await app.context.pages.save(await app.user(leo), { path: hidden, source: draft, how: 'create' })
  const member = await app.signIn(mina)
  expect((await member(`/propose/${hidden}`)).status).toBe(404)
  const fields = { title: 'x', kind: 'guide', lang: 'ko', body: 'x', why: 'x', base: world.revision(hidden) }
  expect((await member(`/propose/${hidden}`, form(fields))).status).toBe(404)
  // Its revision is no way to its text either.
  const other = await member(`/propose/${PAGE}?lang=ko`, form({ ...fields, base: world.revision(hidden) }))
  expect(other.status).toBe(400)
  expect(await other.text()).not.toContain(SECRET)
  // One who does not know of it proposes a page of that path: it shows nothing of what is there.
  const source = '---\ntitle: 같은 자리\nkind: guide\n---\n\n내 글\n'
  const made = await ops().propose(await app.user(mina), { path: hidden, source, why: '같은 자리' })
  for (const query of ['', '?view=page']) {
    const html = await (await member(`/proposals/${made.number}${query}`)).text()
    expect(html).toContain('내 글')
    expect(html).not.toContain(SECRET)
  }
  await expect(ops().get(await app.user(noa), made.number)).rejects.toMatchObject({ code: 'not-found' })
})

test('a proposal for a page that was deleted since is its author’s and the leads’', async () => {
  const { app, propose } = world
  const made = await propose(mina, withLine(0, '지워질 글'))
  await app.context.pages.remove(await app.user(leo), { path: PAGE })
  await expect(ops().get(await app.user(noa), made.number)).rejects.toMatchObject({ code: 'not-found' })
  expect(await ops().get(await app.user(mina), made.number)).toMatchObject({ number: made.number })
  await app.context.pages.save(await app.user(leo), { path: PAGE, source: ORIGINAL, how: 'create' })
})
