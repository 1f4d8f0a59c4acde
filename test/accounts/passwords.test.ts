import { createPasswords, LONGEST_PASSWORD, SHORTEST_PASSWORD } from '../../src/accounts/passwords.ts'
import { InvalidError } from '../../src/errors.ts'
import { costOf } from '../costs.ts'

const passwords = createPasswords()

test('keeps a password as argon2id with its own salt, and knows it again', async () => {
  const first = await passwords.hash('a bridge of old timber')
  const second = await passwords.hash('a bridge of old timber')
  expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
  expect(first).not.toBe(second)
  expect(await passwords.verify('a bridge of old timber', first)).toBe(true)
  expect(await passwords.verify('a bridge of new timber', first)).toBe(false)
})

test('takes the same Korean password composed and decomposed, and 64 characters and more (abuse 44)', async () => {
  const korean = '강가를 따라 걷는 아침'.repeat(8)
  const hash = await passwords.hash(korean.normalize('NFD'))
  expect(await passwords.verify(korean.normalize('NFC'), hash)).toBe(true)
  expect(await passwords.verify(korean.normalize('NFD'), hash)).toBe(true)
  const longest = '각'.repeat(LONGEST_PASSWORD)
  expect(await passwords.verify(longest.normalize('NFD'), await passwords.hash(longest))).toBe(true)
})

test('refuses a password of 1 MB before hashing (abuse 44)', async () => {
  const huge = 'x'.repeat(1_000_000)
  const refusing = async () => {
    await expect(passwords.hash(huge)).rejects.toThrow(InvalidError)
    expect(await passwords.verify(huge, undefined)).toBe(false)
  }
  // To hash one, short or long, costs 3.
  expect(await costOf(refusing, 1)).toBeLessThan(1)
})

test('refuses a short password and one that is a character too long', async () => {
  await expect(passwords.hash('x'.repeat(SHORTEST_PASSWORD - 1))).rejects.toMatchObject({
    key: 'accounts.password.short',
    field: 'password',
  })
  await expect(passwords.hash('x'.repeat(LONGEST_PASSWORD + 1))).rejects.toMatchObject({ field: 'password' })
})

test('nobody has the password of an account that does not exist (abuse 31)', async () => {
  expect(await passwords.verify('a bridge of old timber', undefined)).toBe(false)
})

test('many at once wait for their turn and all get their answer', async () => {
  const hash = await passwords.hash('a bridge of old timber')
  const tries = Array.from({ length: 8 }, (_, index) =>
    passwords.verify(index === 5 ? 'a bridge of old timber' : 'something else here', hash),
  )
  expect(await Promise.all(tries)).toEqual([false, false, false, false, false, true, false, false])
})
