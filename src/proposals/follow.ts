import type { CommitId } from '../git/ids.ts'
import { RefMovedError, type RefMove, type RefName, type Repository } from '../git/repository.ts'
import type { Log } from '../log.ts'
import type { Content } from '../pages/content.ts'
import { readTrailers } from '../pages/trailers.ts'
import type { User } from '../user.ts'
import type { AllProposals } from './all-proposals.ts'
import type { Branch, BranchReader } from './branch.ts'
import { branchOf, closedRef, DRAFTS, isDraftRef, PROPOSALS, refOf } from './branch-names.ts'
import { canReopen, type Proposal } from './proposal.ts'
import type { RemarkStore } from './remark-store.ts'
import type { ProposalStore } from './store.ts'
import type { Telling } from './telling.ts'

export interface FollowDeps {
  readonly repository: Repository
  readonly content: Content
  readonly store: ProposalStore
  readonly remarks: RemarkStore
  readonly all: AllProposals
  readonly readBranch: BranchReader
  readonly telling: Telling
  readonly findByEmail: (email: string) => Promise<User | undefined>
  readonly now: () => Date
  readonly log: Log
}

export interface Follow {
  /**
   * Brings the state to where the branches are, moved by whomever: new ones get their number, moved ones are read
   * again, those that are gone are closed. Cheap where nothing moved. Not to be called twice at once.
   */
  look(): Promise<void>
  /** The next look is a whole one: a branch may come back to where it was seen before. */
  forget(): void
  /** A branch as it stands now, known or not. */
  takeIn(ref: RefName, tip: CommitId): Promise<void>
  /** The refs that are to move when a proposal closes: its branch goes, its commits stay. */
  closingMoves(proposal: Proposal): Promise<RefMove[]>
}

