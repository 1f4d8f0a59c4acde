import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { form, startApp, type Ask, type TestApp } from '../app.ts'
import { ada, leo, mina } from '../cast.ts'

const LESSON = 'lessons/write-down-why'

let app: TestApp
let lead: Ask
let cookie: string
beforeAll(async () => {
  app = await startApp({ people: [ada, leo, mina] })
  lead = await app.signIn(leo)
  const answer = await app.anonymous('/login', form({ login: leo.email, password: leo.password }, app.url))
  cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
})
afterAll(() => app.stop())

const head = () => app.context.repository.head()

describe('a write that another site sends (abuse 50)', () => {
  const writes: [string, string, string | undefined][] = [
    ['POST', `/edit/${LESSON}`, 'title=x&kind=lesson&lang=ko&body=gone'],
    ['POST', '/logout', ''],
    ['POST', '/account', 'name=x&lang=ko&theme=dark'],
    ['POST', '/lang', 'lang=en'],
    ['PUT', `/api/v1/pages/${LESSON}`, '---\ntitle: gone\n---\n'],
    ['DELETE', `/api/v1/pages/${LESSON}`, undefined],
  ]
  const origins: [string, Record<string, string>][] = [
    ['Sec-Fetch-Site: cross-site', { 'sec-fetch-site': 'cross-site' }],
    ['Sec-Fetch-Site: same-site', { 'sec-fetch-site': 'same-site' }],
    ['an evil Origin', { origin: 'https://evil.example' }],
    ['the Origin null', { origin: 'null' }],
    ['the Origin of another port', { origin: 'http://127.0.0.1:1' }],
    ['an Origin that begins like ours', { origin: 'http://127.0.0.1.evil.example' }],
    ['our Origin but cross-site', { 'sec-fetch-site': 'cross-site', origin: 'OWN' }],
    ['neither header, but a cookie', {}],
  ]

  test.each(origins)('is refused with %s', async (_, sent) => {
    const before = await head()
    for (const [method, path, body] of writes) {
      const headers = Object.fromEntries(
        Object.entries(sent).map(([name, value]) => [name, value === 'OWN' ? app.url : value]),
      )
      const type = method === 'POST' ? 'application/x-www-form-urlencoded' : 'text/plain'
      const answer = await app.anonymous(path, {
        method,
        headers: { ...headers, cookie, 'content-type': type },
        ...(body !== undefined && { body }),
      })
      expect([method, path, answer.status]).toEqual([method, path, 403])
      expect(answer.headers.getSetCookie()).toEqual([])
    }
    expect(await head()).toBe(before)
    expect((await lead('/account')).status).toBe(200)
  })

  test('is refused at the login form as well, so that nobody is signed in as somebody else', async () => {
    const fields = { login: mina.email, password: mina.password }
    const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
    const answer = await app.anonymous('/login', { ...form(fields), headers })
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([403, []])
  })

  test('a read with the name of another method is a read', async () => {
    const before = await head()
    const headers = { 'x-http-method-override': 'DELETE', 'sec-fetch-site': 'cross-site' }
    const answer = await lead(`/api/v1/pages/${LESSON}?_method=DELETE`, { headers })
    expect(answer.status).toBe(200)
    expect(await head()).toBe(before)
  })

  test('our own form passes, with either header; a program without a cookie is asked who it is', async () => {
    const body = new URLSearchParams({ strange: '1' })
    const own = [{ 'sec-fetch-site': 'same-origin' }, { 'sec-fetch-site': 'none' }, { origin: app.url }]
    for (const headers of own) {
      const answer = await app.anonymous('/account', {
        method: 'POST',
        body,
        headers: { ...headers, cookie },
      })
      expect([headers, answer.status]).toEqual([headers, 400])
    }
    expect((await app.anonymous('/account', { method: 'POST', body })).status).toBe(401)
  })
})

