import type { RefName } from '../../src/git/repository.ts'
import { startApp, form, type Ask } from '../app.ts'
import { leo, mina, noa, type CastMember } from '../cast.ts'
import { PAGE, sourceOf, startWorld, withLine, type World } from './world.ts'

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
const LINES = ['배를 대기 전에 바람을 봐요.', '밧줄은 두 사람이 잡아요.', '마지막으로 등을 켜요.']
let world: World
let lead: Ask
let member: Ask
let other: Ask
let drawings = 0

beforeAll(async () => {
  world = await startWorld({ people: [leo, mina, noa], config: { maxAttachmentBytes: 64 * 1024 } })
  ;[lead, member, other] = (await Promise.all([leo, mina, noa].map((one) => world.app.signIn(one)))) as [
    Ask,
    Ask,
    Ask,
  ]
}, 60_000)
afterAll(() => world.app.stop())

interface Sent {
  readonly file: string
  readonly href: string
  readonly markdown: string
}

const send = (ask: Ask, name: string, body: Buffer, page = PAGE) =>
  ask(`/api/v1/pages/${page}/proposed-files/${encodeURIComponent(name)}`, {
    method: 'PUT',
    body: new Uint8Array(body),
  })
const sent = async (ask: Ask, name: string, body: Buffer, page = PAGE) =>
  (await (await send(ask, name, body, page)).json()) as Sent
const drawing = () => Buffer.concat([PNG, Buffer.from([++drawings])])
const textOf = async (answer: Promise<Response>) => (await answer).text()
const bytesOf = async (ask: Ask, href: string) => Buffer.from(await (await ask(href)).arrayBuffer())
const decide = (ask: Ask, number: number, decision: string, more = {}) =>
  ask(`/proposals/${number}/decision`, form({ decision, ...more }))

/** A proposal of the page with a picture in it. */
async function proposeWith({ markdown }: Sent, person: CastMember = mina, page = PAGE) {
  const source = sourceOf([...LINES.slice(0, 2), markdown])
  return world.propose(person, source, '그림을 더해요', page)
}

test('a member attaches while proposing: the picture is in their preview, in the proposal, and in the page once it is accepted', async () => {
  const editor = await textOf(member(`/propose/${PAGE}`))
  expect(editor).toMatch(/data-attach[^>]* data-into="proposed-files"/)
  const picture = drawing()
  const file = await sent(member, 'map one.png', picture)
  expect(file.markdown).toMatch(/^!\[map one-[0-9a-f]{8}\]\(harbour\.files\/map%20one-[0-9a-f]{8}\.png\)$/)
  expect((await bytesOf(member, file.href)).equals(picture)).toBe(true)

  const proposal = await proposeWith(file)
  expect(proposal.files.map(({ file: name }) => name)).toEqual([`${PAGE}.md`, file.file])
  const look = await textOf(other(`/proposals/${proposal.number}?view=page`))
  const address = `${file.href}?proposal=${proposal.number}`
  expect(look.match(new RegExp(address.replace(/[.?]/g, '\\$&'), 'g'))?.length).toBeGreaterThanOrEqual(2)
  expect((await bytesOf(other, address)).equals(picture)).toBe(true)

  expect((await decide(lead, proposal.number, 'accept', { tip: proposal.tip })).status).toBe(303)
  expect(await textOf(other(`/wiki/${PAGE}`))).toContain(`src="${file.href}"`)
  expect((await bytesOf(other, file.href)).equals(picture)).toBe(true)
  expect(await textOf(other(`/attachments/${PAGE}`))).toContain(file.href)
  await decideBack()
})

test('until it is proposed nobody else is served a file, and one that the text does not use stays behind', async () => {
  const [used, unused] = [await sent(member, 'a.png', drawing()), await sent(member, 'b.png', drawing())]
  for (const ask of [other, lead]) expect((await ask(used.href)).status).toBe(404)
  const proposal = await proposeWith(used)
  expect(proposal.files.map(({ file }) => file)).toEqual([`${PAGE}.md`, used.file])
  expect([(await other(used.href)).status, (await other(unused.href)).status]).toEqual([200, 404])
})

