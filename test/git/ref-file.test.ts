import { closeSync, existsSync, openSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { moveAsFile } from '../../src/git/ref-file.ts'
import { MAIN_REF, RefMovedError, type RefName } from '../../src/git/repository.ts'
import { git, openTemporary, processesOf, put } from './temporary-repository.ts'

const onLinux = process.platform === 'linux' ? test : test.skip

onLinux('an edit moves the branch without a process of git', async () => {
  const { dir, repository, commit } = await openTemporary()
  await commit([put('a.md', '1')])
  for (const pid of processesOf(dir, 'update-ref')) process.kill(pid, 'SIGKILL')
  const id = await commit([put('a.md', '2')])
  expect(processesOf(dir, 'update-ref')).toEqual([])
  expect(await repository.head()).toBe(id)
  expect(git(dir, ['rev-parse', 'main'])).toBe(id)
})

test('a branch that stands elsewhere is not moved, and no lock is left', async () => {
  const { dir, repository, commit } = await openTemporary()
  const first = await commit([put('a.md', '1')])
  const second = await commit([put('a.md', '2')])
  const move = { ref: MAIN_REF, before: first, after: first }
  await expect(moveAsFile(dir, [move], Promise.resolve())).rejects.toThrow(RefMovedError)
  expect(await repository.head()).toBe(second)
  expect(existsSync(join(dir, `${MAIN_REF}.lock`))).toBe(false)
})

test('the branch moves once its objects are on disk, and stays where they do not come', async () => {
  const { dir, repository, commit } = await openTemporary()
  const first = await commit([put('a.md', '1')])
  const second = await commit([put('a.md', '2')])
  const move = { ref: MAIN_REF, before: second, after: first }
  const written = Promise.withResolvers<undefined>()
  const moved = moveAsFile(dir, [move], written.promise)
  await expect(moveAsFile(dir, [move], Promise.resolve())).resolves.toBe(false)
  expect(await repository.head()).toBe(second)
  written.resolve(undefined)
  expect(await moved).toBe(true)
  expect(await repository.head()).toBe(first)

  const back = { ref: MAIN_REF, before: first, after: second }
  const lost = Promise.withResolvers<undefined>()
  lost.promise.catch(() => undefined)
  const refused = expect(moveAsFile(dir, [back], lost.promise)).rejects.toThrow('full')
  await expect(moveAsFile(dir, [back], Promise.resolve())).resolves.toBe(false)
  lost.reject(new Error('full'))
  await refused
  expect(await repository.head()).toBe(first)
  expect(existsSync(join(dir, `${MAIN_REF}.lock`))).toBe(false)
})

test('git does what a file cannot: a new branch, one that goes, and one that is packed', async () => {
  const { dir, repository, commit } = await openTemporary()
  const first = await commit([put('a.md', '1')])
  const [ref, second] = ['refs/heads/proposals/x' as RefName, await commit([put('a.md', '2')])]
  await repository.moveRefs([{ ref, before: undefined, after: first }])
  git(dir, ['pack-refs', '--all'])
  await repository.moveRefs([{ ref, before: first, after: second }])
  expect(await repository.readRef(ref)).toBe(second)
  await repository.moveRefs([{ ref, before: second, after: undefined }])
  expect(git(dir, ['for-each-ref', ref])).toBe('')
})

onLinux('a lock that a living process has open is left to it, however young (fault F8)', async () => {
  const { dir, openAgain, repository, commit } = await openTemporary()
  await commit([put('a.md', '1')])
  const lock = join(dir, `${MAIN_REF}.lock`)
  const held = openSync(lock, 'wx')
  for (const pid of processesOf(dir, 'update-ref')) process.kill(pid, 'SIGKILL')
  await openAgain()
  expect(existsSync(lock)).toBe(true)
  const waiting = commit([put('a.md', '2')])
  closeSync(held)
  rmSync(lock)
  const id = await waiting
  expect(await repository.head()).toBe(id)
})
