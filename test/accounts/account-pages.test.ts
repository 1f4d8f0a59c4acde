import type { Role } from '../../src/user.ts'
import { accessTable } from '../../src/web/access.ts'
import { ada, leo, mina, noa, type CastMember } from '../cast.ts'
import { cookiesOf, openDoor, type Door } from './door.ts'

let door: Door

beforeEach(async () => {
  door = await openDoor({ people: [ada, leo, mina] })
})
afterEach(() => door.close())

const page = async (path: string, cookie: string) => (await door.ask(path, { headers: { cookie } })).text()
const find = (handle: string) => door.accounts.people.findByHandle(handle)

describe('the own account', () => {
  test('takes a name, a language and a theme, and says so in that language', async () => {
    const cookie = await door.signIn(mina)
    const saved = await door.send('/account', { name: 'Mina Kim', lang: 'en', theme: 'dark' }, cookie)
    expect(saved.headers.get('location')).toBe('/account?done=profile')
    const html = await page('/account?done=profile', cookie)
    expect(html).toContain('<html lang="en" data-theme="dark">')
    expect(html).toContain('Saved')
    expect(html).toContain('value="Mina Kim"')
  })

  test('says nothing that an address puts into its mouth', async () => {
    const cookie = await door.signIn(mina)
    expect(await page('/account?done=%3Cb%3Ehello', cookie)).not.toContain('hello')
  })

  test.each([
    { name: '', lang: '', theme: 'dark' },
    { name: 'x', lang: 'fr', theme: 'dark' },
    { name: 'x', lang: '', theme: 'dark', role: 'admin' },
  ])('refuses %j (abuse 47)', async (fields) => {
    const answer = await door.send('/account', fields, await door.signIn(mina))
    expect(answer.status).toBe(400)
    expect(await find('mina')).toMatchObject({ name: mina.name, role: 'member' })
  })

  test('a name is shown as text (abuse 1)', async () => {
    const cookie = await door.signIn(mina)
    await door.send('/account', { name: '<img src=x onerror=alert(1)>', lang: '', theme: 'system' }, cookie)
    for (const path of ['/account', '/people/mina'])
      expect(await page(path, cookie)).not.toContain('<img src=x')
    expect(await page('/admin/people', await door.signIn(ada))).not.toContain('<img src=x')
  })

  test('a new password ends every other session and keeps this browser in under a new id (abuse 33)', async () => {
    const here = await door.signIn(mina)
    const elsewhere = await door.signIn(mina)
    const change = { current: mina.password, password: 'another road to walk' }
    const changed = await door.send('/account/password', change, here)
    expect(changed.status).toBe(303)
    for (const cookie of [here, elsewhere]) {
      expect((await door.ask('/account', { headers: { cookie } })).status).toBe(303)
    }
    expect((await door.ask('/account', { headers: { cookie: cookiesOf(changed) } })).status).toBe(200)
    expect((await door.send('/login', { login: 'mina', password: mina.password })).status).toBe(401)
    expect((await door.send('/login', { login: 'mina', password: change.password })).status).toBe(303)
  })

  test('a new password needs the present one', async () => {
    const cookie = await door.signIn(mina)
    const answer = await door.send(
      '/account/password',
      { current: 'a wrong guess', password: 'another road' },
      cookie,
    )
    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain('지금 비밀번호가 맞지 않아요')
    expect((await door.ask('/account', { headers: { cookie } })).status).toBe(200)
  })

  test('a given password asks to be changed', async () => {
    const password = await door.accounts.standing.resetPassword('command', 'mina')
    const answer = await door.send('/login', { login: 'mina', password })
    expect(answer.headers.get('location')).toMatch(/^\/account\?/)
    expect(await page('/account', cookiesOf(answer))).toContain('나만 아는 것으로 바꿔 주세요')
  })
})

describe('tokens', () => {
  test('are shown once, listed by name, and revoked after a question (abuse 60)', async () => {
    const cookie = await door.signIn(mina)
    expect(await page('/account/tokens', cookie)).toContain('아직 토큰이 없어요')
    const made = await door.send('/account/tokens', { name: '문서 백업' }, cookie)
    expect(made.headers.get('cache-control')).toBe('private, no-store')
    const token = /gj_[\w-]{43}/.exec(await made.text())?.[0] ?? ''
    const asked = () => door.ask('/account', { headers: { authorization: `Bearer ${token}` } })
    expect((await asked()).status).toBe(200)

    const list = await page('/account/tokens', cookie)
    expect(list).toContain('문서 백업')
    expect(list).not.toContain(token)
    const revoke = /\/account\/tokens\/[\w-]+\/revoke/.exec(list)?.[0] ?? ''
    expect(await page(revoke, cookie)).toContain('‘문서 백업’ 토큰을 없앨까요?')
    expect((await asked()).status).toBe(200)
    expect((await door.send(revoke, {}, cookie)).status).toBe(303)
    expect((await asked()).status).toBe(401)
  })

  test('of another person are not found (abuse 48)', async () => {
    const owner = await find('leo')
    if (!owner) throw new Error('Leo has no account')
    const { id, token } = await door.accounts.tokens.createToken(owner, 'script')
    const cookie = await door.signIn(mina)
    expect((await door.ask(`/account/tokens/${id}/revoke`, { headers: { cookie } })).status).toBe(404)
    expect((await door.send(`/account/tokens/${id}/revoke`, {}, cookie)).status).toBe(404)
    expect(await door.accounts.tokens.findUserByToken(token)).toMatchObject({ handle: 'leo' })
  })
})

