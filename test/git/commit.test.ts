import { randomBytes } from 'node:crypto'
import { InvalidError } from '../../src/errors.ts'
import { RefMovedError, type Repository } from '../../src/git/repository.ts'
import { commitOutside, git, mina, openTemporary, put, readText, remove } from './temporary-repository.ts'

const now = new Date('2026-11-02T09:00:00Z')

test('reads back the bytes that were committed, at a Korean path', async () => {
  const { repository, commit } = await openTemporary()
  const content = randomBytes(300_000)
  const path = '교훈/공식 문서를 먼저 읽는다.md'.normalize('NFC')
  const id = await commit([{ path, content }, put('빈 파일.md', '')])
  const file = await repository.findFile(id, path)
  expect((await repository.readBlob(file!.blob)).equals(content)).toBe(true)
  expect(await readText(repository, '빈 파일.md')).toBe('')
  expect((await repository.listFiles(id)).map((found) => [found.path, found.size])).toEqual(
    [
      [path, 300_000],
      ['빈 파일.md', 0],
    ].sort((a, b) => Buffer.compare(Buffer.from(String(a[0])), Buffer.from(String(b[0])))),
  )
  expect(await repository.findFile(id, path.normalize('NFD'))).toBeUndefined()
})

test('an empty repository has no head and takes a first commit only once', async () => {
  const { repository, commit } = await openTemporary()
  expect(await repository.head()).toBeUndefined()
  await commit([put('a.md', '1')])
  await expect(commit([put('b.md', '1')], { parent: undefined })).rejects.toThrow(RefMovedError)
})

test('twenty writers who retry lose no increment of a counter', async () => {
  const { repository, openAgain, commit } = await openTemporary()
  await commit([put('counter', '0')])
  const other = await openAgain()
  const writers = Array.from({ length: 20 }, (_, index) =>
    increment(index % 2 ? repository : other, String(index)),
  )
  await Promise.all(writers)
  expect(await readText(repository, 'counter')).toBe('20')
  expect(await repository.fsck()).toEqual([])
}, 60_000)

