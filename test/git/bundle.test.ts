import { readFile, truncate, writeFile } from 'node:fs/promises'
import { InvalidError } from '../../src/errors.ts'
import { git, openTemporary, put } from './temporary-repository.ts'

test('what is restored from a bundle is the same to the bit', async () => {
  const source = await openTemporary()
  for (const round of Array(5).keys())
    await source.commit([put(`글 ${round}.md`, String(round)), put('a.md', String(round))])
  git(source.dir, ['tag', 'v1', 'main'])
  const file = source.beside('-backup.bundle')
  await source.repository.createBundle(file)
  const head = await source.repository.head()
  expect(await source.repository.verifyBundle(file)).toBe(head)

  const target = await openTemporary()
  expect(await target.repository.restoreBundle(file)).toBe(head)
  expect(await target.repository.head()).toBe(head)
  expect(git(target.dir, ['for-each-ref'])).toBe(git(source.dir, ['for-each-ref']))
  expect(await target.repository.listFiles(head!)).toEqual(await source.repository.listFiles(head!))
  expect(await target.repository.fsck()).toEqual([])
  await target.commit([put('a.md', 'on')])
})

test('a bundle that is cut short or changed is refused, and nothing is restored', async () => {
  const source = await openTemporary()
  await source.commit([put('a.md', '1'), put('b.md', 'x'.repeat(10_000))])
  const [cut, changed, text] = ['cut', 'changed', 'text'].map(source.beside) as [string, string, string]
  for (const file of [cut, changed]) await source.repository.createBundle(file)
  const bytes = await readFile(changed)
  await truncate(cut, bytes.length - 5)
  bytes[bytes.length - 40]! ^= 1
  await writeFile(changed, bytes)
  await writeFile(text, '백업이 아니에요')
  const target = await openTemporary()
  for (const file of [cut, changed, text, source.beside('missing')]) {
    await expect(target.repository.verifyBundle(file)).rejects.toThrow(InvalidError)
    await expect(target.repository.restoreBundle(file)).rejects.toThrow(InvalidError)
  }
  expect(await target.repository.head()).toBeUndefined()
})

test('a wiki with pages is not restored over, and one without has nothing to back up', async () => {
  const { repository, beside, commit } = await openTemporary()
  const file = beside('backup')
  await expect(repository.createBundle(file)).rejects.toThrow(InvalidError)
  await commit([put('a.md', '1')])
  await repository.createBundle(file)
  await expect(repository.restoreBundle(file)).rejects.toThrow(InvalidError)
})