test('a proposal brings what its own author sent, never what somebody else holds', async () => {
  const file = await sent(member, 'mine.png', drawing())
  const proposal = await proposeWith(file, noa)
  expect(proposal.files.map((one) => one.file)).toEqual([`${PAGE}.md`])
  expect((await other(file.href)).status).toBe(404)
})

test('a declined proposal leaves no file in the wiki, and has it again when it is opened again', async () => {
  const file = await sent(member, 'declined.png', drawing())
  const { number } = await proposeWith(file)
  await decide(lead, number, 'decline', { reason: '다음에 해요' })
  const { repository } = world.app.context
  expect(await repository.findFile((await repository.head())!, file.file)).toBeUndefined()
  expect((await other(file.href)).status).toBe(404)
  expect((await other(`${file.href}?proposal=${number}`)).status).toBe(200)
  await decide(member, number, 'reopen')
  expect((await other(file.href)).status).toBe(200)
  expect((await decide(lead, number, 'accept')).status).toBe(303)
  expect(await repository.findFile((await repository.head())!, file.file)).toBeDefined()
  await decideBack()
})

test('going on with a proposal adds files, and takes away those that its text does not use any more', async () => {
  const { proposals } = world.app.context
  const first = await sent(member, 'first.png', drawing())
  const { number } = await proposeWith(first)
  const second = await sent(member, 'second.png', drawing())
  const editor = await textOf(member(`/proposals/${number}/edit`))
  expect(editor).toContain(`data-page="${PAGE}"`)
  const { base, file } = await proposals.readFile(await world.app.user(mina), number, undefined)
  expect(file).toBe(`${PAGE}.md`)
  const source = sourceOf([...LINES.slice(0, 2), second.markdown])
  const revised = await proposals.revise(await world.app.user(mina), number, { file, base, source })
  expect(revised.files.map((one) => one.file)).toEqual([`${PAGE}.md`, second.file])
})

test('two proposals and a lead may each attach an image.png to the same page', async () => {
  const token = await world.app.withToken(leo)
  const files = [await sent(member, 'image.png', drawing()), await sent(other, 'image.png', drawing())]
  const proposals = [await proposeWith(files[0]!), await proposeWith(files[1]!, noa)]
  await token(`/api/v1/pages/${PAGE}/files/image.png`, { method: 'PUT', body: new Uint8Array(drawing()) })
  for (const [index, { number }] of proposals.entries()) {
    expect((await decide(lead, number, 'accept')).status).toBe(303)
    await decideBack()
    expect((await other(files[index]!.href)).status).toBe(200)
  }
})

test('a page that was renamed meanwhile gets the file at its new place', async () => {
  const token = await world.app.withToken(leo)
  await token('/api/v1/pages/guides/quay', { method: 'PUT', body: withLine(0, '부두예요.') })
  const file = await sent(member, 'quay.png', drawing(), 'guides/quay')
  const source = sourceOf(['부두예요.', ...LINES.slice(1), file.markdown])
  const proposal = await world.propose(mina, source, '부두 그림', 'guides/quay')
  const moved = await lead('/move/guides/quay', form({ to: 'guides/dock', redirects: 'yes' }))
  expect(moved.status).toBe(303)
  expect((await decide(lead, proposal.number, 'accept')).status).toBe(303)
  const { repository } = world.app.context
  const place = file.file.replace('guides/quay', 'guides/dock')
  expect(await repository.findFile((await repository.head())!, place)).toBeDefined()
})

