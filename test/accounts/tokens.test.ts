import { NotFoundError, UsageError } from '../../src/errors.ts'
import { createTokenCommand } from '../../src/accounts/commands.ts'
import type { User } from '../../src/user.ts'
import { leo, mina } from '../cast.ts'
import { openStage, type Stage } from './stage.ts'

let stage: Stage
let user: User

beforeEach(async () => {
  stage = await openStage()
  user = await stage.add(mina)
})
afterEach(() => stage.close())

test('a token is its owner until it is revoked, at once (abuse 60)', async () => {
  const { tokens } = stage.accounts
  const { id, token } = await tokens.createToken(user, 'docs backup')
  expect(token).toMatch(/^gj_[\w-]{43}$/)
  expect(await tokens.findUserByToken(token)).toEqual(user)
  await tokens.revoke(user, id)
  expect(await tokens.findUserByToken(token)).toBeUndefined()
})

test('lists names and dates, never the token', async () => {
  const { tokens } = stage.accounts
  const { token } = await tokens.createToken(user, 'docs backup')
  const listed = await tokens.list(user)
  expect(listed).toMatchObject([{ name: 'docs backup' }])
  expect(JSON.stringify(listed)).not.toContain(token)
})

test('nobody revokes or sees another’s (abuse 48)', async () => {
  const other = await stage.add(leo)
  const { id, token } = await stage.accounts.tokens.createToken(user, 'docs backup')
  await expect(stage.accounts.tokens.revoke(other, id)).rejects.toThrow(NotFoundError)
  expect(await stage.accounts.tokens.list(other)).toEqual([])
  expect(await stage.accounts.tokens.findUserByToken(token)).toEqual(user)
})

test.each(['', 'gj_', 'gj_short', 'ghp_0123456789', `gj_${'A'.repeat(43)}`])(
  '%j is no token',
  async (token) => {
    expect(await stage.accounts.tokens.findUserByToken(token)).toBeUndefined()
  },
)

test('a session id is no token, and a token no session', async () => {
  const { sessions, tokens } = stage.accounts
  const session = await sessions.start(user.id)
  const { token } = await tokens.createToken(user, 'script')
  expect(await tokens.findUserByToken(`gj_${session}`)).toBeUndefined()
  expect(await sessions.findUserBySession(token.slice(3))).toBeUndefined()
})

test('a token needs a name of one line', async () => {
  const { tokens } = stage.accounts
  await expect(tokens.createToken(user, ' ')).rejects.toMatchObject({ field: 'name' })
  await expect(tokens.createToken(user, 'a\nb')).rejects.toMatchObject({ field: 'name' })
})

test('the command makes one by e-mail, and says so where nobody has it', async () => {
  const token = await createTokenCommand(stage.accounts, { email: mina.email, name: 'lab' })
  expect(await stage.accounts.tokens.findUserByToken(token)).toEqual(user)
  await expect(createTokenCommand(stage.accounts, { email: 'x@y.example', name: 'lab' })).rejects.toThrow(
    UsageError,
  )
})