describe('headers', () => {
  test('a page lets only its own scripts run and nobody frame it (abuse 52)', async () => {
    const nonces = new Set<string>()
    for (const path of ['/', `/wiki/${LESSON}`, `/wiki/${LESSON}`, '/search?q=why', `/edit/${LESSON}`]) {
      const answer = await lead(path)
      const html = await answer.text()
      const policy = answer.headers.get('content-security-policy') ?? ''
      const nonce = /script-src 'nonce-([^']+)' 'strict-dynamic'/.exec(policy)?.[1] ?? ''
      expect(nonce).toMatch(/^[\w+/]{22}==$/)
      nonces.add(nonce)
      for (const rule of ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"])
        expect(policy).toContain(rule)
      expect(policy).not.toMatch(/unsafe-|\*|https?:/)
      const scripts = [...html.matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag)
      expect(scripts.length).toBeGreaterThan(0)
      expect(scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([])
      expect(html).not.toMatch(/<[^>]+\s(on\w+|style)=/i)
    }
    expect(nonces.size).toBe(5)
  })

  test.each([
    '/',
    '/login',
    '/robots.txt',
    '/healthz',
    `/wiki/${LESSON}`,
    `/wiki/${LESSON}.md`,
    `/api/v1/pages/${LESSON}`,
    '/no/such',
    '/css/look.css',
  ])('%s is kept from robots, frames, sniffing and other sites', async (path) => {
    const answer = await lead(path)
    await answer.arrayBuffer()
    const { headers } = answer
    expect(headers.get('x-robots-tag')).toBe('noindex, nofollow')
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('same-origin')
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(headers.get('x-powered-by')).toBeNull()
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    if (!path.startsWith('/css/')) expect(headers.get('cache-control')).toMatch(/^private\b/)
  })

  test('robots are asked to stay away, also in the page', async () => {
    expect(await (await app.anonymous('/robots.txt')).text()).toBe('User-agent: *\nDisallow: /\n')
    expect(await (await app.anonymous('/login')).text()).toContain(
      '<meta name="robots" content="noindex, nofollow">',
    )
  })

  test('an unchanged page, file or API answer is 304 without a new policy or a body', async () => {
    for (const path of [`/wiki/${LESSON}`, `/wiki/${LESSON}.md`, `/api/v1/pages/${LESSON}`]) {
      const first = await lead(path)
      await first.arrayBuffer()
      const tag = first.headers.get('etag') ?? ''
      const again = await lead(path, { headers: { 'if-none-match': tag } })
      expect([path, again.status, again.headers.get('content-security-policy')]).toEqual([path, 304, null])
      expect([again.headers.get('etag'), (await again.arrayBuffer()).byteLength]).toEqual([tag, 0])
    }
  })

  test('what one reader has is not taken for what another one may keep (abuse 62)', async () => {
    const tag = (await lead(`/wiki/${LESSON}`)).headers.get('etag') ?? ''
    const other = await app.signIn(mina)
    const answer = await other(`/wiki/${LESSON}`, { headers: { 'if-none-match': tag } })
    const html = await answer.text()
    expect([answer.status, html.includes(`href="/edit/${LESSON}`)]).toEqual([200, false])
  })

  test('somebody whose role changes is shown what the new role may do, not what the browser kept', async () => {
    const ask = await app.signIn(mina)
    const before = await ask(`/wiki/${LESSON}`)
    await before.arrayBuffer()
    const { standing } = app.context.accounts
    await standing.changeRole('command', 'mina', 'lead')
    try {
      const headers = { 'if-none-match': before.headers.get('etag') ?? '' }
      // A change of role may end the session; then a new one is asked.
      const after = await (await app.signIn(mina))(`/wiki/${LESSON}`, { headers })
      expect([after.status, (await after.text()).includes(`href="/edit/${LESSON}`)]).toEqual([200, true])
    } finally {
      await standing.changeRole('command', 'mina', 'member')
    }
  })
})