test('of two identical commits at the same moment only one is accepted', async () => {
  const { repository } = await openTemporary()
  const input = { parent: undefined, changes: [put('counter', '1')], message: 'one', author: mina, time: now }
  const results = await Promise.allSettled([
    repository.commitIfUnchanged(input),
    repository.commitIfUnchanged(input),
  ])
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('notices a branch that an outside process moved, and refuses to commit over it', async () => {
  const { dir, repository, commit } = await openTemporary()
  const parent = await commit([put('a.md', '1')])
  const outside = commitOutside(dir, 'b.md', '2')
  expect(await repository.head()).toBe(outside)
  await expect(commit([put('a.md', '3')], { parent })).rejects.toThrow(RefMovedError)
  await commit([put('a.md', '3')])
  expect(await readText(repository, 'b.md')).toBe('2')
})

test('finds the branch where git has packed its refs, and moves it from there', async () => {
  const { dir, repository, commit } = await openTemporary()
  const id = await commit([put('a.md', '1')])
  git(dir, ['pack-refs', '--all'])
  expect(await repository.head()).toBe(id)
  const next = await commit([put('a.md', '2')])
  expect(await repository.head()).toBe(next)
})

test('folders sort as git sorts them, and go with their last file', async () => {
  const { dir, repository, commit } = await openTemporary()
  await commit([
    put('a-b', '1'),
    put('a/x/y.md', '1'),
    put('a0', '1'),
    put('a.md', '1'),
    put('가/나.md', '1'),
  ])
  for (const round of Array(10).keys())
    await commit([put(`a/x/${round}.md`, String(round)), put(`z${round}/1`, '1')])
  for (const round of Array(10).keys()) await commit([remove(`a/x/${round}.md`), remove(`z${round}/1`)])
  await commit([remove('a/x/y.md'), remove('missing.md'), remove('a-b/nor/this.md')])
  expect(await repository.fsck()).toEqual([])
  expect(
    git(dir, ['-c', 'core.quotePath=false', 'ls-tree', '-r', '-t', '--name-only', 'main']).split('\n'),
  ).toEqual(['a-b', 'a.md', 'a0', '가', '가/나.md'])
})

test('the last file of all may go, and the next one come', async () => {
  const { repository, commit } = await openTemporary()
  await commit([put('a/b.md', '1')])
  const empty = await commit([remove('a/b.md')])
  expect(await repository.listFiles(empty)).toEqual([])
  await commit([put('c.md', '1')])
  expect(await repository.fsck()).toEqual([])
})

test('a file and a folder cannot share a name, but one may give it to the other', async () => {
  const { repository, commit } = await openTemporary()
  await commit([put('a', '1'), put('b/c', '1')])
  await expect(commit([put('a/x', '1')])).rejects.toThrow(InvalidError)
  await expect(commit([put('b', '1')])).rejects.toThrow(InvalidError)
  await expect(commit([put('d', '1'), put('d/e', '1')])).rejects.toThrow(InvalidError)
  await commit([remove('a'), put('a/x', '1'), remove('b/c'), put('b', '1')])
  expect(await readText(repository, 'a/x')).toBe('1')
  expect(await readText(repository, 'b')).toBe('1')
})

test('names that are not UTF-8 and odd modes survive a change beside them', async () => {
  const { dir, repository, commit } = await openTemporary()
  await commit([put('a.md', '1')])
  const blob = git(dir, ['hash-object', '-w', '--stdin'], 'x')
  const raw = Buffer.concat([
    Buffer.from(`100644 blob ${blob}\tcaf`),
    Buffer.from([0xe9, 0x0a]),
    Buffer.from(`100755 blob ${blob}\trun.sh\n120000 blob ${blob}\tlink\n`),
  ])
  const tree = git(dir, ['mktree'], raw as unknown as string)
  git(dir, ['update-ref', 'refs/heads/main', git(dir, ['commit-tree', tree, '-m', 'odd'])])
  await commit([put('run.sh', '2'), put('new.md', '1')])
  expect(
    git(dir, ['-c', 'core.quotePath=true', 'ls-tree', 'main'])
      .split('\n')
      .map((line) => line.replace(/ blob \w+\t/, ' ')),
  ).toEqual(['100644 "caf\\351"', '120000 link', '100644 new.md', '100755 run.sh'])
  expect(await repository.fsck()).toEqual([])
})

test('five thousand files fit in one commit, and one more on top', async () => {
  const { repository, commit } = await openTemporary()
  const changes = Array.from({ length: 5000 }, (_, index) =>
    put(`폴더 ${index % 20}/글 ${index}.md`, `본문 ${index}`),
  )
  const id = await commit([...changes, { path: 'large.bin', content: randomBytes(3_000_000) }])
  expect(await repository.listFiles(id)).toHaveLength(5001)
  await commit([put('폴더 7/글 7.md', '고쳤어요')])
  expect(await readText(repository, '폴더 7/글 7.md')).toBe('고쳤어요')
  expect(await readText(repository, '폴더 8/글 8.md')).toBe('본문 8')
  expect(await repository.fsck()).toEqual([])
})

test('saves go on while single objects are packed', async () => {
  const { repository, commit } = await openTemporary()
  for (const round of Array(5).keys()) await commit([put(`${round}.md`, String(round))])
  const saves = Promise.all([repository.tidy(), commit([put('a.md', '1')])])
  await saves
  await repository.tidy()
  await commit([put('b.md', '2')])
  expect(await readText(repository, '3.md')).toBe('3')
  expect(await repository.fsck()).toEqual([])
})

async function increment(repository: Repository, message: string): Promise<void> {
  for (;;) {
    const parent = (await repository.head())!
    const file = await repository.findFile(parent, 'counter')
    const next = Number((await repository.readBlob(file!.blob)).toString()) + 1
    try {
      const changes = [put('counter', String(next))]
      await repository.commitIfUnchanged({ parent, changes, message, author: mina, time: now })
      return
    } catch (error) {
      if (!(error instanceof RefMovedError)) throw error
    }
  }
}
