import { ForbiddenError, InvalidError, NotFoundError } from '../../src/errors.ts'
import { ada, leo, mina, noa } from '../cast.ts'
import { openStage, type Stage } from './stage.ts'

let stage: Stage

beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

describe('adding', () => {
  test('makes an account with a handle from the e-mail', async () => {
    const user = await stage.add(mina)
    expect(user).toMatchObject({
      handle: 'mina',
      email: mina.email,
      name: mina.name,
      role: 'member',
      theme: 'system',
    })
  })

  test('makes a handle unique, and never gives one twice', async () => {
    await stage.add(mina)
    const other = await stage.add({ ...mina, name: 'Mina Choi', email: 'Mina@other.example' })
    const third = await stage.add({ ...mina, name: 'Mina Seo', email: 'mina@third.example' })
    expect([other.handle, third.handle]).toEqual(['mina-2', 'mina-3'])
  })

  test('makes a one-time password where none is given', async () => {
    const { oneTimePassword } = await stage.accounts.people.addUser('command', {
      email: noa.email,
      name: noa.name,
      role: 'member',
    })
    expect(oneTimePassword).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/)
    const checked = await signIn(noa.email, oneTimePassword ?? '')
    expect(checked).toMatchObject({ ok: true, passwordWasGiven: true })
  })

  test('refuses a second account for an e-mail, in any case', async () => {
    await stage.add(mina)
    const again = stage.add({ ...mina, name: 'Somebody Else', email: 'MINA@team.example' })
    await expect(again).rejects.toMatchObject({ key: 'accounts.email.taken', field: 'email' })
  })

  test.each(['', 'a', 'a@', 'a b@c.example', 'a@good.example@evil.example', 'a@b.example\nX: y'])(
    'refuses %j as an e-mail (abuse 45)',
    async (email) => {
      await expect(stage.add({ ...mina, email })).rejects.toMatchObject({ field: 'email' })
    },
  )

  test('refuses a name that looks like another person’s (abuse 11)', async () => {
    await stage.add(ada)
    await expect(stage.add({ ...noa, name: 'АԁА Наn' })).rejects.toThrow(InvalidError)
    await expect(stage.add({ ...noa, name: 'Ada  Hаn'.replace('а', 'á') })).rejects.toMatchObject({
      key: 'accounts.name.alike',
    })
  })

  test('two people may really have one name', async () => {
    await stage.add(mina)
    await expect(stage.add({ ...noa, name: mina.name })).resolves.toMatchObject({ name: mina.name })
  })

  test('is for admins', async () => {
    const lead = await stage.add(leo)
    const added = stage.accounts.people.addUser(lead, { email: noa.email, name: noa.name, role: 'admin' })
    await expect(added).rejects.toThrow(ForbiddenError)
  })
})

describe('finding', () => {
  test.each(['mina', 'MINA', ' mina ', 'mina@team.example', 'Mina@Team.Example'])(
    'finds Mina by %j',
    async (login) => {
      await stage.add(mina)
      expect(await stage.accounts.people.findByLogin(login)).toMatchObject({ handle: 'mina' })
    },
  )

  test('finds nobody by a part of a name or a pattern', async () => {
    await stage.add(mina)
    for (const login of ['min', '%', 'mina@', '*', "' or 1=1 --"]) {
      expect(await stage.accounts.people.findByLogin(login)).toBeUndefined()
    }
  })

  test('lists everybody by name', async () => {
    for (const person of [noa, leo, ada]) await stage.add(person)
    expect((await stage.accounts.people.list()).map((person) => person.handle)).toEqual(['ada', 'leo', 'noa'])
  })
})

describe('the own profile', () => {
  test('takes a name, a language and a theme', async () => {
    const user = await stage.add(mina)
    await stage.accounts.people.updateProfile(user, { name: 'Mina Kim', lang: 'en', theme: 'dark' })
    expect(await stage.accounts.people.findById(user.id)).toMatchObject({
      name: 'Mina Kim',
      lang: 'en',
      theme: 'dark',
    })
  })

  test('does not take the look of another person (abuse 11)', async () => {
    await stage.add(ada)
    const user = await stage.add(noa)
    const renamed = stage.accounts.people.updateProfile(user, {
      name: 'ADA HAN',
      lang: undefined,
      theme: 'system',
    })
    await expect(renamed).rejects.toMatchObject({ key: 'accounts.name.alike' })
    const copied = stage.accounts.people.updateProfile(user, {
      name: 'Ada Han',
      lang: undefined,
      theme: 'system',
    })
    await expect(copied).rejects.toMatchObject({ key: 'accounts.name.alike' })
  })
})

