import { ada, mina, noa } from '../cast.ts'
import { cookiesOf, openDoor, type Door } from './door.ts'

let door: Door

beforeEach(async () => {
  door = await openDoor()
})
afterEach(() => door.close())

const first = { name: ada.name, email: ada.email, password: ada.password }
const newcomer = { name: noa.name, email: noa.email, password: noa.password }

async function setupPath(): Promise<string> {
  return `/setup?token=${(await door.accounts.invites.ensureSetupLink()) ?? ''}`
}

const roleOf = async (login: string) => (await door.accounts.people.findByLogin(login))?.role

describe('the set-up link', () => {
  test('shows a form that makes the first admin and signs in', async () => {
    const path = await setupPath()
    const shown = await door.ask(path)
    expect(shown.status).toBe(200)
    expect(shown.headers.get('cache-control')).toBe('private, no-store')
    expect(shown.headers.get('referrer-policy')).toBe('same-origin')
    const made = await door.send(path, first)
    expect([made.status, made.headers.get('location')]).toEqual([303, '/'])
    const page = await door.ask('/admin/people', { headers: { cookie: cookiesOf(made) } })
    expect(page.status).toBe(200)
    expect(await page.text()).toContain(ada.email)
  })

  test('works once, and then says how to get in (404)', async () => {
    const path = await setupPath()
    await door.send(path, first)
    for (const answer of [await door.ask(path), await door.send(path, newcomer), await door.ask('/setup')]) {
      expect(answer.status).toBe(404)
      expect(await answer.text()).toContain('npm start')
    }
    expect(await door.accounts.people.count()).toBe(1)
  })

  test('opening it changes nothing (abuse 51)', async () => {
    const path = await setupPath()
    for (let times = 0; times < 3; times += 1) expect((await door.ask(path)).status).toBe(200)
  })

  test('keeps what was typed where something has to be mended, but not the password', async () => {
    const answer = await door.send(await setupPath(), { ...first, password: 'short' })
    expect(answer.status).toBe(400)
    const html = await answer.text()
    expect(html).toContain(`value="${ada.email}"`)
    expect(html).toContain('10자 이상으로 정해 주세요')
    expect(html).not.toContain('value="short"')
  })

  test.each([{ role: 'lead' }, { isAdmin: 'true' }, { __proto__x: '1' }, { id: '1' }])(
    'takes no other field: %j (abuse 47)',
    async (more) => {
      expect((await door.send(await setupPath(), { ...first, ...more })).status).toBe(400)
    },
  )

  test('is pointed to by the sign-in page while nobody has an account', async () => {
    expect(await (await door.ask('/login')).text()).toContain('설정 링크로 첫 관리자를 만들어 주세요')
    await door.add(mina)
    expect(await (await door.ask('/login')).text()).toContain('초대 링크로 들어와 주세요')
  })
})

describe('an invite', () => {
  let admin: string

  beforeEach(async () => {
    await door.add(ada)
    admin = await door.signIn(ada)
  })

  /** The path of the link on the page that has just made it. */
  async function invite(fields: Record<string, string>): Promise<string> {
    const html = await (await door.send('/admin/invites', fields, admin)).text()
    return /\/invite\?token=[\w-]+/.exec(html)?.[0] ?? ''
  }

  test('is made by an admin, shown once, and makes an account with its role', async () => {
    const path = await invite({ role: 'lead', email: '' })
    expect((await door.ask(path)).status).toBe(200)
    const made = await door.send(path, newcomer)
    expect(made.status).toBe(303)
    expect(await roleOf('noa')).toBe('lead')
    expect((await door.ask('/account', { headers: { cookie: cookiesOf(made) } })).status).toBe(200)
    expect((await door.send(path, { ...newcomer, email: 'x@team.example' })).status).toBe(404)
    const list = await door.ask('/admin/invites', { headers: { cookie: admin } })
    expect(await list.text()).not.toContain(path)
  })

  test('for an address cannot be used for another (abuse 45)', async () => {
    const path = await invite({ role: 'member', email: noa.email })
    await door.send(path, { ...newcomer, email: 'evil@other.example' })
    expect(await door.accounts.people.findByLogin('evil@other.example')).toBeUndefined()
    expect(await roleOf(noa.email)).toBe('member')
  })

  test('gives no more than its role (abuse 47)', async () => {
    const path = await invite({ role: 'member' })
    expect((await door.send(path, { ...newcomer, role: 'admin' })).status).toBe(400)
    expect(await roleOf('noa')).toBeUndefined()
  })

  test('is revoked after a question', async () => {
    const path = await invite({ role: 'member' })
    const list = await (await door.ask('/admin/invites', { headers: { cookie: admin } })).text()
    const revoke = /\/admin\/invites\/[\w-]+\/revoke/.exec(list)?.[0] ?? ''
    expect(await (await door.ask(revoke, { headers: { cookie: admin } })).text()).toContain(
      '이 초대를 거둘까요?',
    )
    expect((await door.ask(path)).status).toBe(200)
    expect((await door.send(revoke, {}, admin)).status).toBe(303)
    expect((await door.ask(path)).status).toBe(404)
  })

  test('ends the session of who was signed in there (abuse 32)', async () => {
    const path = await invite({ role: 'member' })
    await door.send(path, newcomer, admin)
    expect((await door.ask('/account', { headers: { cookie: admin } })).status).toBe(303)
  })

  test('carries the configured address, whatever Host was sent (abuse 36)', async () => {
    await door.close()
    door = await openDoor({ people: [ada], baseUrl: 'https://wiki.example' })
    const signedIn = await door.ask('/login', {
      method: 'POST',
      body: new URLSearchParams({ login: ada.email, password: ada.password }),
      headers: { origin: 'https://wiki.example' },
    })
    const answer = await door.ask('/admin/invites', {
      method: 'POST',
      body: new URLSearchParams({ role: 'member' }),
      headers: {
        origin: 'https://wiki.example',
        cookie: cookiesOf(signedIn),
        'x-forwarded-host': 'evil.example',
      },
    })
    const html = await answer.text()
    expect(html).toContain('https://wiki.example/invite?token=')
    expect(html).not.toContain('evil.example')
  })
})