describe('an address that cannot be read', () => {
  test.each(['/wiki/%E0%A4%A', '/wiki/%', '/p/%(', '/edit/%C0%AF', '/history/%ff', '/api/v1/pages/%E0%A4%A'])(
    '%s is 400, not a crash (abuse 23)',
    async (path) => {
      const answer = await raw('GET', path, { cookie })
      expect([path, answer.status]).toEqual([path, path === '/p/%(' ? 404 : 400])
      expect(answer.body).not.toMatch(/URIError|decode_param|node_modules|at \S+ \(/)
    },
  )

  test.each([
    `/wiki/${LESSON}?lang=ko&lang=en`,
    `/wiki/${LESSON}?lang=fr`,
    `/wiki/${LESSON}.md?lang=ko&lang=en`,
    '/search?q=a&q=b',
    '/search?q=a&kind=lesson&kind=guide',
    '/search?q=a&page=0',
    '/search?q=a&page=1&page=2',
    '/search/suggest?q=a&q=b',
    '/lessons?tag=a&tag=b',
    '/lessons?page=x',
    `/diff/${LESSON}?from=HEAD`,
    `/diff/${LESSON}?to=--output=x`,
    `/diff/${LESSON}?from=${'a'.repeat(40)}&from=${'b'.repeat(40)}`,
    `/edit/${LESSON}?lang=xx`,
    '/new/lesson?path=a&path=b',
    `/api/v1/pages/${LESSON}?lang=ko&lang=en`,
    '/api/v1/search?q=a&limit=0',
    '/api/v1/search?q=a&limit=5&limit=6',
    '/api/v1/suggest?q=a&q=b',
  ])('%s is 400 and says which value (abuse 25, 54)', async (path) => {
    const answer = await lead(path)
    const body = await answer.text()
    expect(answer.status).toBe(400)
    const name = /[?&](\w+)=/g
    const names = [...path.matchAll(name)].map((match) => match[1] ?? '')
    expect(names.some((asked) => body.includes(`‘${asked}`))).toBe(true)
  })

  test.each(['/search?q[]=x', '/search?q[a]=x', '/search?__proto__[isAdmin]=1', '/lessons?constructor=x'])(
    '%s is no list and no object (abuse 54)',
    async (path) => {
      expect((await lead(path)).status).toBe(200)
      expect(({} as { isAdmin?: unknown }).isAdmin).toBeUndefined()
    },
  )

  test('a query of 1 MB and a form of 10,000 fields are refused, and the server lives (abuse 54)', async () => {
    const long = await raw('GET', `/search?q=${'a'.repeat(1_000_000)}`, { cookie })
    expect(long.status === undefined || (long.status >= 400 && long.status < 500)).toBe(true)
    const fields = Array.from({ length: 10_000 }, (_, index) => `f${index}=1`).join('&')
    const answer = await lead('/account', {
      method: 'POST',
      body: fields,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    expect(answer.status).toBe(400)
    expect((await app.anonymous('/healthz')).status).toBe(200)
  })

  test('a line break cannot get into a header (abuse 55)', async () => {
    for (const path of ['/wiki/a%0d%0aset-cookie:x=1', '/login?next=/%0d%0aset-cookie:x=1']) {
      const answer = await app.anonymous(path)
      await answer.arrayBuffer()
      expect(answer.headers.get('set-cookie')).toBeNull()
      expect(answer.status).toBeLessThan(500)
    }
  })
})

describe('an error', () => {
  test('names its request and nothing of the server (abuse 58)', async () => {
    const errors: [string, RequestInit | undefined, number][] = [
      ['/no/such/page', undefined, 404],
      ['/wiki/no-such-page', undefined, 404],
      ['/wiki/..%2f..%2fetc%2fpasswd', undefined, 404],
      ['/admin/people', undefined, 403],
      [`/wiki/${LESSON}?lang=fr`, undefined, 400],
      ['/account', form({ role: 'admin' }, app.url), 400],
    ]
    for (const [path, init, status] of errors) {
      const answer = await lead(path, init)
      const body = await answer.text()
      expect([path, answer.status]).toEqual([path, status])
      expect(body).not.toMatch(/node_modules|\bat \S+ \(|\.ts\b|\.ejs\b|giljabi-app-|content\.git|\/work\//)
      if (path !== '/account') expect(body).toContain(answer.headers.get('x-request-id') ?? 'no id')
    }
  })

  test('to a program is a problem with the same id (abuse 58)', async () => {
    for (const path of ['/api/v1/pages/no-such', '/api/no-such', `/api/v1/pages/${LESSON}?lang=fr`]) {
      const answer = await lead(path)
      expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
      const problem = (await answer.json()) as Record<string, unknown>
      expect(problem).toMatchObject({
        type: 'about:blank',
        status: answer.status,
        requestId: answer.headers.get('x-request-id'),
      })
      expect(Object.keys(problem).sort()).toEqual(['code', 'detail', 'requestId', 'status', 'title', 'type'])
    }
  })

  test.each<[string, string, Record<string, string>, number]>([
    ['a range outside of the file', '/icons.svg', { range: 'bytes=99999999-' }, 416],
    ['a range outside of the file', '/favicon.svg', { range: 'bytes=99999999-' }, 416],
    ['a condition that does not hold', '/icons.svg', { 'if-match': '"x"' }, 412],
    ['a path that cannot be decoded', '/css/%E0%A4%A', {}, 400],
    ['a way out of the folder', '/css/..%2f..%2fpackage.json', {}, 404],
    ['a NUL', '/fonts/a%00b', {}, 400],
  ])('on a static file (%s of %s) shows no stack (abuse 22, 58)', async (_, path, headers, status) => {
    const answer = await raw('GET', path, headers)
    expect(answer.body).not.toMatch(/TypeError|Cannot read|node_modules|\bat \S+ \(|file:\/\//)
    expect([400, 404, status]).toContain(answer.status)
  })
})

describe('a body of 20 MB', () => {
  const large = 'a'.repeat(20 * 1024 * 1024)

  test('in the form is 413, says why, and changes nothing (abuse 16)', async () => {
    const before = await head()
    const body = new URLSearchParams({ title: 'x', kind: 'lesson', lang: 'ko', body: large })
    const answer = await lead(`/edit/${LESSON}`, { method: 'POST', body })
    expect(answer.status).toBe(413)
    expect(await answer.text()).toContain('보낸 글이 너무 커요. 바뀐 것은 없어요.')
    expect(await head()).toBe(before)
  })

  test('to the API is 413 as a problem (abuse 16)', async () => {
    const before = await head()
    const answer = await lead('/api/v1/pages/notes/large', { method: 'PUT', body: large })
    expect(answer.status).toBe(413)
    expect(await answer.json()).toMatchObject({ status: 413, code: 'too-large' })
    expect(await head()).toBe(before)
  })

  test('in chunks, without a length, is 413 as well (abuse 16)', async () => {
    const chunk = new TextEncoder().encode('a'.repeat(64 * 1024))
    let left = 320
    const body = new ReadableStream({
      pull: (stream) => (left-- > 0 ? stream.enqueue(chunk) : stream.close()),
    })
    const init = { method: 'PUT', body, duplex: 'half' } as RequestInit
    const answer = await lead('/api/v1/pages/notes/large', init)
    expect(answer.status).toBe(413)
  })

  test('a little more than a page may have is 413 with the text kept', async () => {
    const body = `${'긴 글 '.repeat(160_000)}끝`
    const answer = await lead(
      `/edit/${LESSON}`,
      form({ title: '긴 글', kind: 'lesson', lang: 'ko', body }, app.url),
    )
    const html = await answer.text()
    expect(answer.status).toBe(413)
    expect(html).toContain('여러 글로 나눠 주세요')
    expect(html.includes(body)).toBe(true)
  })
})

describe('after signing in', () => {
  const signIn = (next: string) =>
    app.anonymous('/login', form({ login: 'mina', password: mina.password, next }, app.url))

  test('one is where one wanted to go', async () => {
    const asked = await app.anonymous(`/wiki/${LESSON}?lang=en`)
    const door = asked.headers.get('location') ?? ''
    expect([asked.status, door]).toEqual([303, `/login?next=%2Fwiki%2Flessons%2Fwrite-down-why%3Flang%3Den`])
    const html = await (await app.anonymous(door)).text()
    expect(html).toContain(`name="next" value="/wiki/${LESSON}?lang=en"`)
    const answer = await signIn(`/wiki/${LESSON}?lang=en`)
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/wiki/${LESSON}?lang=en`])
  })

  test('never another site (abuse 34)', async () => {
    for (const next of [
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      '/%09/evil',
      'javascript:1',
    ]) {
      const location = (await signIn(next)).headers.get('location') ?? ''
      expect(new URL(location, app.url).origin).toBe(app.url)
    }
  })
})

/** A request with its path byte for byte, which `fetch` would tidy. */
async function raw(
  method: string,
  path: string,
  headers: Record<string, string>,
): Promise<{ status: number | undefined; body: string }> {
  const { hostname, port } = new URL(app.url)
  const asked = request({ hostname, port, method, path, headers, agent: false })
  // The server may hang up on what is too large, before or after it has answered.
  asked.on('error', () => undefined)
  asked.end()
  try {
    const [answer] = (await once(asked, 'response')) as [IncomingMessage]
    let body = ''
    for await (const part of answer.setEncoding('utf8')) body += String(part)
    return { status: answer.statusCode, body }
  } catch {
    return { status: undefined, body: '' }
  }
}
