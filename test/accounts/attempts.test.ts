import { createAttempts } from '../../src/accounts/attempts.ts'
import { TooManyError } from '../../src/errors.ts'

const mina = { login: 'mina', ip: '10.0.0.1', knownDevice: undefined }

test('the eleventh wrong password from one address is refused, with the time to wait (abuse 35)', async () => {
  const attempts = createAttempts()
  for (let left = 9; left >= 0; left -= 1) expect(await attempts.spend(mina)).toBe(left)
  const refused = await attempts.spend(mina).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(TooManyError)
  expect(refused).toMatchObject({ params: { minutes: 15 } })
})

test('many at once do not slip through (abuse 35)', async () => {
  const attempts = createAttempts()
  const tries = await Promise.allSettled(Array.from({ length: 100 }, () => attempts.spend(mina)))
  expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(10)
})

test('somebody else’s guessing leaves the known browser and other addresses alone (abuse 35)', async () => {
  const attempts = createAttempts()
  await Promise.allSettled(Array.from({ length: 100 }, () => attempts.spend(mina)))
  await expect(attempts.spend({ ...mina, ip: '10.0.0.2' })).resolves.toBe(9)
  await expect(attempts.spend({ ...mina, knownDevice: 'device' })).resolves.toBe(9)
})

test('a known browser is limited too', async () => {
  const attempts = createAttempts()
  const known = { ...mina, knownDevice: 'device' }
  const tries = await Promise.allSettled(Array.from({ length: 20 }, () => attempts.spend(known)))
  expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(10)
})

test('one address guesses at no more than a hundred accounts (abuse 35)', async () => {
  const attempts = createAttempts()
  const logins = Array.from({ length: 120 }, (_, index) => ({ ...mina, login: `person-${index}` }))
  const tries = await Promise.allSettled(logins.map((one) => attempts.spend(one)))
  expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(100)
})

test('the right password forgives the wrong ones before it', async () => {
  const attempts = createAttempts()
  for (let tries = 0; tries < 9; tries += 1) await attempts.spend(mina)
  await attempts.forgive(mina)
  expect(await attempts.spend(mina)).toBe(9)
})
