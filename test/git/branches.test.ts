import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isRefName, RefMovedError, type RefName } from '../../src/git/repository.ts'
import { git, mina, openTemporary, put } from './temporary-repository.ts'

const REF = 'refs/heads/proposals/1-한글' as RefName
const OTHER = 'refs/heads/proposals/deep/er' as RefName
const CLOSED = 'refs/proposals/closed/1' as RefName
const details = { message: '제안', author: mina, time: new Date('2026-11-02T09:00:00Z') }

async function withBranch() {
  const temporary = await openTemporary()
  const parent = await temporary.commit([put('a.md', '1')])
  const changes = [put('a.md', '2')]
  const tip = await temporary.repository.commitIfUnchanged({
    parent,
    changes,
    ...details,
    on: { ref: REF, before: undefined },
  })
  return { ...temporary, parent, tip }
}

test('a commit on a branch of its own leaves main where it is', async () => {
  const { dir, repository, parent, tip } = await withBranch()
  expect(await repository.head()).toBe(parent)
  expect(await repository.readRef(REF)).toBe(tip)
  expect(git(dir, ['rev-parse', REF])).toBe(tip)
  expect(git(dir, ['show', `${REF}:a.md`])).toBe('2')
  expect(await repository.mergeBase(parent, tip)).toBe(parent)
  expect(await repository.fsck()).toEqual([])
})

test('a branch moves by compare-and-swap', async () => {
  const { repository, parent, tip } = await withBranch()
  const again = { parent, changes: [put('a.md', '3')], ...details }
  await expect(
    repository.commitIfUnchanged({ ...again, on: { ref: REF, before: undefined } }),
  ).rejects.toThrow(RefMovedError)
  await expect(repository.commitIfUnchanged({ ...again, on: { ref: REF, before: parent } })).rejects.toThrow(
    RefMovedError,
  )
  await expect(repository.moveRefs([{ ref: REF, before: parent, after: undefined }])).rejects.toThrow(
    RefMovedError,
  )
  expect(await repository.readRef(REF)).toBe(tip)
})

test('refs move all together or not at all, main among them', async () => {
  const { repository, parent, tip } = await withBranch()
  const along = [
    { ref: REF, before: tip, after: undefined },
    { ref: CLOSED, before: undefined, after: tip },
  ]
  const input = { parent, changes: [put('a.md', '2')], ...details }
  const wrong = [{ ref: REF, before: parent, after: undefined }, ...along.slice(1)]
  await expect(repository.commitIfUnchanged({ ...input, along: wrong })).rejects.toThrow(RefMovedError)
  expect([await repository.head(), await repository.readRef(CLOSED)]).toEqual([parent, undefined])
  const commit = await repository.commitIfUnchanged({ ...input, along })
  expect(await repository.head()).toBe(commit)
  expect(await repository.readRef(REF)).toBeUndefined()
  expect(await repository.readRef(CLOSED)).toBe(tip)
})

test('of twenty who close a branch at once one does', async () => {
  const { repository, openAgain, tip } = await withBranch()
  const both = [repository, await openAgain()]
  const outcomes = await Promise.allSettled(
    Array.from({ length: 20 }, (_one, index) =>
      both[index % 2]!.moveRefs([
        { ref: REF, before: tip, after: undefined },
        { ref: `refs/proposals/closed/${index}` as RefName, before: undefined, after: tip },
      ]),
    ),
  )
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect((await repository.listRefs('refs/proposals/closed')).size).toBe(1)
})

test('branches are listed as they stand: made, moved and removed by anybody, single or packed, in folders', async () => {
  const { dir, repository, parent, tip } = await withBranch()
  const listed = async () => Object.fromEntries(await repository.listRefs('refs/heads/proposals'))
  expect(await listed()).toEqual({ [REF]: tip })
  git(dir, ['update-ref', OTHER, parent])
  expect(await listed()).toEqual({ [REF]: tip, [OTHER]: parent })
  git(dir, ['pack-refs', '--all', '--prune'])
  expect(await listed()).toEqual({ [REF]: tip, [OTHER]: parent })
  git(dir, ['update-ref', OTHER, tip])
  expect(await listed()).toEqual({ [REF]: tip, [OTHER]: tip })
  await repository.moveRefs([{ ref: OTHER, before: tip, after: undefined }])
  git(dir, ['update-ref', '-d', REF])
  expect(await listed()).toEqual({})
  expect(await repository.listRefs('refs/heads/nothing')).toEqual(new Map())
})

