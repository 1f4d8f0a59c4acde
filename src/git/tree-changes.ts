import { InvalidError } from '../errors.ts'
import { nameObject, type GitObject } from './git-object.ts'
import type { BlobId, TreeId } from './ids.ts'
import { isMergeRules } from './merge-rules.ts'
import { splitPath } from './paths.ts'
import {
  FILE_MODE,
  FOLDER_MODE,
  isFolder,
  nameFromText,
  sortEntries,
  textFromName,
  type TreeEntry,
} from './tree.ts'
import { gatherTrees, type Trees } from './trees.ts'

export type FileChange =
  | { readonly path: string; readonly content: Buffer }
  /** One that is in the repository already. */
  | { readonly path: string; readonly blob: BlobId }
  | { readonly path: string; readonly removed: true }

/** A folder's part of the changes: what happens to files right in it, and the folders below. */
interface FolderChange {
  /** The new blob's id, or undefined for a file that goes. */
  readonly files: Map<string, string | undefined>
  readonly folders: Map<string, FolderChange>
}

/**
 * Builds the folders that the changes touch and no other. To remove what is not there changes
 * nothing; a folder whose last file goes, goes.
 * @returns the new root and every object that it needs and may not exist yet
 * @throws InvalidError `git.path`, `git.pathTaken`
 */
export async function buildTrees(
  trees: Trees,
  root: TreeId | undefined,
  changes: readonly FileChange[],
): Promise<{ root: TreeId; objects: GitObject[] }> {
  const objects = new Map<string, GitObject>()
  const store = gatherTrees(trees, (tree) => objects.set(tree.id, tree))
  const plan = await planChanges(changes, objects)
  const entries = await rebuild(root ? await store.read(root) : [], plan, '')
  return { root: await store.add(entries), objects: [...objects.values()] }

  async function rebuild(
    before: readonly TreeEntry[],
    change: FolderChange,
    prefix: string,
  ): Promise<TreeEntry[]> {
    const entries = new Map(before.map((entry) => [entry.name, entry]))
    removeFiles(entries, change)
    for (const [name, below] of change.folders) await rebuildFolder(entries, name, below, prefix)
    putFiles(entries, change, prefix)
    return sortEntries([...entries.values()])
  }

  async function rebuildFolder(
    entries: Map<string, TreeEntry>,
    name: string,
    change: FolderChange,
    prefix: string,
  ): Promise<void> {
    const existing = entries.get(name)
    const folder = existing && isFolder(existing) ? existing : undefined
    const rebuilt = await rebuild(folder ? await store.read(folder.id) : [], change, `${prefix}${name}/`)
    if (rebuilt.length > 0) {
      if (existing && !folder) throw pathTaken(prefix, name)
      entries.set(name, { mode: FOLDER_MODE, name, id: await store.add(rebuilt) })
    } else if (folder) entries.delete(name)
  }
}

async function planChanges(
  changes: readonly FileChange[],
  objects: Map<string, GitObject>,
): Promise<FolderChange> {
  const plan = emptyChange()
  for (const change of changes) {
    const names = (isMergeRules(change) ? [change.path] : splitPath(change.path)).map(nameFromText)
    const file = names.pop()!
    const folder = names.reduce(folderIn, plan)
    if ('removed' in change) {
      folder.files.set(file, undefined)
      continue
    }
    if ('blob' in change) {
      folder.files.set(file, change.blob)
      continue
    }
    const blob = await nameObject('blob', change.content)
    objects.set(blob.id, blob)
    folder.files.set(file, blob.id)
  }
  return plan
}

function emptyChange(): FolderChange {
  return { files: new Map(), folders: new Map() }
}

function folderIn(parent: FolderChange, name: string): FolderChange {
  const known = parent.folders.get(name) ?? emptyChange()
  parent.folders.set(name, known)
  return known
}

/** Before anything is added, so that a file may give its name to a folder in one commit. */
function removeFiles(entries: Map<string, TreeEntry>, change: FolderChange): void {
  for (const [name, blob] of change.files) {
    const existing = entries.get(name)
    if (blob === undefined && existing && !isFolder(existing)) entries.delete(name)
  }
}

function putFiles(entries: Map<string, TreeEntry>, change: FolderChange, prefix: string): void {
  for (const [name, blob] of change.files) {
    if (blob === undefined) continue
    const existing = entries.get(name)
    if (existing && isFolder(existing)) throw pathTaken(prefix, name)
    // An executable stays one; a link to elsewhere becomes a plain file.
    const mode = existing?.mode === '100755' ? existing.mode : FILE_MODE
    entries.set(name, { mode, name, id: blob })
  }
}

function pathTaken(prefix: string, name: string): InvalidError {
  return new InvalidError('git.pathTaken', { path: textFromName(prefix + name) })
}
