import { formatCommit, type CommitDetails } from './commit-object.ts'
import { nameObject } from './git-object.ts'
import type { CommitId } from './ids.ts'
import type { LooseObjects } from './loose-objects.ts'
import { writePack } from './pack.ts'
import { RefMovedError, type RefMove, type RefMover } from './ref-mover.ts'
import { MAIN_REF, readRef, type RefName } from './refs.ts'
import { buildTrees, type FileChange } from './tree-changes.ts'
import type { Trees } from './trees.ts'

export interface CommitInput extends CommitDetails {
  readonly changes: readonly FileChange[]
  /** The branch that moves and where it stands; `main` at `parent` where not given. */
  readonly on?: { readonly ref: RefName; readonly before: CommitId | undefined }
  /** What else moves in the same transaction, all or nothing. */
  readonly along?: readonly RefMove[] | undefined
}

interface Parts {
  readonly dir: string
  readonly trees: Trees
  readonly looseObjects: LooseObjects
  readonly refMover: RefMover
}

/** Above this many objects one pack (two syncs and a process) is quicker than a sync an object. */
const MAX_LOOSE = 200

/**
 * The transaction of the wiki: objects on disk first, then the branch moves, if it has not moved since.
 * A commit that loses the race leaves objects that nothing refers to, which do no harm.
 */
export async function commitIfUnchanged(parts: Parts, input: CommitInput): Promise<CommitId> {
  const { dir, trees, looseObjects, refMover } = parts
  const { ref, before: present } = input.on ?? { ref: MAIN_REF, before: input.parent }
  if ((await readRef(dir, ref)) !== present) throw new RefMovedError()
  const before = input.parent && (await trees.rootOf(input.parent))
  const { root, objects } = await buildTrees(trees, before, input.changes)
  const commit = await nameObject('commit', formatCommit(root, input))
  const all = [...objects, commit]
  await (all.length > MAX_LOOSE ? writePack(dir, all) : looseObjects.write(all))
  const move = { ref, before: present, after: commit.id as CommitId }
  await refMover.move([move, ...(input.along ?? [])])
  return commit.id as CommitId
}
