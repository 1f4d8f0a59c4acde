import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { nameObject, type GitObject, type ObjectType } from '../../src/git/git-object.ts'
import { writePack } from '../../src/git/pack.ts'
import { joinPacks } from '../../src/git/tidy.ts'
import { git, openTemporary } from './temporary-repository.ts'

const blobs = async (count: number, size = 10): Promise<GitObject[]> =>
  Promise.all(
    Array.from({ length: count }, (_, at) => nameObject('blob', Buffer.from(`${at} `.padEnd(size, 'page ')))),
  )

const packsOf = (dir: string) => readdirSync(join(dir, 'objects/pack')).sort()
const show = (dir: string, { id }: GitObject) => git(dir, ['cat-file', '-p', id])

test.each([1, 2, 255, 1_000])(
  'git finds each of %d objects in the pack, and nothing wrong with it',
  async (count) => {
    const { dir } = await openTemporary()
    const objects = await blobs(count)
    await writePack(dir, objects)
    const [index = '', pack = ''] = packsOf(dir)
    expect(pack).toBe(index.replace('.idx', '.pack'))
    expect(git(dir, ['verify-pack', '-v', join('objects/pack', index)])).toContain(
      `non delta: ${count} object`,
    )
    expect(show(dir, objects.at(-1)!)).toBe(`${count - 1} `.padEnd(10, 'page '))
    expect(git(dir, ['fsck', '--full', '--strict', '--no-dangling'])).toBe('')
  },
)

test('commits, folders and files of every size are kept byte by byte', async () => {
  const { dir } = await openTemporary()
  const sizes = [0, 1, 15, 16, 2_047, 2_048, 16_384, 16_385, 3_000_000]
  const objects = await Promise.all(sizes.map((size) => nameObject('blob', Buffer.alloc(size, 'x'))))
  const entry = (id: string) => Buffer.concat([Buffer.from('100644 a\0'), Buffer.from(id, 'hex')])
  const tree = await nameObject('tree', entry(objects[0]!.id))
  const text = `tree ${tree.id}\nauthor A <a@x> 1 +0000\ncommitter A <a@x> 1 +0000\n\nOne\n`
  const commit = await nameObject('commit', Buffer.from(text))
  await writePack(dir, [...objects, tree, commit])
  for (const [at, object] of objects.entries())
    expect(git(dir, ['cat-file', '-s', object.id])).toBe(String(sizes[at]))
  const typeOf = ({ id }: GitObject) => git(dir, ['cat-file', '-t', id]) as ObjectType
  expect([tree, commit].map(typeOf)).toEqual(['tree', 'commit'])
  git(dir, ['update-ref', 'refs/heads/main', commit.id])
  expect(git(dir, ['fsck', '--full', '--strict', '--no-dangling'])).toBe('')
})

test('nothing is written for nothing, and the same again changes nothing', async () => {
  const { dir } = await openTemporary()
  await writePack(dir, [])
  expect(packsOf(dir)).toEqual([])
  await writePack(dir, await blobs(3))
  const before = packsOf(dir)
  await writePack(dir, await blobs(3))
  expect(packsOf(dir)).toEqual(before)
  expect(readdirSync(join(dir, 'objects')).sort()).toEqual(['info', 'pack'])
})

test('many small packs become few, with all that was in them', async () => {
  const { dir } = await openTemporary()
  const objects = await blobs(60)
  for (const object of objects) await writePack(dir, [object])
  expect(packsOf(dir).filter((name) => name.endsWith('.pack'))).toHaveLength(60)
  await joinPacks(dir)
  expect(packsOf(dir).filter((name) => name.endsWith('.pack'))).toHaveLength(1)
  expect(show(dir, objects[30]!)).toBe('30 '.padEnd(10, 'page '))
})