describe('standing', () => {
  test('an admin changes a role, and it is in the audit log', async () => {
    const admin = await stage.add(ada)
    await stage.add(mina)
    await stage.accounts.standing.changeRole(admin, 'mina', 'lead')
    expect(await stage.accounts.people.findByHandle('mina')).toMatchObject({ role: 'lead' })
    const [newest] = await stage.audit.list(1)
    expect(newest).toMatchObject({ actor: admin.id, action: 'account.role', object: 'mina member -> lead' })
  })

  test('nobody but an admin changes standing', async () => {
    const lead = await stage.add(leo)
    await stage.add(mina)
    const { standing } = stage.accounts
    await expect(standing.changeRole(lead, 'leo', 'admin')).rejects.toThrow(ForbiddenError)
    await expect(standing.disable(lead, 'mina')).rejects.toThrow(ForbiddenError)
    await expect(standing.enable(lead, 'mina')).rejects.toThrow(ForbiddenError)
    await expect(standing.resetPassword(lead, 'mina')).rejects.toThrow(ForbiddenError)
  })

  test('somebody who is not there cannot be changed', async () => {
    const admin = await stage.add(ada)
    await expect(stage.accounts.standing.disable(admin, 'ghost')).rejects.toThrow(NotFoundError)
  })

  test('the last admin stays one', async () => {
    const admin = await stage.add(ada)
    const { standing } = stage.accounts
    await expect(standing.changeRole(admin, 'ada', 'member')).rejects.toMatchObject({
      key: 'accounts.lastAdmin',
    })
    await expect(standing.disable('command', 'ada')).rejects.toMatchObject({ key: 'accounts.lastAdmin' })
    await stage.add(leo)
    await standing.changeRole(admin, 'leo', 'admin')
    await standing.disable(admin, 'leo')
    await expect(standing.disable(admin, 'ada')).rejects.toMatchObject({ key: 'accounts.lastAdmin' })
  })

  test('of two admins who take each other’s role at once, one stays', async () => {
    const both = [await stage.add(ada), await stage.add({ ...leo, role: 'admin' })]
    const taken = await Promise.allSettled([
      stage.accounts.standing.changeRole(both[0] ?? 'command', 'leo', 'member'),
      stage.accounts.standing.changeRole(both[1] ?? 'command', 'ada', 'member'),
    ])
    expect(taken.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('disabling ends sessions and tokens at once, and signing in (abuse 33)', async () => {
    const admin = await stage.add(ada)
    const user = await stage.add(mina)
    const { sessions, tokens, standing } = stage.accounts
    const session = await sessions.start(user.id)
    const { token } = await tokens.createToken(user, 'script')
    expect(await sessions.findUserBySession(session)).toMatchObject({ handle: 'mina' })
    expect(await tokens.findUserByToken(token)).toMatchObject({ handle: 'mina' })

    await standing.disable(admin, 'mina')
    expect(await sessions.findUserBySession(session)).toBeUndefined()
    expect(await tokens.findUserByToken(token)).toBeUndefined()
    expect(await signIn('mina', mina.password)).toMatchObject({ ok: false })

    await standing.enable(admin, 'mina')
    expect(await sessions.findUserBySession(session)).toBeUndefined()
    expect(await tokens.findUserByToken(token)).toBeUndefined()
    expect(await signIn('mina', mina.password)).toMatchObject({ ok: true })
  })

  test('a new password from an admin signs the person out and asks for a change', async () => {
    const admin = await stage.add(ada)
    const user = await stage.add(mina)
    const session = await stage.accounts.sessions.start(user.id)
    const password = await stage.accounts.standing.resetPassword(admin, 'mina')
    expect(await stage.accounts.sessions.findUserBySession(session)).toBeUndefined()
    expect(await signIn('mina', mina.password)).toMatchObject({ ok: false })
    expect(await signIn('mina', password)).toMatchObject({ ok: true, passwordWasGiven: true })
  })
})

describe('the own password', () => {
  test('a change ends all sessions but a new one (abuse 33)', async () => {
    const user = await stage.add(mina)
    const { sessions, ownPassword } = stage.accounts
    const here = await sessions.start(user.id)
    const elsewhere = await sessions.start(user.id)
    const change = { current: mina.password, password: 'another road to walk' }
    const fresh = await ownPassword.changePassword(user, change)
    expect(fresh).not.toBe(here)
    expect(await sessions.findUserBySession(here)).toBeUndefined()
    expect(await sessions.findUserBySession(elsewhere)).toBeUndefined()
    expect(await sessions.findUserBySession(fresh)).toMatchObject({ handle: 'mina' })
    expect(await signIn('mina', change.password)).toMatchObject({ ok: true, passwordWasGiven: false })
  })

  test('needs the present one, and cannot be guessed at without end', async () => {
    const user = await stage.add(mina)
    const { ownPassword } = stage.accounts
    const guess = () =>
      ownPassword.changePassword(user, { current: 'not the one', password: 'another road to walk' })
    await expect(guess()).rejects.toMatchObject({ key: 'accounts.password.wrong', field: 'current' })
    for (let tries = 1; tries < 10; tries += 1) await expect(guess()).rejects.toThrow(InvalidError)
    await expect(guess()).rejects.toMatchObject({ code: 'too-many' })
  })
})

test('no secret reaches the audit log (abuse 59)', async () => {
  const admin = await stage.add(ada)
  const user = await stage.add(mina)
  const secrets = [mina.password, ada.password, 'not the one at all', 'another road to walk']
  secrets.push((await stage.accounts.tokens.createToken(user, 'script')).token)
  secrets.push(await stage.accounts.invites.create(admin, { role: 'member' }))
  await signIn('mina', 'not the one at all')
  await signIn('mina', mina.password)
  const change = { current: mina.password, password: 'another road to walk' }
  secrets.push(await stage.accounts.ownPassword.changePassword(user, change))
  secrets.push(await stage.accounts.standing.resetPassword(admin, 'mina'))
  const log = JSON.stringify(await stage.audit.list(100))
  expect(secrets.filter((secret) => log.includes(secret))).toEqual([])
})

function signIn(login: string, password: string) {
  return stage.accounts.checkCredentials({ login, password, device: undefined }, { ip: '10.0.0.1' })
}
