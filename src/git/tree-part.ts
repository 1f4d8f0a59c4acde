import { InvalidError } from '../errors.ts'
import { nameObject, type GitObject } from './git-object.ts'
import type { TreeId } from './ids.ts'
import { FOLDER_MODE, formatTree, isFolder, sortEntries, textFromName, type TreeEntry } from './tree.ts'

/** Some files of a tree, by their names as kept there: an entry is in it whole, a folder with what is said of it. */
export type TreePart = ReadonlyMap<string, TreeEntry | TreePart>

export const NO_PART: TreePart = new Map()

/** Where folders are read and made. */
export interface TreeStore {
  read(tree: TreeId): Promise<readonly TreeEntry[]>
  /** @returns the id of a folder with these entries, which must be sorted */
  add(entries: readonly TreeEntry[]): Promise<TreeId>
}

/** A store that gathers what it makes until somebody writes it. */
export function gatherTrees(
  trees: {
    read(tree: TreeId): Promise<readonly TreeEntry[]>
    remember(tree: TreeId, entries: readonly TreeEntry[]): void
  },
  made: (tree: GitObject) => void,
): TreeStore {
  return {
    read: (tree) => trees.read(tree),
    async add(entries) {
      const object = await nameObject('tree', formatTree(entries))
      trees.remember(object.id as TreeId, entries)
      made(object)
      return object.id as TreeId
    },
  }
}

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
