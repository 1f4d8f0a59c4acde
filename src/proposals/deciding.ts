import { AppError, ForbiddenError, InvalidError } from '../errors.ts'
import type { CommitId } from '../git/ids.ts'
import { RefMovedError, type FileChange, type RefMove, type Repository } from '../git/repository.ts'
import type { Pages } from '../pages/pages.ts'
import { LOOK_AGAIN } from '../pages/trailers.ts'
import { hasRole, type User } from '../user.ts'
import type { AllProposals } from './all-proposals.ts'
import type { BranchReader } from './branch.ts'
import { closedRef, freshBranch, PROPOSALS, refOf } from './branch-names.ts'
import type { Follow } from './follow.ts'
import { outcomeOf, type Choices, type FileOutcome } from './outcome.ts'
import { canReopen, isWaiting, type Proposal, type RemarkKind } from './proposal.ts'
import type { RemarkStore } from './remark-store.ts'
import type { Decision, ProposalStore } from './store.ts'
import type { Telling } from './telling.ts'
import { requireAuthor } from './writing.ts'

export const MAX_REASON = 4_000

export interface AcceptInput {
  /** What the lead looked at; undefined: whatever is there. */
  readonly tip?: string | undefined
  readonly reason?: string | undefined
  /** By the proposal's file names. */
  readonly choices?: ReadonlyMap<string, Choices> | undefined
  /** Pages that were deleted since are made again. */
  readonly asNew?: boolean | undefined
  /** Those who have read the pages should look again at what changed. */
  readonly lookAgain?: boolean | undefined
}

/** It overlaps with what is in the wiki by now; nothing was changed and nothing is lost. */
export class OverlapError extends AppError {
  readonly outcomes: readonly FileOutcome[]

  constructor(outcomes: readonly FileOutcome[]) {
    super('conflict', 'proposals.overlap')
    this.outcomes = outcomes
  }
}

export interface DecidingDeps {
  readonly repository: Repository
  readonly pages: Pages
  readonly maxAttachmentBytes: number
  readonly store: ProposalStore
  readonly remarks: RemarkStore
  readonly all: AllProposals
  readonly readBranch: BranchReader
  readonly follow: Follow
  readonly telling: Telling
  readonly now: () => Date
}

