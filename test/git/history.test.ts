import { NotFoundError } from '../../src/errors.ts'
import type { CommitId } from '../../src/git/ids.ts'
import type { CommitRecord, HistoryRange, Repository } from '../../src/git/repository.ts'
import { git, mina, openTemporary, put, remove } from './temporary-repository.ts'

test('tells who changed which files when, newest first', async () => {
  const { repository, commit } = await openTemporary()
  const first = await commit([put('가/나.md', '1'), put('b.md', '1')], { message: '첫 글\n\n본문\n둘째 줄' })
  const second = await commit([put('가/나.md', '2'), remove('b.md'), put('c d.md', '1')], { message: '고침' })
  const records = await collect(repository, { to: second })
  const blob = async (id: CommitId, path: string) => (await repository.findFile(id, path))!.blob
  expect(records).toEqual([
    {
      id: second,
      parents: [first],
      author: mina,
      time: new Date('2026-11-02T09:00:00Z'),
      subject: '고침',
      body: '',
      files: [
        { path: 'b.md', blob: undefined, status: 'D' },
        { path: 'c d.md', blob: await blob(second, 'c d.md'), status: 'A' },
        { path: '가/나.md', blob: await blob(second, '가/나.md'), status: 'M' },
      ],
    },
    expect.objectContaining({ id: first, parents: [], subject: '첫 글', body: '본문\n둘째 줄' }),
  ])
  expect(await collect(repository, { from: first, to: second })).toHaveLength(1)
  expect(await collect(repository, { from: second, to: second })).toEqual([])
})

test('a child comes before its parents though the clock went back', async () => {
  const { repository, commit } = await openTemporary()
  const ids: string[] = []
  for (const day of [5, 3, 9, 1]) {
    ids.unshift(await commit([put('a.md', String(day))], { time: new Date(Date.UTC(2026, 10, day)) }))
  }
  expect((await collect(repository, { to: ids[0] as CommitId })).map(({ id }) => id)).toEqual(ids)
})

test('a merge tells only what it changed itself', async () => {
  const { dir, repository, commit } = await openTemporary()
  const base = await commit([put('a.md', '1'), put('b.md', '1')])
  const left = await commit([put('a.md', '2')])
  const tree = git(dir, ['write-tree'])
  const right = git(dir, ['commit-tree', tree, '-p', base, '-m', 'right'])
  const merged = await commit([put('a.md', '3'), put('b.md', '1')])
  const merge = git(dir, [
    'commit-tree',
    `${merged}^{tree}`,
    '-p',
    left,
    '-p',
    right,
    '-m',
    'merge',
  ]) as CommitId
  const [record] = await collect(repository, { to: merge })
  expect(record).toMatchObject({ parents: [left, right], files: [{ path: 'a.md', status: 'M' }] })
})

test('can be left early, and a commit that is not there is not found', async () => {
  const { repository, commit } = await openTemporary()
  for (const round of Array(5).keys()) await commit([put('a.md', String(round))])
  const seen: string[] = []
  for await (const { id } of repository.history({ to: (await repository.head())! })) {
    seen.push(id)
    break
  }
  expect(seen).toHaveLength(1)
  await expect(collect(repository, { to: '1'.repeat(40) as CommitId })).rejects.toThrow(NotFoundError)
})

test('knows what differs between two commits and which came first', async () => {
  const { repository, commit } = await openTemporary()
  const first = await commit([put('a/b.md', '1'), put('c', '1'), put('d/e/f.md', '1'), put('same/x.md', '1')])
  const second = await commit([
    put('a/b.md', '2'),
    remove('c'),
    put('c/g.md', '1'),
    remove('d/e/f.md'),
    put('h.md', '1'),
  ])
  const changes = await repository.changedFiles(first, second)
  expect(changes.map(({ path, blob }) => [path, blob !== undefined])).toEqual([
    ['a/b.md', true],
    ['c', false],
    ['c/g.md', true],
    ['d/e/f.md', false],
    ['h.md', true],
  ])
  expect(changes[0]).toMatchObject({
    mode: '100644',
    blob: (await repository.findFile(second, 'a/b.md'))!.blob,
  })
  expect(await repository.changedFiles(second, second)).toEqual([])
  expect(await repository.isAncestor(first, second)).toBe(true)
  expect(await repository.isAncestor(second, first)).toBe(false)
})

async function collect(repository: Repository, range: HistoryRange): Promise<CommitRecord[]> {
  const records: CommitRecord[] = []
  for await (const record of repository.history(range)) records.push(record)
  return records
}