test('a proposal for a page that some may not see hides its files with it', async () => {
  const token = await world.app.withToken(leo)
  const hidden = sourceOf(LINES).replace('owner: leo', 'owner: leo\nstatus: draft')
  await token('/api/v1/pages/guides/secret', { method: 'PUT', body: hidden })
  const blob = world.push('secret-picture', [{ files: { 'guides/secret.files/x.png': drawing() } }])
  expect(blob).toMatch(/^[0-9a-f]{40}$/)
  const proposal = await world.proposalOf('secret-picture')
  const address = `/files/guides/secret.files/x.png`
  for (const query of ['', `?proposal=${proposal.number}`]) {
    expect((await member(address + query)).status).toBe(404)
    expect((await lead(address + query)).status).toBe(200)
  }
})

test('a pushed file that cannot be attached, or whose name the wiki has for another, is a fault that says so', async () => {
  const token = await world.app.withToken(leo)
  world.push('big', [{ files: { [`${PAGE}.files/big.bin`]: Buffer.alloc(70 * 1024) } }])
  world.push('clash', [{ files: { [`${PAGE}.files/same.png`]: drawing() } }])
  world.push('settings', [{ files: { 'settings/holidays.yml': 'a: 1' } }])
  await token(`/api/v1/pages/${PAGE}/files/same.png`, { method: 'PUT', body: new Uint8Array(drawing()) })
  for (const [branch, said] of [
    ['big', '파일이 너무 커요'],
    ['clash', '그사이 위키에 생겼거나'],
    ['settings', '글도 글에 딸린 첨부 파일도 아니에요'],
  ] as const) {
    const { number } = await world.proposalOf(branch)
    expect(await textOf(lead(`/proposals/${number}`))).toContain(said)
    expect((await decide(lead, number, 'accept')).status).toBe(400)
  }
})

test('what is sent has the limits of leads: size, emptiness, names', async () => {
  expect((await send(member, 'big.bin', Buffer.alloc(65 * 1024))).status).toBe(413)
  expect((await send(member, 'empty.png', Buffer.alloc(0))).status).toBe(400)
  expect((await send(member, 'x.png', drawing(), '.git')).status).toBe(400)
  expect((await send(world.app.anonymous, 'x.png', drawing())).status).toBe(401)
  const direct = await member(`/api/v1/pages/${PAGE}/files/x.png`, {
    method: 'PUT',
    body: new Uint8Array(drawing()),
  })
  expect(direct.status).toBe(403)
  const page = await sent(member, 'page.html', Buffer.from('<script>alert(1)</script>'))
  const answer = await member(page.href)
  expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8')
  expect(answer.headers.get('content-security-policy')).toContain('sandbox')
})

test('what nobody proposed is dropped after 90 days, and a day has an end', async () => {
  let time = Date.parse('2026-11-24T09:00:00Z')
  const app = await startApp({ people: [mina], now: () => new Date(time) })
  try {
    const ask = await app.withToken(mina)
    const old = await sent(ask, 'old.png', drawing())
    expect((await ask(old.href)).status).toBe(200)
    time += 91 * 24 * 60 * 60 * 1_000
    const { repository } = app.context
    const author = await app.user(mina)
    const [blob] = (await repository.listFiles((await repository.head())!)).map((file) => file.blob)
    const changes = Array.from({ length: 99 }, (_, count) => ({
      path: `guides/x.files/${count}.png`,
      blob: blob!,
    }))
    const on = { ref: `refs/held/${author.id}/2027-02-23` as RefName, before: undefined }
    await repository.commitIfUnchanged({
      parent: undefined,
      changes,
      message: 'x',
      author,
      time: new Date(time),
      on,
    })
    expect((await send(ask, 'last.png', drawing())).status).toBe(201)
    expect((await send(ask, 'more.png', drawing())).status).toBe(429)
    expect((await ask(old.href)).status).toBe(404)
  } finally {
    await app.stop()
  }
}, 60_000)

/** The page as it was at first. */
async function decideBack(): Promise<void> {
  const { pages } = world.app.context
  await pages.save(await world.app.user(leo), { path: PAGE, source: sourceOf(LINES), how: 'replace' })
}
