import { form, startApp, type Ask, type TestApp } from '../app.ts'
import { leo, mina, noa } from '../cast.ts'

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
const PAGE = 'guides/cranes'
const DRAFT = 'guides/secret'
let app: TestApp
let lead: Ask
let member: Ask
let token: Ask

beforeAll(async () => {
  app = await startApp({ people: [leo, mina, noa], config: { maxAttachmentBytes: 1024 * 1024 } })
  ;[lead, member] = (await Promise.all([leo, mina].map((person) => app.signIn(person)))) as [Ask, Ask]
  token = await app.withToken(leo)
  await write(PAGE, 'status: published', 'A crane.\n')
  await write(DRAFT, 'status: draft\nowner: leo', 'A secret.\n')
})
afterAll(() => app.stop())

async function write(path: string, more: string, body: string): Promise<void> {
  const source = `---\ntitle: ${path}\nkind: guide\nlang: en\n${more}\n---\n\n${body}`
  const answer = await token(`/api/v1/pages/${path}`, { method: 'PUT', body: source })
  expect(answer.status).toBeLessThan(300)
}

function attach(
  name: string,
  body: Buffer | string,
  { ask = token, page = PAGE, query = '', headers = {} } = {},
): Promise<Response> {
  const address = `/api/v1/pages/${page}/files/${encodeURIComponent(name)}${query}`
  return ask(address, { method: 'PUT', body: new Uint8Array(Buffer.from(body)), headers })
}

describe('attaching', () => {
  test('a file is kept beside its page in git, and served byte for byte with its revision', async () => {
    const answer = await attach('map one.png', PNG)
    expect(answer.status).toBe(201)
    const said = (await answer.json()) as { href: string; markdown: string; type: string; revision: string }
    expect(said).toMatchObject({ type: 'image/png', markdown: '![map one](cranes.files/map%20one.png)' })
    const file = await member(said.href)
    expect(file.headers.get('content-type')).toBe('image/png')
    expect(file.headers.get('etag')).toBe(`"${said.revision}"`)
    expect(Buffer.from(await file.arrayBuffer()).equals(PNG)).toBe(true)
    const again = await member(said.href, { headers: { 'if-none-match': `"${said.revision}"` } })
    expect(again.status).toBe(304)
    const head = (await app.context.repository.head())!
    expect(await app.context.repository.findFile(head, `${PAGE}.files/map one.png`)).toBeDefined()
  })

  test('the page shows the picture by the address that Markdown elsewhere understands', async () => {
    await attach('seen.png', PNG)
    await write(PAGE, 'status: published', '![A crane](cranes.files/seen.png)\n')
    const html = await (await member(`/wiki/${PAGE}`)).text()
    expect(html).toContain(`src="/files/${PAGE}.files/seen.png"`)
    const { files } = (await (await member(`/api/v1/pages/${PAGE}/files`)).json()) as {
      files: { name: string; usedBy: string[] }[]
    }
    expect(files.find(({ name }) => name === 'seen.png')?.usedBy).toEqual([PAGE])
  })

  test('the same name gets a number where that is asked, the same bytes stay one file', async () => {
    const name = async (body: string) =>
      ((await (await attach('notes.txt', body, { query: '?number=yes' })).json()) as { name: string }).name
    expect([await name('one'), await name('two'), await name('one')]).toEqual([
      'notes.txt',
      'notes-2.txt',
      'notes.txt',
    ])
    expect((await attach('notes.txt', 'three', { headers: { 'if-none-match': '*' } })).status).toBe(412)
  })

  test('members attach nothing, and nobody who is not signed in reads anything', async () => {
    const reader = await app.withToken(mina)
    expect((await attach('no.png', PNG, { ask: reader })).status).toBe(403)
    expect((await app.anonymous(`/files/${PAGE}.files/seen.png`)).status).toBe(303)
  })

  test('too large, empty, and names that cannot be are refused with what to do, and nothing is kept', async () => {
    const before = await app.context.repository.head()
    const large = await attach('large.bin', Buffer.alloc(1024 * 1024 + 1))
    expect(large.status).toBe(413)
    expect(((await large.json()) as { detail: string }).detail).toContain('1')
    expect((await attach('empty.txt', '')).status).toBe(400)
    expect((await attach('...', 'x')).status).toBe(400)
    expect(await app.context.repository.head()).toBe(before)
  })
})