/** What becomes of a proposal. Every decision is a compare-and-swap: of two at once one counts, the other is told. */
export function createDeciding(deps: DecidingDeps) {
  const { repository, pages, store, remarks, all, follow, telling } = deps
  const { content } = pages
  const at = (): string => deps.now().toISOString()

  /** @throws AppError where it was decided or has moved since `proposal` was read. */
  const requireUnchanged = async ({ number, tip, ref }: Proposal): Promise<Proposal> => {
    const present = await store.find(number)
    if (!present || !isWaiting(present)) throw new AppError('conflict', 'proposals.decided')
    const isThere = ref !== undefined && (await repository.readRef(ref)) === tip
    if (present.tip !== tip || !isThere) throw new AppError('conflict', 'proposals.moved')
    return present
  }

  const close = async (
    user: User,
    proposal: Proposal,
    kind: RemarkKind,
    decision: Decision,
    text: string,
  ) => {
    const done = await store.decide(proposal, decision)
    all.forget()
    if (!done) return false
    await remarks.add({ number: proposal.number, userId: user.id, kind, text, at: at() })
    await telling.decided(await store.find(proposal.number), user.id, user.name)
    return true
  }

  /** Closed without being taken over. The branch goes, its commits are kept. */
  const closeUnused = async (
    user: User,
    proposal: Proposal,
    status: 'declined' | 'withdrawn',
    text: string,
  ) => {
    const moves = await follow.closingMoves(proposal)
    const decision = { status, ref: undefined, by: user.id, at: at() }
    if (!(await close(user, proposal, status, decision, text)))
      throw new AppError('conflict', 'proposals.decided')
    try {
      await repository.moveRefs(moves)
    } catch (error) {
      // Somebody pushed to it in this moment: that opens it again.
      if (!(error instanceof RefMovedError)) throw error
    }
  }

  return {
    /**
     * By leads: merged with the wiki as it stands now, in one commit by its author with the lead as committer.
     * @throws OverlapError, InvalidError for what cannot be a page, AppError where somebody was first
     */
    async accept(user: User, proposal: Proposal, input: AcceptInput): Promise<CommitId | undefined> {
      mustLead(user)
      if (!isWaiting(proposal)) throw new AppError('conflict', 'proposals.decided')
      if (input.tip !== undefined && input.tip !== proposal.tip)
        throw new AppError('conflict', 'proposals.moved')
      const reason = acceptReason(input.reason)
      const branch = await deps.readBranch(content.savedHead(), proposal.tip)
      const { name, email } = branch?.author ?? proposal.author
      const closing = (branch?.closes ?? []).map((what) => `Closes: ${what}`)
      let latest = proposal
      let along = await follow.closingMoves(proposal)
      const made = await content.commit({ name, email }, async () => {
        latest = await requireUnchanged(proposal)
        along = await follow.closingMoves(proposal)
        const files = await filesToWrite(latest, input)
        const trailers = input.lookAgain ? [`${LOOK_AGAIN}: yes`] : []
        const message = acceptMessage(latest, [...trailers, ...closing], branch?.others ?? [], user)
        return { files, message, committer: user, along }
      })
      // All of it was in the wiki already.
      if (made === undefined) await repository.moveRefs(along)
      const commit = made ?? content.savedHead()
      await close(
        user,
        latest,
        'accepted',
        { status: 'accepted', ref: undefined, by: user.id, at: at(), commit },
        reason,
      )
      return commit
    },

    /** By leads: its author is to change something first. */
    async ask(user: User, proposal: Proposal, words: string): Promise<void> {
      mustLead(user)
      const text = requireReason(words)
      if (!isWaiting(proposal) || proposal.ref === undefined)
        throw new AppError('conflict', 'proposals.decided')
      const done = await store.decide(proposal, { status: 'asked', ref: proposal.ref, by: user.id, at: at() })
      all.forget()
      if (!done) throw new AppError('conflict', 'proposals.decided')
      await remarks.add({ number: proposal.number, userId: user.id, kind: 'asked', text, at: at() })
      await telling.asked(proposal, user)
    },

    /** By leads, with a reason. */
    async decline(user: User, proposal: Proposal, words: string): Promise<void> {
      mustLead(user)
      const text = requireReason(words)
      if (!isWaiting(proposal)) throw new AppError('conflict', 'proposals.decided')
      await closeUnused(user, proposal, 'declined', text)
    },

    /** By its author. */
    async withdraw(user: User, proposal: Proposal, words = ''): Promise<void> {
      requireAuthor(user, proposal)
      if (proposal.status !== 'draft' && !isWaiting(proposal))
        throw new AppError('conflict', 'proposals.decided')
      await closeUnused(user, proposal, 'withdrawn', acceptReason(words))
    },

    /** A declined or withdrawn one, by its author or a lead. */
    async reopen(user: User, proposal: Proposal, words = ''): Promise<void> {
      if (!hasRole(user, 'lead')) requireAuthor(user, proposal)
      const text = acceptReason(words)
      if (!canReopen(proposal)) throw new AppError('conflict', 'proposals.decided')
      const { number, tip, branch, title } = proposal
      const taken = await repository.listRefs(PROPOSALS)
      const former = refOf(PROPOSALS, branch)
      const ref = taken.has(former) ? refOf(PROPOSALS, freshBranch(number, title, taken.keys())) : former
      const kept = closedRef(number)
      const moves: RefMove[] = [{ ref, before: undefined, after: tip }]
      if ((await repository.readRef(kept)) === tip) moves.push({ ref: kept, before: tip, after: undefined })
      await repository.moveRefs(moves)
      const done = await store.decide(proposal, { status: 'open', ref, by: undefined, at: at() })
      all.forget()
      if (!done) throw new AppError('conflict', 'proposals.decided')
      await remarks.add({ number, userId: user.id, kind: 'reopened', text, at: at() })
      await telling.proposed(await store.find(number))
    },

    /** A draft, by its author: from now on others see it. */
    async show(user: User, proposal: Proposal): Promise<void> {
      requireAuthor(user, proposal)
      if (proposal.status !== 'draft' || proposal.ref === undefined) return
      const { number, tip, title } = proposal
      const ref = refOf(PROPOSALS, freshBranch(number, title, (await repository.listRefs(PROPOSALS)).keys()))
      await repository.moveRefs([
        { ref: proposal.ref, before: tip, after: undefined },
        { ref, before: undefined, after: tip },
      ])
      await store.decide(proposal, { status: 'open', ref, by: undefined, at: at() })
      all.forget()
      await telling.proposed(await store.find(number))
    },
  }

  async function filesToWrite(proposal: Proposal, { choices, asNew }: AcceptInput): Promise<FileChange[]> {
    if (proposal.fault) throw new InvalidError(proposal.fault.key, proposal.fault.params)
    const outcomes = await Promise.all(
      proposal.files.map((file) => outcomeOf(deps, file, choices?.get(file.file))),
    )
    for (const { outcome } of outcomes) {
      if (outcome.kind === 'fault') throw new InvalidError(outcome.fault.key, outcome.fault.params)
    }
    const gone = outcomes.find(({ outcome }) => outcome.kind === 'gone')
    if (gone && !asNew) throw new AppError('conflict', 'proposals.gone', { path: gone.path ?? gone.file })
    if (outcomes.some(({ outcome }) => outcome.kind === 'conflict')) throw new OverlapError(outcomes)
    return outcomes.flatMap(({ file, outcome }): FileChange[] => {
      if (outcome.kind === 'remove') return [{ path: file, removed: true }]
      if (outcome.kind === 'put') return [{ path: file, blob: outcome.blob }]
      if (outcome.kind !== 'write' && outcome.kind !== 'gone') return []
      return [{ path: file, content: Buffer.from(outcome.source) }]
    })
  }
}

export function mustLead(user: User): void {
  if (!hasRole(user, 'lead')) throw new ForbiddenError('proposals.needs.lead')
}

/** What the proposal said of itself, and who let it in. */
function acceptMessage(
  { number, title, why }: Proposal,
  first: readonly string[],
  others: readonly { readonly name: string; readonly email: string }[],
  reviewer: User,
): string {
  const line = (text: string) => text.replace(/\s+/g, ' ').trim()
  const trailers = [
    ...first,
    `Proposal: ${number}`,
    ...others.map(({ name, email }) => `Co-authored-by: ${line(`${name} <${email}>`)}`),
    `Reviewed-by: ${line(`${reviewer.name} <${reviewer.email}>`)}`,
  ]
  return [line(title), why, trailers.join('\n')].filter(Boolean).join('\n\n')
}

function requireReason(text: string): string {
  const reason = acceptReason(text)
  if (reason === '') throw new InvalidError('proposals.reason.missing', {}, { field: 'reason' })
  return reason
}

function acceptReason(text = ''): string {
  const reason = text.normalize('NFC').replace(/\r\n?/g, '\n').trim()
  if (reason.length > MAX_REASON)
    throw new InvalidError('proposals.reason.long', { most: MAX_REASON }, { field: 'reason' })
  return reason
}
