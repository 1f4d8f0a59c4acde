import { nameObject } from '../../src/git/git-object.ts'
import type { TreeId } from '../../src/git/ids.ts'
import { FILE_MODE, FOLDER_MODE, formatTree, sortEntries, type TreeEntry } from '../../src/git/tree.ts'
import { withoutPart, withPart, type TreePart } from '../../src/git/tree-part.ts'
import type { TreeStore } from '../../src/git/trees.ts'

const trees = new Map<TreeId, readonly TreeEntry[]>()
const store: TreeStore = {
  read: async (tree) => Promise.resolve(trees.get(tree) ?? []),
  async add(entries) {
    const id = (await nameObject('tree', formatTree(entries))).id as TreeId
    trees.set(id, entries)
    return id
  },
}

const file = (name: string): TreeEntry => ({
  mode: FILE_MODE,
  name,
  id: name.charCodeAt(0).toString(16).padStart(40, '0'),
})
const folder = async (name: string, ...entries: TreeEntry[]): Promise<TreeEntry> => ({
  mode: FOLDER_MODE,
  name,
  id: await store.add(sortEntries(entries)),
})
const tree = async (...entries: TreeEntry[]) => store.add(sortEntries(entries))
const part = (...pieces: [string, TreeEntry | TreePart][]): TreePart => new Map(pieces)

test('what is taken out of a tree and put back gives the very tree', async () => {
  const inner = await folder('a', file('one'), file('two'), await folder('deep', file('three')))
  const whole = await tree(file('a-b'), inner, file('a0'))
  const hidden = part(
    ['a', part(['one', file('one')], ['deep', await folder('deep', file('three'))])],
    ['a0', file('a0')],
  )
  const rest = await withoutPart(store, whole, hidden)
  expect(rest).toBe(await tree(file('a-b'), await folder('a', file('two'))))
  expect(await withPart(store, rest, hidden)).toBe(whole)
})

test('a folder of which nothing is left goes, and comes back', async () => {
  const whole = await tree(file('b'), await folder('a', file('one')))
  const hidden = part(['a', part(['one', file('one')])])
  const rest = await withoutPart(store, whole, hidden)
  expect(rest).toBe(await tree(file('b')))
  expect(await withPart(store, rest, hidden)).toBe(whole)
  const all = part(['a', part(['one', file('one')])], ['b', file('b')])
  expect(await withoutPart(store, whole, all)).toBeUndefined()
  expect(await withPart(store, undefined, all)).toBe(whole)
})

test('nothing is put where something else stands', async () => {
  const hidden = part(['a', part(['one', file('one')])])
  const taken = await tree(await folder('a', file('one')))
  await expect(withPart(store, taken, hidden)).rejects.toMatchObject({
    key: 'git.partTaken',
    params: { path: 'a/one' },
  })
  await expect(withPart(store, await tree(file('a')), hidden)).rejects.toMatchObject({
    params: { path: 'a' },
  })
})
