import { formatCommit, type CommitDetails } from './commit-object.ts'
import { nameObject } from './git-object.ts'
import type { CommitId } from './ids.ts'
import type { LooseObjects } from './loose-objects.ts'
import { writePack } from './pack.ts'
import { RefMovedError, type RefMover } from './ref-mover.ts'
import { readMainRef } from './refs.ts'
import { buildTrees, type FileChange } from './tree-changes.ts'
import type { Trees } from './trees.ts'

export interface CommitInput extends CommitDetails {
  readonly changes: readonly FileChange[]
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
  if ((await readMainRef(dir)) !== input.parent) throw new RefMovedError()
  const before = input.parent && (await trees.rootOf(input.parent))
  const { root, objects } = await buildTrees(trees, before, input.changes)
  const commit = await nameObject('commit', formatCommit(root, input))
  const all = [...objects, commit]
  await (all.length > MAX_LOOSE ? writePack(dir, all) : looseObjects.write(all))
  await refMover.move(input.parent, commit.id as CommitId)
  return commit.id as CommitId
}