describe('people', () => {
  test('everyone signed in sees a person’s page, also in another case; nobody is 404', async () => {
    const cookie = await door.signIn(mina)
    expect(await page('/people/Leo', cookie)).toContain(leo.name)
    for (const handle of ['ghost', '%2e%2e%2fetc', '__proto__', '%EA%B9%80']) {
      expect((await door.ask(`/people/${handle}`, { headers: { cookie } })).status).toBe(404)
    }
    expect((await door.ask('/people/%E0%A4%A', { headers: { cookie } })).status).toBe(400)
  })

  test('an e-mail address is for admins', async () => {
    expect(await page('/people/leo', await door.signIn(mina))).not.toContain(leo.email)
    expect(await page('/admin/people', await door.signIn(ada))).toContain(leo.email)
  })

  test('an admin changes a role, which holds at once', async () => {
    const [admin, member] = [await door.signIn(ada), await door.signIn(mina)]
    expect((await door.ask('/admin/people', { headers: { cookie: member } })).status).toBe(403)
    const changed = await door.send('/admin/people/mina/role', { role: 'admin' }, admin)
    expect(changed.headers.get('location')).toBe('/admin/people?done=role')
    expect((await door.ask('/admin/people', { headers: { cookie: member } })).status).toBe(200)
  })

  test('an admin disables after a question, and enables again (abuse 33)', async () => {
    const [admin, member] = [await door.signIn(ada), await door.signIn(mina)]
    expect(await page('/admin/people/mina/disable', admin)).toContain('계정을 막을까요?')
    expect((await door.ask('/account', { headers: { cookie: member } })).status).toBe(200)
    await door.send('/admin/people/mina/disable', {}, admin)
    expect((await door.ask('/account', { headers: { cookie: member } })).status).toBe(303)
    expect(await page('/admin/people', admin)).toContain('막힌 계정')
    await door.send('/admin/people/mina/enable', {}, admin)
    expect((await door.send('/login', { login: 'mina', password: mina.password })).status).toBe(303)
  })

  test('the last admin keeps the role, and is told why', async () => {
    const admin = await door.signIn(ada)
    for (const [path, fields] of [
      ['role', { role: 'member' }],
      ['disable', {}],
    ] as const) {
      const answer = await door.send(`/admin/people/ada/${path}`, fields, admin)
      expect(answer.status).toBe(400)
      expect(await answer.text()).toContain('관리자가 한 명뿐이라')
    }
    expect(await find('ada')).toMatchObject({ role: 'admin', disabled: false })
  })

  test('a new password for somebody is shown once and works once it is handed over', async () => {
    const admin = await door.signIn(ada)
    const answer = await door.send('/admin/people/mina/password', {}, admin)
    expect(answer.headers.get('cache-control')).toBe('private, no-store')
    const password = /[a-z2-9]{4}(?:-[a-z2-9]{4}){3}/.exec(await answer.text())?.[0] ?? ''
    expect((await door.send('/login', { login: 'mina', password })).status).toBe(303)
  })

  test.each([{ role: 'owner' }, {}, { role: 'lead', id: '1' }])(
    'refuses the role form %j (abuse 47)',
    async (fields) => {
      const answer = await door.send('/admin/people/mina/role', fields, await door.signIn(ada))
      expect(answer.status).toBe(400)
      expect(await find('mina')).toMatchObject({ role: 'member' })
    },
  )
})

test('every route lets in its roles and no others (abuse 46)', async () => {
  const cookies = new Map<Role | 'anyone', string | undefined>([['anyone', undefined]])
  for (const person of [ada, leo, mina] as readonly CastMember[])
    cookies.set(person.role, await door.signIn(person))
  const ranks: readonly (Role | 'anyone')[] = ['anyone', 'member', 'lead', 'admin']
  const rows = Object.entries(accessTable).filter(([row]) =>
    /^\w+ \/(account|people|admin\/(people|invites))\b/.test(row),
  )
  expect(rows.length).toBeGreaterThan(15)
  const wrong: string[] = []
  for (const [row, needed] of rows) {
    const [method = '', pattern = ''] = row.split(' ')
    const path = pattern.replace(':handle', 'ghost').replace(':id', 'none')
    for (const rank of ranks) {
      const cookie = cookies.get(rank)
      const { status } =
        method === 'POST'
          ? await door.send(path, { nonsense: '1' }, cookie)
          : await door.ask(path, cookie === undefined ? {} : { headers: { cookie } })
      const refused = rank === 'anyone' ? (method === 'GET' ? 303 : 401) : 403
      const allowed = ranks.indexOf(rank) >= ranks.indexOf(needed)
      if (allowed ? ![200, 400, 404].includes(status) : status !== refused)
        wrong.push(`${row} as ${rank}: ${status}`)
    }
  }
  expect(wrong).toEqual([])
})

test('English pages hold no Korean but the language’s own name', async () => {
  await door.send('/lang', { lang: 'en' }, await door.signIn(ada))
  await door.accounts.invites.create('command', { role: 'member', email: noa.email })
  await door.accounts.standing.disable('command', 'leo')
  const cookie = await door.signIn(ada)
  await door.accounts.standing.changeRole('command', 'mina', 'lead')
  const paths = [
    '/account',
    '/account/tokens',
    '/people/ada',
    '/admin/invites',
    '/admin/people/leo/disable',
    '/admin/people/leo/password',
  ]
  for (const path of paths) {
    const html = (await page(path, cookie)).replaceAll('한국어', '').replaceAll(mina.name, '')
    expect(html.match(/[가-힣]+/g) ?? []).toEqual([])
    expect(html).not.toMatch(/>\s*(accounts|app|errors)\.[\w.-]+\s*</)
  }
})
