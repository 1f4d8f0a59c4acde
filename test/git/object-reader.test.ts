import { randomBytes } from 'node:crypto'
import { chmod, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { AppError, NotFoundError } from '../../src/errors.ts'
import type { BlobId, TreeId } from '../../src/git/ids.ts'
import type { RefName } from '../../src/git/repository.ts'
import { git, openTemporary, processesOf, put } from './temporary-repository.ts'

const onLinux = process.platform === 'linux' ? test : test.skip

test('many reads at once each get their own bytes', async () => {
  const { repository, commit } = await openTemporary()
  const contents = Array.from({ length: 300 }, (_, index) => randomBytes(index * index))
  const id = await commit(contents.map((content, index) => ({ path: `${index}`, content })))
  const missing = repository.readBlob('1'.repeat(40) as BlobId)
  await expect(missing).rejects.toThrow(NotFoundError)
  const read = contents.map(async (content, index) => {
    const file = await repository.findFile(id, `${index}`)
    return content.equals(await repository.readBlob(file!.blob))
  })
  expect(new Set(await Promise.all(read))).toEqual(new Set([true]))
})

test('what is no blob is not found as one', async () => {
  const { dir, repository, commit } = await openTemporary()
  await commit([put('a.md', '1')])
  const tree = git(dir, ['rev-parse', 'main^{tree}']) as TreeId
  await expect(repository.readBlob(tree as unknown as BlobId)).rejects.toThrow(NotFoundError)
})

onLinux('a killed reader is replaced, and what was asked of it is answered', async () => {
  const { dir, openAgain, commit } = await openTemporary()
  const content = randomBytes(2_000_000)
  const id = await commit([{ path: 'large', content }, put('small', '1'), put('other', '2')])
  // Another one, which has not written them and has nothing in memory.
  const repository = await openAgain()
  const [large, small] = await Promise.all(['large', 'small'].map((path) => repository.findFile(id, path)))
  const reads = Array.from({ length: 20 }, (_, index) =>
    repository.readBlob((index % 2 ? large : small)!.blob),
  )
  for (const pid of processesOf(dir, 'cat-file')) process.kill(pid, 'SIGKILL')
  const sizes = (await Promise.all(reads)).map(({ length }) => length)
  expect(sizes).toEqual(Array.from({ length: 20 }, (_, index) => (index % 2 ? 2_000_000 : 1)))
  for (const pid of processesOf(dir, 'cat-file')) process.kill(pid, 'SIGKILL')
  const other = await repository.findFile(id, 'other')
  expect((await repository.readBlob(other!.blob)).toString()).toBe('2')
})

onLinux('a killed mover of the branch is replaced', async () => {
  const { dir, repository, commit } = await openTemporary()
  await commit([put('a.md', '1')])
  for (const pid of processesOf(dir, 'update-ref')) process.kill(pid, 'SIGKILL')
  const id = await commit([put('a.md', '2')])
  const beside = 'refs/heads/beside' as RefName
  await repository.moveRefs([{ ref: beside, before: undefined, after: id }])
  expect(await repository.readRef(beside)).toBe(id)
})

test('a damaged object fails alone, and fsck names it', async () => {
  const { dir, repository: writing, openAgain, commit } = await openTemporary()
  const { blob } = await writing.storeBlob(Readable.from([Buffer.from('x'.repeat(500))]), 1_000)
  const id = await commit([{ path: 'bad.md', blob }, put('good.md', '1')])
  const repository = await openAgain()
  const [bad, good] = await Promise.all(['bad.md', 'good.md'].map((path) => repository.findFile(id, path)))
  const file = join(dir, 'objects', bad!.blob.slice(0, 2), bad!.blob.slice(2))
  const bytes = await readFile(file)
  await chmod(file, 0o644)
  await writeFile(file, bytes.subarray(0, bytes.length - 8))
  const reads = [good, bad, good, good].map((found) => repository.readBlob(found!.blob))
  const results = await Promise.allSettled(reads)
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled'])
  expect((await repository.fsck()).join('\n')).toContain(bad!.blob)
})

test('after closing nothing is read or saved', async () => {
  const { repository, commit } = await openTemporary()
  const id = await commit([put('a.md', '1')])
  const file = await repository.findFile(id, 'a.md')
  const last = commit([put('a.md', '2')])
  await last
  await repository.close()
  await expect(repository.readBlob(file!.blob)).rejects.toThrow(AppError)
  await expect(commit([put('a.md', '3')])).rejects.toThrow(AppError)
})
