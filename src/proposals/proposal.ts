import type { MessageParams } from '../errors.ts'
import type { BlobId, CommitId } from '../git/ids.ts'
import type { RefName } from '../git/repository.ts'

/**
 * `draft`: its author's alone. `open`: waits for a lead. `asked`: waits for its author to change it. The others are
 * closed; a declined or withdrawn one can be opened again.
 */
export const proposalStatuses = ['draft', 'open', 'asked', 'accepted', 'declined', 'withdrawn'] as const
export type ProposalStatus = (typeof proposalStatuses)[number]

/** A file that differs from the commit that the proposal began from. */
export interface ProposedFile {
  readonly file: string
  /** Git's mode afterwards: `100644` for what can be a page. */
  readonly mode: string | undefined
  readonly before: BlobId | undefined
  /** Undefined for one that goes. */
  readonly after: BlobId | undefined
  /** A new page that is to be a draft, or that cannot be read: leads and its author alone see it. */
  readonly hidden?: true
}

export interface Fault {
  readonly key: string
  readonly params: MessageParams
}

export interface ProposalAuthor {
  /** Undefined for somebody without an account, who pushed a branch. */
  readonly userId: string | undefined
  readonly handle: string | undefined
  readonly name: string
  readonly email: string
}

export interface Proposal {
  readonly number: number
  readonly status: ProposalStatus
  /** Where it stands while it waits. */
  readonly ref: RefName | undefined
  readonly branch: string
  readonly tip: CommitId
  readonly base: CommitId | undefined
  readonly title: string
  readonly why: string
  readonly files: readonly ProposedFile[]
  readonly fault: Fault | undefined
  readonly author: ProposalAuthor
  /** ISO 8601, UTC. */
  readonly createdAt: string
  readonly updatedAt: string
  readonly decidedAt: string | undefined
  /** A handle. */
  readonly decidedBy: string | undefined
  readonly commit: CommitId | undefined
}

/** Said of a proposal, or done with it; the words of a decision are its reason. */
export type RemarkKind =
  'comment' | 'revised' | 'asked' | 'accepted' | 'declined' | 'withdrawn' | 'reopened' | 'proposed'

/** A line of a file as it was when somebody said something about it. */
export interface Anchor {
  readonly file: string
  readonly side: 'old' | 'new'
  readonly line: number
  /** The blob of that side. */
  readonly revision: string
  /** What the line said. */
  readonly quote: string
}

export interface Remark {
  readonly id: string
  readonly number: number
  readonly userId: string | undefined
  /** Undefined for what somebody without an account did by git. */
  readonly by: string | undefined
  readonly name: string | undefined
  readonly kind: RemarkKind
  readonly text: string
  /** The remark that this one answers. */
  readonly thread: string | undefined
  readonly anchor: Anchor | undefined
  readonly settledAt: string | undefined
  readonly at: string
}

export const isWaiting = ({ status }: Pick<Proposal, 'status'>): boolean =>
  status === 'open' || status === 'asked'
/** Its author's alone, or waiting for somebody. */
export const isUndecided = (proposal: Pick<Proposal, 'status'>): boolean =>
  proposal.status === 'draft' || isWaiting(proposal)
export const canReopen = ({ status }: Pick<Proposal, 'status'>): boolean =>
  status === 'declined' || status === 'withdrawn'
