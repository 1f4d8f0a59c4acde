import type { Attachment } from '../attachments/shelf.ts'
import { createReading } from '../attachments/reading.ts'
import type { Database } from '../db/open.ts'
import { AppError, NotFoundError } from '../errors.ts'
import type { BlobId, CommitId } from '../git/ids.ts'
import type { Repository } from '../git/repository.ts'
import type { Log } from '../log.ts'
import type { Notifications } from '../notifications/notifications.ts'
import { NO_ADDITION, type PageAddition } from '../pages/additions.ts'
import { mergeLines, type MergePiece } from '../pages/merge.ts'
import { decodeUtf8, type Page } from '../pages/page.ts'
import { pageOfFile } from '../pages/page-path.ts'
import type { Pages } from '../pages/pages.ts'
import type { MarkWords } from '../pages/rendered-diff.ts'
import { hasRole, type User } from '../user.ts'
import type { WaitingItem } from '../waiting.ts'
import { createAllProposals } from './all-proposals.ts'
import { createBranchReader } from './branch.ts'
import { DRAFTS, PROPOSALS } from './branch-names.ts'
import { createDeciding, type AcceptInput, type OverlapError } from './deciding.ts'
import { describeProposal, type OpenLine, type ShownProposal } from './describe.ts'
import { createDiscussing, type RemarkInput } from './discussing.ts'
import { findAttachmentIn } from './find-attachment.ts'
import { createFollow } from './follow.ts'
import { presentFile } from './present-file.ts'
import { isUndecided, isWaiting, type Proposal, type Remark } from './proposal.ts'
import { createRemarkStore } from './remark-store.ts'
import { createProposalStore } from './store.ts'
import { createTelling } from './telling.ts'
import { maySeePresent, maySeeProposal } from './visibility.ts'
import {
  createWriting,
  refuseTooMany,
  requireReviser,
  type ProposeInput,
  type ReviseInput,
} from './writing.ts'

export interface ProposalDeps {
  readonly database: Database
  readonly repository: Repository
  readonly pages: Pages
  /** A file that this person sent for a proposal. */
  readonly findHeld: (user: User, file: string) => Promise<Attachment | undefined>
  /** The most that an attached file may have. */
  readonly maxAttachmentBytes: number
  readonly notifications: Notifications
  readonly findUserId: (handle: string) => Promise<string | undefined>
  readonly findByEmail: (email: string) => Promise<User | undefined>
  readonly now: () => Date
  readonly log: Log
}

export type Proposals = ReturnType<typeof createProposals>
export type ProposalList = 'open' | 'mine' | 'closed'

/** Both texts of a file that the wiki and a proposal changed in the same place. */
export interface Overlap {
  readonly file: string
  readonly path: string
  readonly title: string
  readonly base: string
  readonly theirs: string
  readonly mine: string
  /** The blob of `theirs`. */
  readonly revision: string
  readonly pieces: readonly MergePiece[]
}

/**
 * Edits that anyone proposes and leads decide on. Each is a branch; what git cannot hold of it (status, what was
 * said) is in SQL. Whatever moves a branch does it one at a time.
 */
