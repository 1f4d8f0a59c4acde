import { leo, mina } from '../cast.ts'
import { cookiesOf, openDoor, type Door } from './door.ts'

let door: Door

beforeEach(async () => {
  door = await openDoor({ people: [leo, mina] })
})
afterEach(() => door.close())

const right = { login: mina.email, password: mina.password }

function sessionOf(cookie: string): string {
  return /(?:^|; )sid=([^;]*)/.exec(cookie)?.[1] ?? ''
}

const seesAccount = async (cookie: string) =>
  (await door.ask('/account', { headers: { cookie } })).status === 200

describe('signing in', () => {
  test('leads on, with cookies that scripts and other sites do not get', async () => {
    const answer = await door.send('/login', { ...right, next: '/wiki/lessons/one?x=1' })
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe('/wiki/lessons/one?x=1')
    const cookies = answer.headers.getSetCookie()
    expect(cookies).toHaveLength(2)
    for (const cookie of cookies)
      expect(cookie).toMatch(/^(sid|dev)=[\w-]{43}; Max-Age=\d+; Path=\/;.*HttpOnly; SameSite=Lax$/)
  })

  test.each([mina.handle, mina.email.toUpperCase()])('works with %s', async (login) => {
    expect((await door.send('/login', { ...right, login })).status).toBe(303)
  })

  test('works with the Korean password decomposed (abuse 44)', async () => {
    expect((await door.send('/login', { ...right, password: mina.password.normalize('NFD') })).status).toBe(
      303,
    )
  })

  test('behind a proxy with https the cookies are for this host alone', async () => {
    await door.close()
    door = await openDoor({ people: [mina], trustedProxies: 1, baseUrl: 'https://wiki.example' })
    const answer = await door.ask('/login', {
      method: 'POST',
      body: new URLSearchParams(right),
      headers: { origin: 'https://wiki.example', 'x-forwarded-proto': 'https' },
    })
    expect(answer.status).toBe(303)
    for (const cookie of answer.headers.getSetCookie())
      expect(cookie).toMatch(/^__Host-(sid|dev)=.*; Secure;/)
  })

  test('a wrong password keeps the login and says no more than an unknown one (abuse 31)', async () => {
    const wrong = await door.send('/login', { login: mina.email, password: 'not the right one' })
    const unknown = await door.send('/login', { login: 'ghost@team.example', password: 'not the right one' })
    expect([wrong.status, unknown.status]).toEqual([401, 401])
    const [first, second] = [await wrong.text(), await unknown.text()]
    expect(first).toContain(`value="${mina.email}"`)
    expect(first).toContain('이메일이나 비밀번호가 맞지 않아요.')
    const plain = (html: string, login: string) => html.replaceAll(login, '').replace(/nonce="[^"]*"/g, '')
    expect(plain(first, mina.email)).toBe(plain(second, 'ghost@team.example'))
  })

  test('says how many tries are left, and a disabled account looks like a wrong password', async () => {
    await door.accounts.standing.disable('command', 'mina')
    let html = ''
    for (let tries = 0; tries < 6; tries += 1) html = await (await door.send('/login', right)).text()
    expect(html).toContain('4번 더 해 볼 수 있어요')
  })

  test('a password of 1 MB is refused before it is hashed (abuse 44)', async () => {
    const answer = await door.send('/login', { ...right, password: 'x'.repeat(1_000_000) })
    expect(answer.status).toBe(400)
    expect(await answer.text()).not.toContain('x'.repeat(100))
  })

  test.each([
    { login: '', password: 'x' },
    { login: 'mina' },
    { ...right, role: 'admin' },
    { ...right, id: '1' },
  ])('refuses the form %j (abuse 47)', async (fields) => {
    expect((await door.send('/login', fields as Record<string, string>)).status).toBe(400)
  })

  test('another site cannot sign somebody in (abuse 50)', async () => {
    const answer = await door.ask('/login', {
      method: 'POST',
      body: new URLSearchParams(right),
      headers: { 'sec-fetch-site': 'cross-site' },
    })
    expect(answer.status).toBe(403)
    expect(answer.headers.getSetCookie()).toEqual([])
  })

  test.each(['//evil.example', 'https://evil.example', '/\\evil.example', '/%0d%0aX: y'])(
    'leads to no other site with next=%s (abuse 34)',
    async (next) => {
      const { headers } = await door.send('/login', { ...right, next })
      expect(new URL(headers.get('location') ?? '', door.url).origin).toBe(door.url)
      const already = await door.ask(`/login?next=${encodeURIComponent(next)}`, {
        headers: { cookie: cookiesOf(await door.send('/login', right)) },
      })
      expect(new URL(already.headers.get('location') ?? '', door.url).origin).toBe(door.url)
    },
  )

  test('what was typed is shown as text (abuse 1)', async () => {
    const answer = await door.send('/login', {
      login: '"><script>alert(1)</script>',
      password: 'x',
      next: '/"><b>',
    })
    const html = await answer.text()
    expect(html).toContain('&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(html).not.toContain('<script>alert')
  })
})

describe('a session', () => {
  test('has a new id at every sign-in, and the one before ends (abuse 32)', async () => {
    const first = cookiesOf(await door.send('/login', right))
    const second = cookiesOf(await door.send('/login', right, first))
    expect(sessionOf(second)).not.toBe(sessionOf(first))
    expect(await seesAccount(first)).toBe(false)
    expect(await seesAccount(second)).toBe(true)
  })

  test('does not take over an id that was planted (abuse 32)', async () => {
    const planted = 'P'.repeat(43)
    const answer = await door.send('/login', right, `sid=${planted}`)
    expect(sessionOf(cookiesOf(answer))).not.toBe(planted)
    expect(await seesAccount(`sid=${planted}`)).toBe(false)
  })

  test('ends at once on the server when one signs out (abuse 33)', async () => {
    const cookie = cookiesOf(await door.send('/login', right))
    expect(await seesAccount(cookie)).toBe(true)
    const out = await door.send('/logout', {}, cookie)
    expect(out.status).toBe(303)
    expect(out.headers.getSetCookie().join()).toContain('sid=;')
    expect(await seesAccount(cookie)).toBe(false)
    expect((await door.send('/account', { name: 'x', lang: '', theme: 'dark' }, cookie)).status).toBe(401)
  })

  test('ends at once when the account is disabled from another process (abuse 33)', async () => {
    const cookie = cookiesOf(await door.send('/login', right))
    await door.accounts.standing.disable('command', 'mina')
    expect(await seesAccount(cookie)).toBe(false)
  })

  test('cannot be read or ended by a GET (abuse 51)', async () => {
    const cookie = cookiesOf(await door.send('/login', right))
    expect((await door.ask('/logout', { headers: { cookie } })).status).toBe(404)
    expect(await seesAccount(cookie)).toBe(true)
  })
})

describe('guessing', () => {
  test('a hundred wrong passwords get ten tries and then 429; the owner still gets in from a known browser (abuse 35)', async () => {
    const known = /dev=[^;]+/.exec(cookiesOf(await door.send('/login', right)))?.[0] ?? ''
    const guesses = Array.from({ length: 100 }, (_, index) =>
      door.send('/login', { login: mina.email, password: `guess number ${index}` }),
    )
    const answers = await Promise.all(guesses)
    expect(answers.filter((answer) => answer.status === 401)).toHaveLength(10)
    const refused = answers.filter((answer) => answer.status === 429)
    expect(refused).toHaveLength(90)
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(800)
    expect(await refused[0]?.text()).toContain('15분 뒤에 다시 해 주세요')

    expect((await door.send('/login', right)).status).toBe(429)
    expect((await door.send('/login', right, known)).status).toBe(303)
    expect((await door.send('/login', { login: leo.email, password: leo.password })).status).toBe(303)
  })

  test('another’s known browser does not help (abuse 35)', async () => {
    const known = /dev=[^;]+/.exec(
      cookiesOf(await door.send('/login', { login: leo.email, password: leo.password })),
    )?.[0]
    const guesses = Array.from({ length: 12 }, () =>
      door.send('/login', { ...right, password: 'a wrong guess' }, known),
    )
    expect((await Promise.all(guesses)).filter((answer) => answer.status === 429)).toHaveLength(2)
  })
})

describe('a token', () => {
  const askWith = (token: string, path = '/account', init?: RequestInit) =>
    door.ask(path, { ...init, headers: { authorization: `Bearer ${token}` } })

  test('is its owner until it is revoked, at once (abuse 60)', async () => {
    const { id, token } = await door.accounts.tokens.createToken(await theUser(), 'script')
    expect((await askWith(token)).status).toBe(200)
    await door.accounts.tokens.revoke(await theUser(), id)
    expect((await askWith(token)).status).toBe(401)
  })

  test.each(['gj_nothing', '', 'x y', `gj_${'A'.repeat(43)}`])(
    '%j is refused with a problem',
    async (token) => {
      const answer = await askWith(token)
      expect(answer.status).toBe(401)
      expect(answer.headers.get('content-type')).toContain('application/problem+json')
      expect(answer.headers.get('www-authenticate')).toBe('Bearer')
    },
  )

  test('makes no other ways in', async () => {
    const { token } = await door.accounts.tokens.createToken(await theUser(), 'script')
    const post = (fields: Record<string, string>) => ({ method: 'POST', body: new URLSearchParams(fields) })
    expect((await askWith(token, '/account/tokens', post({ name: 'second' }))).status).toBe(403)
    const change = post({ current: mina.password, password: 'another road to walk' })
    expect((await askWith(token, '/account/password', change)).status).toBe(403)
  })
})

describe('language', () => {
  const langOf = async (headers: Record<string, string>) =>
    /<html lang="(\w+)"/.exec(await (await door.ask('/login', { headers })).text())?.[1]

  test('is Korean, or what the browser asks for', async () => {
    expect(await langOf({})).toBe('ko')
    expect(await langOf({ 'accept-language': 'en-GB,en;q=0.9,ko;q=0.1' })).toBe('en')
    expect(await langOf({ 'accept-language': 'fr' })).toBe('ko')
  })

  test('chosen without an account, stays in a cookie', async () => {
    const answer = await door.send('/lang', { lang: 'en', next: '/login?next=%2Flessons' })
    expect(answer.headers.get('location')).toBe('/login?next=%2Flessons')
    expect(await langOf({ cookie: cookiesOf(answer), 'accept-language': 'ko' })).toBe('en')
  })

  test('chosen with an account, goes with the person', async () => {
    await door.send(
      '/lang',
      { lang: 'en', next: '//evil.example' },
      cookiesOf(await door.send('/login', right)),
    )
    expect(await theUser()).toMatchObject({ lang: 'en' })
  })
})

async function theUser() {
  const user = await door.accounts.people.findByLogin(mina.email)
  if (!user) throw new Error('Mina has no account')
  return user
}
