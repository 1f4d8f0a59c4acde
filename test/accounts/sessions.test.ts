import { DatabaseSync } from 'node:sqlite'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { User } from '../../src/user.ts'
import { costOf } from '../costs.ts'
import { ada, mina } from '../cast.ts'
import { openStage, type Stage } from './stage.ts'

let stage: Stage
let user: User

beforeEach(async () => {
  stage = await openStage()
  user = await stage.add(mina)
})
afterEach(() => stage.close())

test('a session knows its person until it is ended (abuse 33)', async () => {
  const { sessions } = stage.accounts
  const id = await sessions.start(user.id)
  expect(await sessions.findUserBySession(id)).toEqual(user)
  expect(await sessions.findUserBySession(id)).toEqual(user)
  await sessions.end(id)
  expect(await sessions.findUserBySession(id)).toBeUndefined()
})

test.each(['', 'planted', 'A'.repeat(43), '../../etc/passwd', "' or 1=1 --", '__proto__'])(
  'an id that was never given out is nobody’s: %j (abuse 32)',
  async (id) => {
    await stage.accounts.sessions.start(user.id)
    expect(await stage.accounts.sessions.findUserBySession(id)).toBeUndefined()
  },
)

test('ends after seven days, also where it is remembered, and not before', async () => {
  const { sessions } = stage.accounts
  stage.setNow(new Date('2026-11-24T09:00:00Z'))
  const id = await sessions.start(user.id)
  stage.setNow(new Date('2026-12-01T08:59:59Z'))
  expect(await sessions.findUserBySession(id)).toMatchObject({ handle: 'mina' })
  stage.setNow(new Date('2026-12-01T09:00:00Z'))
  expect(await sessions.findUserBySession(id)).toBeUndefined()
})

test('a clock that goes back a day or on a year neither revives nor breaks anything (abuse F9)', async () => {
  const { sessions } = stage.accounts
  stage.setNow(new Date('2026-11-24T09:00:00Z'))
  const id = await sessions.start(user.id)
  stage.setNow(new Date('2026-11-23T09:00:00Z'))
  expect(await sessions.findUserBySession(id)).toMatchObject({ handle: 'mina' })
  stage.setNow(new Date('2027-11-24T09:00:00Z'))
  await sessions.start(user.id)
  stage.setNow(new Date('2026-11-24T10:00:00Z'))
  expect(await stage.database.kysely.selectFrom('sessions').selectAll().execute()).toHaveLength(1)
})

test('looking writes nothing (abuse 51)', async () => {
  const { sessions } = stage.accounts
  const id = await sessions.start(user.id)
  const watcher = new DatabaseSync(stage.file)
  const version = () => watcher.prepare('PRAGMA data_version').get()
  const before = version()
  for (let views = 0; views < 20; views += 1) await sessions.findUserBySession(id)
  expect(version()).toEqual(before)
  watcher.close()
})

test('what another process changes is seen at once (abuse 33)', async () => {
  await stage.add(ada)
  const beside = await stage.openBeside()
  const { sessions, tokens } = stage.accounts
  const id = await sessions.start(user.id)
  const { token } = await tokens.createToken(user, 'script')
  expect(await sessions.findUserBySession(id)).toMatchObject({ role: 'member' })
  expect(await tokens.findUserByToken(token)).toMatchObject({ role: 'member' })

  await beside.standing.changeRole('command', 'mina', 'lead')
  await nextTurn()
  expect(await sessions.findUserBySession(id)).toMatchObject({ role: 'lead' })
  expect(await tokens.findUserByToken(token)).toMatchObject({ role: 'lead' })

  await beside.standing.disable('command', 'mina')
  await nextTurn()
  expect(await sessions.findUserBySession(id)).toBeUndefined()
  expect(await tokens.findUserByToken(token)).toBeUndefined()
})

test('keeps only hashes of sessions, tokens, devices and invites (abuse 60)', async () => {
  const { sessions, tokens, devices, invites } = stage.accounts
  const secrets = [
    await sessions.start(user.id),
    (await tokens.createToken(user, 'script')).token,
    await devices.remember(user.id),
    await invites.create('command', { role: 'member' }),
  ]
  const { kysely } = stage.database
  const kept = JSON.stringify([
    await kysely.selectFrom('sessions').selectAll().execute(),
    await kysely.selectFrom('tokens').selectAll().execute(),
    await kysely.selectFrom('devices').selectAll().execute(),
    await kysely.selectFrom('invites').selectAll().execute(),
  ])
  for (const secret of secrets) expect(kept).not.toContain(secret.replace('gj_', ''))
})

test('a view costs next to nothing', async () => {
  const { sessions } = stage.accounts
  const id = await sessions.start(user.id)
  await sessions.findUserBySession(id)
  const views = async () => {
    for (let view = 0; view < 20_000; view++) await sessions.findUserBySession(id)
  }
  // Each view costs 3 to 8 microseconds; were a session read from the database, it would be over 50.
  expect(await costOf(views, 100)).toBeLessThan(100)
})