describe('serving', () => {
  test('a part is sent where a part is asked for', async () => {
    await attach('long.txt', '0123456789')
    const part = await member(`/files/${PAGE}.files/long.txt`, { headers: { range: 'bytes=2-4' } })
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
      206,
      'bytes 2-4/10',
      '234',
    ])
    const beyond = await member(`/files/${PAGE}.files/long.txt`, { headers: { range: 'bytes=20-' } })
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */10'])
  })

  test('the type is that of the bytes, whatever the name: no HTML, no script runs', async () => {
    await attach('page.html', '<html><script>alert(1)</script></html>')
    await attach('fake.png', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
    const html = await member(`/files/${PAGE}.files/page.html`)
    expect(html.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    const svg = await member(`/files/${PAGE}.files/fake.png`)
    expect(svg.headers.get('content-type')).toBe('image/svg+xml')
    expect(svg.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/)
    expect(svg.headers.get('x-content-type-options')).toBe('nosniff')
    await attach('tool.exe', Buffer.from([0x4d, 0x5a, 0, 1, 2]))
    const binary = await member(`/files/${PAGE}.files/tool.exe`)
    expect(binary.headers.get('content-disposition')).toMatch(/^attachment;/)
  })

  test('files of a draft are seen by those who see the draft', async () => {
    await attach('plan.png', PNG, { page: DRAFT })
    expect((await lead(`/files/${DRAFT}.files/plan.png`)).status).toBe(200)
    expect((await member(`/files/${DRAFT}.files/plan.png`)).status).toBe(404)
    expect((await member(`/attachments/${DRAFT}`)).status).toBe(404)
  })

  test('pages and settings are no attachments', async () => {
    for (const path of [`${PAGE}.md`, 'settings/synonyms.yml', '.gitattributes', '../giljabi.sqlite'])
      expect((await lead(`/files/${path}`)).status).toBe(404)
  })
})

test('a moved page takes its files and its links to them along, and old addresses lead on', async () => {
  await attach('moves.png', PNG)
  await write(PAGE, 'status: published', '![A crane](cranes.files/moves.png)\n')
  await write('lessons/other', 'status: published', 'See ![it](../guides/cranes.files/moves.png)\n')
  const moved = await token(`/api/v1/pages/${PAGE}/move`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ to: 'onboarding/birds' }),
  })
  expect(moved.status).toBe(200)
  const source = async (path: string) => (await member(`/wiki/${path}.md`)).text()
  expect(await source('onboarding/birds')).toContain('![A crane](birds.files/moves.png)')
  expect(await source('lessons/other')).toContain('![it](../onboarding/birds.files/moves.png)')
  expect((await member('/files/onboarding/birds.files/moves.png')).status).toBe(200)
  const old = await member(`/files/${PAGE}.files/moves.png`)
  expect([old.status, old.headers.get('location')]).toEqual([302, '/files/onboarding/birds.files/moves.png'])
  await token('/api/v1/pages/onboarding/birds/move', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ to: PAGE }),
  })
})

test('before a file is removed its users are named; afterwards it is gone and in the history', async () => {
  await attach('old.png', PNG)
  await write(PAGE, 'status: published', '![Old](cranes.files/old.png)\n')
  const question = await (await lead(`/detach/${PAGE}.files/old.png`)).text()
  expect(question).toContain(`/wiki/${PAGE}`)
  const answer = await lead(`/detach/${PAGE}.files/old.png`, form({}))
  expect(answer.status).toBe(303)
  expect((await lead(`/files/${PAGE}.files/old.png`)).status).toBe(404)
})

test('leads see which files no page uses, in both languages', async () => {
  await attach('lonely.png', PNG)
  for (const lang of ['ko', 'en']) {
    const html = await (await lead('/attachments', { headers: { 'accept-language': lang } })).text()
    expect(html).toContain('lonely.png')
  }
  expect((await member('/attachments')).status).toBe(403)
})

test('the editor offers to attach, and the page leads to its files', async () => {
  expect(await (await lead(`/edit/${PAGE}`)).text()).toContain('data-attach')
  expect(await (await member(`/wiki/${PAGE}`)).text()).toContain(`/attachments/${PAGE}`)
})
