import { form, startApp, type Ask, type TestApp } from '../app.ts'
import { leo } from '../cast.ts'

const PAYLOADS = [
  '"><script>alert(1)</script>',
  "'><img src=x onerror=alert(1)>",
  '</title></textarea></select><svg onload=alert(1)>',
  '<%= 7*7 %>{{7*7}}${7*7}#{7*7}',
  '"onfocus=alert(1) autofocus x="',
  '<iframe srcdoc="<script>alert(1)</script>">',
]

let app: TestApp
let lead: Ask
beforeAll(async () => {
  app = await startApp({ people: [leo] })
  lead = await app.signIn(leo)
})
afterAll(() => app.stop())

/** Elements and attributes that the views never write: whatever of them is there came from the payload. */
function findLiveMarkup(html: string, nonce: string): string[] {
  // What stands between quotes of an attribute is text, so only `<`, a name and its attributes are looked at.
  const tags =
    html.match(/<[a-z!/][^\s>/]*(?:\s+[^\s"'>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?)*\s*\/?>/gi) ?? []
  return tags.filter((tag) => {
    const name = /^<\/?([a-z0-9]+)/i.exec(tag)?.[1]?.toLowerCase() ?? ''
    if (name === 'script') return !tag.startsWith('</') && !tag.includes(`nonce="${nonce}"`)
    if (['img', 'iframe', 'object', 'embed', 'base', 'math', 'style'].includes(name)) return true
    const attributes = tag.replaceAll(/"[^"]*"|'[^']*'/g, '""')
    return (
      /\s(on\w+|srcdoc|style)\s*=/i.test(attributes) ||
      /(href|src|action)\s*=\s*["']?\s*javascript:/i.test(tag)
    )
  })
}

async function expectInert(answer: Response): Promise<string> {
  const html = await answer.text()
  const nonce = /'nonce-([^']+)'/.exec(answer.headers.get('content-security-policy') ?? '')?.[1] ?? 'none'
  expect(findLiveMarkup(html, nonce)).toEqual([])
  expect(html).not.toMatch(/<svg\s+onload|alert\(1\)<\/script>/)
  return html
}

test('the check finds what is live, and lets be what is text', () => {
  for (const html of [
    '<script>a</script>',
    '<img src=x onerror=a>',
    '<p onclick="a">',
    '<svg onload=a>',
    '<a href="javascript:a">',
  ])
    expect(findLiveMarkup(html, 'n')).not.toEqual([])
  for (const html of [
    '<script nonce="n">',
    '<input value="<img onerror=a>">',
    '&lt;script&gt;',
    '<p>on x=1</p>',
  ])
    expect(findLiveMarkup(html, 'n')).toEqual([])
})

test.each(PAYLOADS)('%s is text wherever a page shows it (abuse 1, 5, 6)', async (payload) => {
  const path = `notes/inert-${PAYLOADS.indexOf(payload)}`
  const fields = {
    title: payload,
    path,
    kind: 'note',
    lang: 'ko',
    tags: payload,
    summary: payload,
    owner: 'leo',
    more: `team: ${JSON.stringify(payload)}`,
    body: `${payload}\n\n## ${payload}\n\n[${payload}](/wiki/x "${payload}")`,
    status: 'published',
  }
  const created = await lead('/new/note', form(fields))
  expect([created.status, created.headers.get('location')]).toEqual([
    303,
    `/wiki/${path}?lang=ko&done=created`,
  ])
  const base = app.context.pages.content.catalog.find(path)?.original.blob ?? ''
  const edit = form({
    ...fields,
    base,
    body: `${fields.body}

더 ${payload}`,
    note: payload,
  })
  expect((await lead(`/edit/${path}?lang=ko`, edit)).status).toBe(303)

  for (const address of [
    `/wiki/${path}`,
    `/history/${path}`,
    `/diff/${path}`,
    `/blame/${path}`,
    `/edit/${path}`,
    `/delete/${path}`,
    '/notes',
    `/notes?tag=${encodeURIComponent(payload)}`,
    '/people/leo',
    '/',
    `/search?q=${encodeURIComponent(payload)}`,
    `/search?q=inert&tag=${encodeURIComponent(payload)}&kind=${encodeURIComponent(payload)}`,
    `/new/note?title=${encodeURIComponent(payload)}&path=${encodeURIComponent(payload)}`,
    `/login?next=${encodeURIComponent(payload)}`,
    `/wiki/${encodeURIComponent(payload)}`,
    `/wiki/${path}?done=${encodeURIComponent(payload)}`,
  ]) {
    const html = await expectInert(await lead(address))
    if (payload.includes('7*7')) expect(html.replace(/\d\d:\d\d(:\d\d)?/g, '')).not.toMatch(/\b49\b(?!;)/)
  }
})

test.each(PAYLOADS)(
  '%s is text in the preview and in a form that is shown again (abuse 1, 5, 6)',
  async (payload) => {
    const fields = {
      title: payload,
      path: payload,
      kind: 'lesson',
      lang: 'ko',
      tags: payload,
      summary: payload,
      owner: payload,
      reviewEvery: payload.slice(0, 10),
      when: payload,
      do: payload,
      dont: payload,
      because: payload,
      evidence: payload,
      learnedFrom: payload,
      note: payload,
      body: `${payload}\n\n# ${payload}`,
    }
    const whole = await lead('/preview', form({ ...fields, action: '/new/lesson' }))
    expect(whole.status).toBe(200)
    await expectInert(whole)
    const fragment = await lead('/preview', {
      ...form(fields),
      headers: { 'x-fragment': '1', 'sec-fetch-site': 'same-origin' },
    })
    expect(fragment.status).toBe(200)
    await expectInert(fragment)
    const refused = await lead('/new/lesson', form(fields))
    expect(refused.status).toBe(400)
    await expectInert(refused)
  },
)

test('a preview answers for no other address than the editor’s own (abuse 34)', async () => {
  for (const action of [
    'https://evil.example',
    '//evil.example',
    '/new/\\evil',
    'javascript:alert(1)',
    '/logout',
  ]) {
    const answer = await lead('/preview', form({ kind: 'note', lang: 'ko', body: 'b', action }))
    const html = await answer.text()
    expect(answer.status).toBe(200)
    expect(html).toContain('<form method="post" action="/write"')
  }
})

test('a textarea cannot be closed by the text in it (abuse 5)', async () => {
  const body = '\n\n</textarea><script>alert(1)</script>\n<!-- --><textarea>'
  const answer = await lead(
    '/preview',
    form({ kind: 'note', lang: 'ko', title: 't', body, action: '/new/note' }),
  )
  const html = await expectInert(answer)
  expect(html).toContain('&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;')
})

test('suggestions are data, never markup (abuse 1)', async () => {
  const answer = await lead(`/search/suggest?q=${encodeURIComponent('"><script>alert(1)</script>')}`)
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/)
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
})

test('text of a draft’s name in YAML is data and not a tag or a prototype (abuse 7)', async () => {
  for (const more of [
    '__proto__: {isAdmin: true}',
    'constructor: {prototype: {isAdmin: true}}',
    'a: !!js/function x',
  ]) {
    const answer = await lead(
      '/new/note',
      form({ title: 'yaml', path: 'notes/yaml', kind: 'note', lang: 'ko', more }),
    )
    await answer.text()
    expect([303, 400, 409]).toContain(answer.status)
    expect(({} as { isAdmin?: unknown }).isAdmin).toBeUndefined()
  }
})