export function createProposals(deps: ProposalDeps) {
  const { repository, pages, now } = deps
  const { content } = pages
  const store = createProposalStore(deps.database.kysely)
  const remarks = createRemarkStore(deps.database.kysely)
  const all = createAllProposals(deps.database, store)
  const telling = createTelling({ ...deps, content, remarks })
  const readBranch = createBranchReader(repository)
  const follow = createFollow({ ...deps, content, store, remarks, all, readBranch, telling })
  const writing = createWriting({ ...deps, repository, pages, now })
  const discussing = createDiscussing({ repository, remarks, telling, now })
  const deciding = createDeciding({ ...deps, store, remarks, all, readBranch, follow, telling })
  const reading = createReading(repository)
  let queue: Promise<unknown> = Promise.resolve()

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = queue.then(work)
    queue = turn.catch(() => undefined)
    return turn
  }

  /** What moves branches. */
  const move = <T>(work: () => Promise<T>): Promise<T> =>
    inTurn(async () => {
      try {
        return await work()
      } finally {
        follow.forget()
      }
    })

  const get = async (user: User, number: number): Promise<Proposal> => {
    const proposal = await store.find(number)
    if (!proposal || !maySeeProposal(user, proposal, content)) throw new NotFoundError('proposals.missing')
    return proposal
  }

  /** Those that wait and touch a page. */
  const ofPage = async (user: User, path: string): Promise<Proposal[]> => {
    const waiting = (await all.list()).filter(isWaiting)
    const touching = waiting.filter(({ files }) =>
      files.some(({ file }) => presentFile(content, file)?.path === path),
    )
    return touching.filter((proposal) => maySeeProposal(user, proposal, content))
  }

  const readText = async (blob: BlobId): Promise<string | undefined> =>
    decodeUtf8(await repository.readBlob(blob))

  return {
    /** A file that a proposal would attach: of this one, or of any that waits, as far as `user` may see it. */
    async findAttachment(user: User, file: string, number?: number): Promise<Attachment | undefined> {
      const known = await all.list()
      const asked = known.filter((one) => (number === undefined ? isUndecided(one) : one.number === number))
      return findAttachmentIn(asked, content, user, file)
    },

    /** Brings the state to where the branches are, moved by whomever. Cheap where nothing moved; never on a view. */
    look: (): Promise<void> => inTurn(() => follow.look()),

    /** @throws NotFoundError, also for what touches a page that `user` may not see */
    get,

    /** Newest first. */
    async list(user: User, which: ProposalList): Promise<Proposal[]> {
      const visible = (await all.list()).filter((proposal) => maySeeProposal(user, proposal, content))
      if (which === 'mine') return visible.filter(({ author }) => author.userId === user.id)
      if (which === 'open') return visible.filter(isWaiting)
      return visible.filter((proposal) => proposal.status !== 'draft' && !isWaiting(proposal))
    },

    ofPage,

    remarks: (proposal: Proposal): Promise<Remark[]> => remarks.list(proposal.number),

    describe(
      user: User,
      proposal: Proposal,
      said: readonly Remark[],
      options: { open?: OpenLine | undefined; words: MarkWords },
    ): Promise<ShownProposal> {
      return describeProposal({ ...deps, content, reading }, user, proposal, said, options)
    },

    /**
     * By anyone, of a page they may see or one that is new.
     * @throws InvalidError for what a save would refuse, PreconditionFailedError where a new page is there already
     */
    propose(user: User, input: ProposeInput): Promise<Proposal> {
      if (input.base !== undefined) pages.get(user, input.path)
      return move(async () => {
        refuseTooMany(user, await all.list())
        const taken = new Map([
          ...(await repository.listRefs(PROPOSALS)),
          ...(await repository.listRefs(DRAFTS)),
        ])
        const { ref, tip } = await writing.begin(user, await store.nextNumber(), taken, input)
        await follow.takeIn(ref, tip)
        const made = (await all.list()).find((proposal) => proposal.ref === ref)
        if (!made) throw new Error(`The branch ${ref} was made and is not known`)
        return made
      })
    },

    /** By its author or a lead: one more commit by whoever it is. What was said stays. @throws ForbiddenError, PreconditionFailedError, InvalidError */
    async revise(user: User, number: number, input: ReviseInput): Promise<Proposal> {
      return move(async () => {
        const proposal = await get(user, number)
        requireReviser(user, proposal)
        if (proposal.ref === undefined) throw new AppError('conflict', 'proposals.decided')
        const tip = await writing.go(user, proposal, input)
        if (tip !== undefined) await follow.takeIn(proposal.ref, tip)
        const revised = await get(user, number)
        if (revised.status === 'draft' && input.draft === false) await deciding.show(user, revised)
        return get(user, number)
      })
    },

    /** The text of one of its files, for its author or a lead to go on with. */
    async readFile(user: User, number: number, file: string | undefined) {
      const proposal = await get(user, number)
      requireReviser(user, proposal)
      if (proposal.ref === undefined) throw new AppError('conflict', 'proposals.decided')
      const editable = proposal.files.filter(
        ({ file: name, after, mode }) =>
          after !== undefined && mode?.startsWith('100') && pageOfFile(name) !== undefined,
      )
      const proposed = file === undefined ? editable[0] : editable.find((one) => one.file === file)
      if (!proposed?.after) throw new NotFoundError('proposals.file.unknown')
      const source = (await readText(proposed.after)) ?? ''
      return {
        proposal,
        file: proposed.file,
        source,
        base: proposed.after,
        isNew: proposed.before === undefined,
      }
    },

    remark: async (user: User, number: number, input: RemarkInput): Promise<string> =>
      discussing.remark(user, await get(user, number), input),
    settle: async (user: User, number: number, id: string, settled: boolean): Promise<void> =>
      discussing.settle(user, await get(user, number), id, settled),

    accept: (user: User, number: number, input: AcceptInput = {}): Promise<CommitId | undefined> =>
      move(async () => deciding.accept(user, await get(user, number), input)),
    ask: (user: User, number: number, reason: string): Promise<void> =>
      move(async () => deciding.ask(user, await get(user, number), reason)),
    decline: (user: User, number: number, reason: string): Promise<void> =>
      move(async () => deciding.decline(user, await get(user, number), reason)),
    withdraw: (user: User, number: number, reason?: string): Promise<void> =>
      move(async () => deciding.withdraw(user, await get(user, number), reason)),
    reopen: (user: User, number: number, reason?: string): Promise<void> =>
      move(async () => deciding.reopen(user, await get(user, number), reason)),
    show: (user: User, number: number): Promise<void> =>
      move(async () => deciding.show(user, await get(user, number))),

    /** The places to choose in, of a proposal that overlaps with the wiki as it is. */
    overlapsOf(user: User, { outcomes }: OverlapError): Overlap[] {
      return outcomes.flatMap(({ proposed, path, file, present, outcome }): Overlap[] => {
        if (outcome.kind !== 'conflict' || !maySeePresent(user, file, content)) return []
        const { base, theirs, mine } = outcome
        const title = present?.title ?? path ?? proposed.file
        const revision = present?.blob ?? ''
        const pieces = mergeLines(base, theirs, mine)
        return [{ file: proposed.file, path: path ?? '', title, base, theirs, mine, revision, pieces }]
      })
    },

    /** On a page: how many proposals wait for it, and a way to make one for those who cannot edit. */
    async addToPage(user: User, page: Page): Promise<PageAddition> {
      const mayPropose = !hasRole(user, 'lead')
      const waiting = await ofPage(user, page.path)
      if (!mayPropose && waiting.length === 0) return NO_ADDITION
      return {
        version: `proposals ${waiting.map(({ number, status }) => `${number} ${status}`).join()}`,
        locals: { proposals: { mayPropose, waiting: waiting.length, first: waiting[0]?.number } },
        personal: false,
        slots: { tools: 'proposals/tools' },
      }
    },

    /** For leads: what is to be looked at. For authors: what they were asked to change. */
    async waitingFor(user: User): Promise<WaitingItem[]> {
      const items = (await all.list()).flatMap((proposal): WaitingItem[] => {
        const { number, status, title, author, updatedAt: since } = proposal
        const isOwn = author.userId === user.id
        const common = { title, href: `/proposals/${number}`, at: since }
        if (isOwn && status === 'asked') return [{ ...common, key: 'waiting.proposals.asked', icon: 'edit' }]
        if (isOwn || status !== 'open' || !hasRole(user, 'lead')) return []
        return [{ ...common, key: 'waiting.proposals.open', params: { by: author.name }, icon: 'comment' }]
      })
      return items
    },
  }
}