export function createFollow(deps: FollowDeps): Follow {
  const { repository, content, store, remarks, all, telling, log } = deps
  /** Branches that could not be read, and where they stood: not tried again until they move. */
  const given = new Map<RefName, CommitId>()
  let seen: string | undefined

  const at = (): string => deps.now().toISOString()

  const listBranches = async (): Promise<Map<RefName, CommitId>> => {
    const [shown, drafts] = await Promise.all([repository.listRefs(PROPOSALS), repository.listRefs(DRAFTS)])
    return new Map([...drafts, ...shown])
  }

  const look = async (): Promise<void> => {
    const branches = await listBranches()
    // After the branches: where one is gone because it was accepted, main is seen as it is since then.
    await content.refresh()
    const present = [
      content.savedHead() ?? '',
      ...[...branches].map(([ref, tip]) => `${ref} ${tip}`).sort(),
    ].join('\n')
    if (present === seen) return
    for (const [ref, tip] of branches) {
      if (given.get(ref) === tip) continue
      try {
        await takeIn(ref, tip)
      } catch (error) {
        given.set(ref, tip)
        log.warn(
          { err: error, ref, tip },
          'a proposed branch cannot be read; it is looked at again when it moves',
        )
      }
    }
    for (const proposal of await all.list()) {
      if (proposal.ref === undefined) continue
      if (content.history.find(proposal.tip)) await mergedOutside(proposal)
      else if (!branches.has(proposal.ref)) await branchGone(proposal, branches)
    }
    seen = present
  }

  const takeIn: Follow['takeIn'] = async (ref, tip) => {
    const proposals = await all.list()
    const known = proposals.find((proposal) => proposal.ref === ref)
    if (known?.tip === tip) return
    // A branch without a commit of its own proposes nothing (yet).
    if (!known && content.history.find(tip)) return
    const branch = await deps.readBranch(content.savedHead(), tip)
    if (!branch) return
    if (known) return revise(known, branch)
    const earlier = proposals.find((one) => one.branch === branchOf(ref) && one.ref === undefined)
    // Closed a moment ago, and cut short before its branch went.
    if (earlier?.tip === tip && !(canReopen(earlier) && (await wentWhole(earlier))))
      return finishClosing(earlier, ref)
    if (earlier && canReopen(earlier) && !isDraftRef(ref)) return reopen(earlier, ref, branch)
    await add(ref, branch)
  }

  /** A branch goes in the one step that keeps its commits: where they are kept, it has come again since. */
  const wentWhole = async ({ number, tip }: Proposal): Promise<boolean> =>
    (await repository.readRef(closedRef(number))) === tip

  const add = async (ref: RefName, branch: Branch): Promise<void> => {
    const account = await deps.findByEmail(branch.author.email)
    const isDraft = isDraftRef(ref)
    // Nobody would see it.
    if (isDraft && !account) return
    const { name, email } = account ?? branch.author
    const number = await store.add({
      ref,
      branch: branchOf(ref),
      status: isDraft ? 'draft' : 'open',
      ...branch,
      author: { userId: account?.id, handle: account?.handle, name, email },
      createdAt: at(),
      updatedAt: at(),
    })
    all.forget()
    if (number === undefined || isDraft) return
    await telling.proposed(await store.find(number))
  }

  const revise = async (known: Proposal, branch: Branch): Promise<void> => {
    const revised = await store.revise(known.number, known.tip, branch, at())
    all.forget()
    if (!revised || known.status === 'draft') return
    const { number } = known
    const by = await deps.findByEmail(branch.latest.email)
    await remarks.add({ number, userId: by?.id, kind: 'revised', text: '', at: at() })
    await telling.revised(await store.find(number), by ?? branch.latest)
  }

  const reopen = async (earlier: Proposal, ref: RefName, branch: Branch): Promise<void> => {
    const done = await store.decide(earlier, { status: 'open', ref, by: undefined, at: at() })
    if (done) await store.revise(earlier.number, earlier.tip, branch, at())
    all.forget()
    if (!done) return
    await remarks.add({
      number: earlier.number,
      userId: earlier.author.userId,
      kind: 'reopened',
      text: '',
      at: at(),
    })
    await telling.proposed(await store.find(earlier.number))
  }

  const closingMoves: Follow['closingMoves'] = async ({ number, ref, tip }) => {
    const kept = closedRef(number)
    const before = await repository.readRef(kept)
    const moves = [{ ref: kept, before, after: tip }].filter((move) => move.before !== move.after)
    return ref === undefined ? moves : [{ ref, before: tip, after: undefined }, ...moves]
  }

  const finishClosing = async (proposal: Proposal, ref: RefName): Promise<void> => {
    await repository.moveRefs(await closingMoves({ ...proposal, ref }))
  }

  /** Somebody merged it with git itself. */
  const mergedOutside = async (proposal: Proposal): Promise<void> => {
    const { number, tip, ref } = proposal
    const decision = { status: 'accepted', ref: undefined, by: undefined, at: at(), commit: tip } as const
    if (!(await store.decide(proposal, decision))) return
    all.forget()
    await remarks.add({ number, userId: undefined, kind: 'accepted', text: '', at: at() })
    await telling.decided(await store.find(number), undefined, '')
    if (ref !== undefined && (await repository.readRef(ref)) === tip) await finishClosing(proposal, ref)
  }

  /** Its branch is gone: accepted by a process that was cut short before it said so, shown, or removed by git. */
  const branchGone = async (proposal: Proposal, branches: ReadonlyMap<RefName, CommitId>): Promise<void> => {
    const { number, branch } = proposal
    const shown = refOf(PROPOSALS, branch)
    if (proposal.status === 'draft' && branches.has(shown)) {
      await store.decide(proposal, { status: 'open', ref: shown, by: undefined, at: at() })
      all.forget()
      return
    }
    const accepted = findAcceptance(number)
    const status = accepted ? 'accepted' : 'withdrawn'
    const by = accepted && (await deps.findByEmail(accepted.reviewer))?.id
    const decision = { status, ref: undefined, by, at: at(), commit: accepted?.commit } as const
    if (!(await store.decide(proposal, decision))) return void all.forget()
    all.forget()
    await remarks.add({ number, userId: by, kind: status, text: '', at: at() })
    await telling.decided(await store.find(number), undefined, '')
    await repository.moveRefs(await closingMoves({ ...proposal, ref: undefined })).catch((error: unknown) => {
      if (!(error instanceof RefMovedError)) throw error
    })
  }

  const findAcceptance = (number: number): { commit: CommitId; reviewer: string } | undefined => {
    for (const commit of content.history.recent()) {
      if (!readTrailers(commit, 'Proposal').includes(String(number))) continue
      const [reviewer = ''] = readTrailers(commit, 'Reviewed-by')
      return { commit: commit.id, reviewer: /<([^<>]+)>$/.exec(reviewer)?.[1] ?? '' }
    }
    return undefined
  }

  return { look, forget: () => (seen = undefined), takeIn, closingMoves }
}