test('what stands in the folder and is no branch is passed over', async () => {
  const { dir, repository, tip } = await withBranch()
  const folder = join(dir, 'refs/heads/proposals')
  await writeFile(join(folder, 'x.lock'), tip)
  await writeFile(join(folder, 'nonsense'), 'no id')
  await writeFile(join(folder, 'a b'), tip)
  await mkdir(join(folder, 'empty'))
  expect([...(await repository.listRefs('refs/heads/proposals')).keys()]).toEqual([REF])
})

test('a branch in the way of another is said so', async () => {
  const { repository, parent } = await withBranch()
  const below = { ref: `${REF}/below` as RefName, before: undefined, after: parent }
  await expect(repository.moveRefs([below])).rejects.toMatchObject({ code: 'conflict', key: 'git.refTaken' })
  // And the next move goes on.
  await repository.moveRefs([{ ref: OTHER, before: undefined, after: parent }])
  expect(await repository.readRef(OTHER)).toBe(parent)
})

test('only what git takes for a ref is one', () => {
  for (const name of ['refs/heads/main', 'refs/heads/proposals/1-한글', 'refs/heads/a<b>"c\''])
    expect([name, isRefName(name)]).toEqual([name, true])
  const bad = [
    'main',
    'refs/heads/a b',
    'refs/heads/a..b',
    'refs/heads/.a',
    'refs/heads/a.lock',
    'refs/heads/a/',
    'refs/heads/a~1',
  ]
  for (const name of [
    ...bad,
    'refs/heads/a\nb',
    'refs/heads/a@{1}',
    'refs/heads/a\\b',
    'refs/heads//a',
    'refs/heads/\ufffd',
  ])
    expect([name, isRefName(name)]).toEqual([name, false])
})

test('a committer who is not the author is named, without what could end the line', async () => {
  const { dir, commit } = await openTemporary()
  const id = await commit([put('a.md', '1')], { committer: { name: 'Leo\n<x>', email: 'leo@team.example' } })
  expect(git(dir, ['log', '-1', '--format=%an|%cn|%ce', id])).toBe('김미나|Leox|leo@team.example')
})

test('a comparison stops at the most that it was allowed to see', async () => {
  const { repository, commit } = await openTemporary()
  const from = await commit([put('a.md', '1')])
  const to = await commit(Array.from({ length: 20 }, (_file, index) => put(`f/${index}.md`, String(index))))
  await expect(repository.changedFiles(from, to, 10)).rejects.toMatchObject({ key: 'git.tooManyChanges' })
  expect(await repository.changedFiles(from, to, 30)).toHaveLength(20)
})

test('histories with nothing in common have no base, and a blob has a size', async () => {
  const { dir, repository, parent } = await withBranch()
  const alone = git(dir, ['commit-tree', git(dir, ['rev-parse', 'main^{tree}']), '-m', 'alone'])
  expect(await repository.mergeBase(parent, alone as typeof parent)).toBeUndefined()
  const file = await repository.findFile(parent, 'a.md')
  expect(await repository.sizeOf(file!.blob)).toBe(1)
})

test('branches beside main are in a bundle and come back with it', async () => {
  const { dir, repository, beside, tip } = await withBranch()
  await repository.moveRefs([{ ref: CLOSED, before: undefined, after: tip }])
  await repository.createBundle(beside('all'))
  const target = await openTemporary()
  await target.repository.restoreBundle(beside('all'))
  expect(git(target.dir, ['for-each-ref'])).toBe(git(dir, ['for-each-ref']))
  expect(await target.repository.readRef(REF)).toBe(tip)
})
