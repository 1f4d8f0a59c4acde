import { formatCommit, type CommitDetails } from './commit-object.ts'
import { nameObject, type GitObject } from './git-object.ts'
import type { BlobId, CommitId } from './ids.ts'
import { writePack } from './pack.ts'
import type { RecentBlobs } from './recent-blobs.ts'
import { RefMovedError, type RefMove, type RefMover } from './ref-mover.ts'
import { MAIN_REF, readRef, type RefName } from './refs.ts'
import { buildTrees, type FileChange } from './tree-changes.ts'
import type { Trees } from './trees.ts'
import type { Unwritten } from './unwritten.ts'

export interface CommitDraft extends CommitDetails {
  readonly changes: readonly FileChange[]
}

export interface CommitInput extends CommitDraft {
  /** The branch that moves and where it stands; `main` at `parent` where not given. */
  readonly on?: { readonly ref: RefName; readonly before: CommitId | undefined }
  /** What else moves in the same transaction, all or nothing. */
  readonly along?: readonly RefMove[] | undefined
}

/** A commit that is only in memory yet, with every object that it needs and may not exist. */
export interface PreparedCommit {
  readonly id: CommitId
  readonly objects: readonly GitObject[]
}

interface Parts {
  readonly dir: string
  readonly trees: Trees
  readonly recentBlobs: RecentBlobs
  readonly refMover: RefMover
  readonly unwritten: Unwritten
}

/**
 * The transaction of the wiki: objects on disk first, then the branch moves, if it has not moved since.
 * A commit that loses the race leaves objects that nothing refers to, which do no harm.
 */
export async function commitIfUnchanged(parts: Parts, input: CommitInput): Promise<CommitId> {
  const { ref, before } = input.on ?? { ref: MAIN_REF, before: input.parent }
  if (readRef(parts.dir, ref) !== before) throw new RefMovedError()
  const commit = await prepareCommit(parts, input)
  await publishCommits(parts, [commit], [{ ref, before, after: commit.id }, ...(input.along ?? [])])
  return commit.id
}

/** Makes the objects of a commit. Its parent may itself be one that is only prepared. */
export async function prepareCommit(
  { trees, recentBlobs, unwritten }: Parts,
  input: CommitDraft,
): Promise<PreparedCommit> {
  const before = input.parent && (await trees.rootOf(input.parent))
  const { root, objects } = await buildTrees(trees, before, input.changes)
  const commit = await nameObject('commit', formatCommit(root, input))
  const id = commit.id as CommitId
  trees.rememberRoot(id, root)
  for (const { type, id, content } of objects) if (type === 'blob') recentBlobs.keep(id as BlobId, content)
  const all = [...objects, commit]
  unwritten.add(all)
  return { id, objects: all }
}

/** Puts commits on disk together, their syncs shared, and moves the refs once they are there. Resolves when all is on disk. */
export async function publishCommits(
  { dir, refMover, unwritten }: Parts,
  commits: readonly PreparedCommit[],
  moves: readonly RefMove[],
): Promise<void> {
  const objects = [
    ...new Map(commits.flatMap((commit) => commit.objects).map((one) => [one.id, one])).values(),
  ]
  const written = writePack(dir, objects).finally(() => unwritten.forget(objects))
  await refMover.move(moves, written)
}
