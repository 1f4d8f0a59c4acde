import type { CommitId } from '../git/ids.ts'
import type { NewCommit } from '../git/incoming.ts'
import type { Rewriting } from '../git/rewriting.ts'
import { withPart } from '../git/tree-part.ts'
import type { Aside, Showing } from './showing.ts'
import type { ShownCommits } from './shown-commits.ts'

export interface TakingInDeps {
  readonly commits: ShownCommits
  readonly asides: Map<CommitId, Aside>
  readonly showing: Showing
  readonly rewriting: Rewriting
}

/** Which commits the wiki keeps for those that a member pushed. */
export interface TakenIn {
  readonly realFor: (shown: CommitId) => CommitId
  readonly shownFor: (real: CommitId) => CommitId
}

/**
 * Makes, of commits on top of what members are shown, the same on top of what the wiki has: what is hidden is put back
 * as it is where they parted. To show these again gives the very commits that were pushed.
 * @param pushed parents first
 * @throws InvalidError `git.partTaken` where one has something in the place of what is hidden
 */
export async function takeIn(
  { commits, asides, showing, rewriting }: TakingInDeps,
  pushed: readonly NewCommit[],
): Promise<TakenIn> {
  const real = new Map([...asides].map(([id, { shown }]) => [shown, id]))
  const realFor = (shown: CommitId): CommitId => real.get(shown) ?? commits.realFor(shown) ?? shown
  const isRewritten = (id: CommitId): boolean =>
    commits.isRewritten(id) || (asides.has(id) && asides.get(id)?.shown !== id)
  const names = new Map<CommitId, CommitId>()
  for (const { id, parents } of pushed) {
    // Who was a lead may have the wiki's own commits.
    if (parents.some(isRewritten)) continue
    const kept = await putBack(id, parents.map(realFor))
    real.set(id, kept)
    names.set(kept, id)
  }
  await rewriting.write()
  return { realFor, shownFor: (kept) => names.get(kept) ?? kept }

  async function putBack(id: CommitId, parents: readonly CommitId[]): Promise<CommitId> {
    const raw = await rewriting.readCommit(id)
    const base = showing.latestBase(parents)
    const hidden = base && (await showing.hiddenIn(base))
    const tree = hidden ? await withPart(rewriting.store, raw.tree, hidden) : raw.tree
    const kept = await rewriting.addCommit({ ...raw, tree: tree ?? raw.tree, parents })
    if (base) asides.set(kept, { shown: id, base })
    return kept
  }
}
