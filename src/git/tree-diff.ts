import { InvalidError } from '../errors.ts'
import type { BlobId, CommitId } from './ids.ts'
import { isFolder, textFromName, type TreeEntry } from './tree.ts'
import type { Trees } from './trees.ts'

export interface ChangedFile {
  readonly path: string
  /** Undefined for a file that is gone. */
  readonly blob: BlobId | undefined
  readonly mode: string | undefined
}

/**
 * The files that differ between two commits, by path; a rename is one gone and one new. Compares
 * folders by id, so it reads only those that changed, and starts no process. `most` is for what strangers
 * pushed: a tree that holds itself ten times over on ten levels has more files than can be counted.
 * @throws InvalidError `git.tooManyChanges` above `most` differing files and folders
 */
export async function changedFiles(
  trees: Trees,
  from: CommitId,
  to: CommitId,
  most = Number.POSITIVE_INFINITY,
): Promise<ChangedFile[]> {
  const found: ChangedFile[] = []
  let seen = 0
  await compare(await entriesOf(await trees.rootOf(from)), await entriesOf(await trees.rootOf(to)), '')
  return found.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))

  async function compare(
    before: Map<string, TreeEntry>,
    after: Map<string, TreeEntry>,
    prefix: string,
  ): Promise<void> {
    for (const name of new Set([...before.keys(), ...after.keys()])) {
      const [left, right] = [before.get(name), after.get(name)]
      if (left?.id === right?.id && left?.mode === right?.mode) continue
      if (++seen > most) throw new InvalidError('git.tooManyChanges', { most })
      const path = prefix + textFromName(name)
      await compare(await below(left), await below(right), `${path}/`)
      if (isFile(right)) found.push({ path, blob: right.id as BlobId, mode: right.mode })
      else if (isFile(left)) found.push({ path, blob: undefined, mode: undefined })
    }
  }

  async function below(entry: TreeEntry | undefined): Promise<Map<string, TreeEntry>> {
    return entry && isFolder(entry) ? entriesOf(entry.id) : new Map<string, TreeEntry>()
  }

  async function entriesOf(tree: Parameters<Trees['read']>[0]): Promise<Map<string, TreeEntry>> {
    return new Map((await trees.read(tree)).map((entry) => [entry.name, entry]))
  }
}

function isFile(entry: TreeEntry | undefined): entry is TreeEntry {
  return entry !== undefined && !isFolder(entry)
}
