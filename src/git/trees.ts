import { NotFoundError } from '../errors.ts'
import { nameObject, type GitObject } from './git-object.ts'
import type { BlobId, CommitId, TreeId } from './ids.ts'
import type { ObjectReader } from './object-reader.ts'
import { findParts } from './paths.ts'
import { formatTree, isFolder, nameFromText, parseTree, type TreeEntry } from './tree.ts'

export interface Trees {
  /** @throws NotFoundError `git.commitMissing` */
  rootOf(commit: CommitId): Promise<TreeId>
  read(tree: TreeId): Promise<readonly TreeEntry[]>
  /** Keep what the caller has just made, so that the next save reads nothing. */
  remember(tree: TreeId, entries: readonly TreeEntry[]): void
  rememberRoot(commit: CommitId, root: TreeId): void
}

/** Where folders are read and made. */
export interface TreeStore {
  read(tree: TreeId): Promise<readonly TreeEntry[]>
  /** @returns the id of a folder with these entries, which must be sorted */
  add(entries: readonly TreeEntry[]): Promise<TreeId>
}

const MAX_ENTRIES = 200_000
const MAX_ROOTS = 1_000

/** Folders by id, kept in memory (an id's content never changes), the least lately used dropped first. */
export function createTrees(objects: ObjectReader): Trees {
  const cache = new Map<TreeId, readonly TreeEntry[]>()
  const roots = new Map<CommitId, TreeId>()
  let held = 0

  function remember(tree: TreeId, entries: readonly TreeEntry[]): void {
    forget(tree)
    cache.set(tree, entries)
    held += entries.length + 1
    while (held > MAX_ENTRIES && cache.size > 1) forget(cache.keys().next().value!)
  }

  function forget(tree: TreeId): void {
    const entries = cache.get(tree)
    if (!entries) return
    held -= entries.length + 1
    cache.delete(tree)
  }

  async function read(tree: TreeId): Promise<readonly TreeEntry[]> {
    const known = cache.get(tree)
    const entries = known ?? parseTree(await contentOf(tree))
    remember(tree, entries)
    return entries
  }

  async function contentOf(tree: TreeId): Promise<Buffer> {
    const found = await objects.read(tree)
    if (found?.type !== 'tree' || !found.body) throw new Error(`Tree ${tree} is missing`)
    return found.body
  }

  async function rootOf(commit: CommitId): Promise<TreeId> {
    const known = roots.get(commit)
    if (known) return known
    const found = await objects.read(commit)
    if (found?.type !== 'commit') throw new NotFoundError('git.commitMissing')
    const root = found.body!.toString('latin1', 5, 45) as TreeId
    rememberRoot(commit, root)
    return root
  }

  function rememberRoot(commit: CommitId, root: TreeId): void {
    if (roots.size >= MAX_ROOTS) roots.delete(roots.keys().next().value!)
    roots.set(commit, root)
  }

  return { rootOf, read, remember, rememberRoot }
}

/** Folders that are made go to `made`, for somebody to write them, and can be read at once. */
export function gatherTrees(trees: Trees, made: (tree: GitObject) => void): TreeStore {
  return {
    read: (tree) => trees.read(tree),
    async add(entries) {
      const tree = await nameObject('tree', formatTree(entries))
      made(tree)
      trees.remember(tree.id as TreeId, entries)
      return tree.id as TreeId
    },
  }
}

export interface FoundFile {
  readonly blob: BlobId
  readonly mode: string
}

/** The file at a path of a commit; undefined where there is none, or a folder. */
export async function findFile(trees: Trees, commit: CommitId, path: string): Promise<FoundFile | undefined> {
  const parts = findParts(path)?.map(nameFromText)
  if (!parts) return undefined
  let folder = await trees.rootOf(commit)
  for (const [index, name] of parts.entries()) {
    const entry = (await trees.read(folder)).find((candidate) => candidate.name === name)
    if (!entry) return undefined
    const isLast = index === parts.length - 1
    if (!isFolder(entry)) return isLast ? { blob: entry.id as BlobId, mode: entry.mode } : undefined
    folder = entry.id
  }
  return undefined
}
