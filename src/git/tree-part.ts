import { InvalidError } from '../errors.ts'
import type { TreeId } from './ids.ts'
import { FOLDER_MODE, isFolder, sortEntries, textFromName, type TreeEntry } from './tree.ts'
import type { TreeStore } from './trees.ts'

/** Some files of a tree, by their names as kept there: an entry is in it whole, a folder with what is said of it. */
export type TreePart = ReadonlyMap<string, TreeEntry | TreePart>

export const NO_PART: TreePart = new Map()

/** The tree without a part of it; undefined where nothing is left. */
export async function withoutPart(
  store: TreeStore,
  tree: TreeId,
  part: TreePart,
): Promise<TreeId | undefined> {
  if (part.size === 0) return tree
  const entries: TreeEntry[] = []
  for (const entry of await store.read(tree)) {
    const taken = part.get(entry.name)
    if (taken === undefined) entries.push(entry)
    else if (taken instanceof Map && isFolder(entry)) {
      const id = await withoutPart(store, entry.id, taken as TreePart)
      if (id) entries.push({ ...entry, id })
    }
  }
  return entries.length === 0 ? undefined : store.add(entries)
}

/**
 * The tree with a part of another put in: the inverse of `withoutPart`.
 * @throws InvalidError `git.partTaken` where something stands in its place
 */
export async function withPart(
  store: TreeStore,
  tree: TreeId | undefined,
  part: TreePart,
  prefix = '',
): Promise<TreeId | undefined> {
  if (part.size === 0) return tree
  const entries = new Map((tree ? await store.read(tree) : []).map((entry) => [entry.name, entry]))
  for (const [name, given] of part) {
    const there = entries.get(name)
    if (!(given instanceof Map)) {
      if (there) throw new InvalidError('git.partTaken', { path: textFromName(prefix + name) })
      entries.set(name, given as TreeEntry)
      continue
    }
    if (there && !isFolder(there))
      throw new InvalidError('git.partTaken', { path: textFromName(prefix + name) })
    const id = await withPart(store, there?.id, given as TreePart, `${prefix}${name}/`)
    if (id) entries.set(name, { mode: FOLDER_MODE, name, id })
  }
  return store.add(sortEntries([...entries.values()]))
}
