import { ForbiddenError, NotFoundError } from '../../src/errors.ts'
import { ada, leo, mina, noa } from '../cast.ts'
import { openStage, type Stage } from './stage.ts'

let stage: Stage

beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

const newcomer = { name: noa.name, email: noa.email, password: noa.password }

describe('an invite', () => {
  test('makes one account with its role, once', async () => {
    const admin = await stage.add(ada)
    const { invites } = stage.accounts
    const token = await invites.create(admin, { role: 'lead' })
    expect(await invites.find('invite', token)).toMatchObject({ role: 'lead' })
    expect(await invites.accept('invite', token, newcomer)).toMatchObject({ handle: 'noa', role: 'lead' })
    expect(await invites.find('invite', token)).toBeUndefined()
    const again = invites.accept('invite', token, { ...newcomer, email: 'other@team.example', name: 'Other' })
    await expect(again).rejects.toThrow(NotFoundError)
  })

  test('of two who use it at once, one gets it', async () => {
    const admin = await stage.add(ada)
    const { invites } = stage.accounts
    const token = await invites.create(admin, { role: 'member' })
    const both = await Promise.allSettled([
      invites.accept('invite', token, newcomer),
      invites.accept('invite', token, { name: leo.name, email: leo.email, password: leo.password }),
    ])
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await stage.accounts.people.count()).toBe(2)
  })

  test('for an address makes an account for that address only (abuse 45)', async () => {
    const admin = await stage.add(ada)
    const { invites } = stage.accounts
    const token = await invites.create(admin, { role: 'member', email: noa.email })
    const user = await invites.accept('invite', token, { ...newcomer, email: 'evil@other.example' })
    expect(user.email).toBe(noa.email)
  })

  test('survives a form that has to be mended', async () => {
    const admin = await stage.add(ada)
    await stage.add(mina)
    const { invites } = stage.accounts
    const token = await invites.create(admin, { role: 'member' })
    const wrong = [
      { password: 'short' },
      { email: 'no address' },
      { name: ' ' },
      { email: mina.email },
      { name: 'Аda Han' },
    ]
    for (const part of wrong) {
      await expect(invites.accept('invite', token, { ...newcomer, ...part })).rejects.toMatchObject({
        code: 'invalid',
        field: Object.keys(part)[0],
      })
    }
    await expect(invites.accept('invite', token, newcomer)).resolves.toMatchObject({ handle: 'noa' })
  })

  test('ends after seven days and when it is revoked', async () => {
    const admin = await stage.add(ada)
    const { invites } = stage.accounts
    stage.setNow(new Date('2026-11-24T09:00:00Z'))
    const late = await invites.create(admin, { role: 'member' })
    stage.setNow(new Date('2026-12-01T09:00:00Z'))
    expect(await invites.find('invite', late)).toBeUndefined()

    const revoked = await invites.create(admin, { role: 'member' })
    const [open] = await invites.listOpen(admin)
    await invites.revoke(admin, open?.id ?? '')
    expect(await invites.find('invite', revoked)).toBeUndefined()
    expect(await invites.listOpen(admin)).toEqual([])
    await expect(invites.revoke(admin, open?.id ?? '')).rejects.toThrow(NotFoundError)
  })

  test('is made, seen and revoked by admins', async () => {
    const lead = await stage.add(leo)
    const { invites } = stage.accounts
    await expect(invites.create(lead, { role: 'member' })).rejects.toThrow(ForbiddenError)
    await expect(invites.listOpen(lead)).rejects.toThrow(ForbiddenError)
    await expect(invites.revoke(lead, 'x')).rejects.toThrow(ForbiddenError)
  })
})

describe('the set-up link', () => {
  test('makes the first admin, once', async () => {
    const { invites } = stage.accounts
    const token = (await invites.ensureSetupLink()) ?? ''
    expect(await invites.accept('setup', token, newcomer)).toMatchObject({ role: 'admin' })
    await expect(invites.accept('setup', token, { ...newcomer, email: 'b@c.example' })).rejects.toThrow(
      NotFoundError,
    )
    expect(await invites.ensureSetupLink()).toBeUndefined()
  })

  test('a new one ends the one before', async () => {
    const { invites } = stage.accounts
    const first = (await invites.ensureSetupLink()) ?? ''
    const second = (await invites.ensureSetupLink()) ?? ''
    expect(await invites.find('setup', first)).toBeUndefined()
    expect(await invites.find('setup', second)).toBeDefined()
  })

  test('ends when an account comes another way, also between opening and sending the form', async () => {
    const { invites } = stage.accounts
    const token = (await invites.ensureSetupLink()) ?? ''
    await stage.add(ada)
    expect(await invites.find('setup', token)).toBeUndefined()
    await expect(invites.accept('setup', token, newcomer)).rejects.toThrow(NotFoundError)
  })

  test('is no invite, and an invite is no set-up link', async () => {
    const { invites } = stage.accounts
    const setup = (await invites.ensureSetupLink()) ?? ''
    expect(await invites.find('invite', setup)).toBeUndefined()
    const invite = await invites.create('command', { role: 'member' })
    expect(await invites.find('setup', invite)).toBeUndefined()
  })
})
