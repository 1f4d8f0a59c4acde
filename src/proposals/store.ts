import type { Kysely, Selectable } from 'kysely'
import type { ProposalTable, Schema } from '../db/schema.ts'
import type { CommitId } from '../git/ids.ts'
import type { RefName } from '../git/repository.ts'
import { branchOf } from './branch-names.ts'
import type { Fault, Proposal, ProposalStatus, ProposedFile } from './proposal.ts'

export type ProposalStore = ReturnType<typeof createProposalStore>

export type NewProposal = Omit<Proposal, 'number' | 'decidedAt' | 'decidedBy' | 'commit'>

export interface Revision {
  readonly tip: CommitId
  readonly base: CommitId | undefined
  readonly title: string
  readonly why: string
  readonly files: readonly ProposedFile[]
  readonly fault: Fault | undefined
}

export interface Decision {
  readonly status: ProposalStatus
  readonly ref: RefName | undefined
  readonly by: string | undefined
  readonly at: string
  readonly commit?: CommitId | undefined
}

const NUMBER_TRIES = 20

export function createProposalStore(kysely: Kysely<Schema>) {
  const rows = () =>
    kysely
      .selectFrom('proposals')
      .leftJoin('users as author', 'author.id', 'proposals.author_id')
      .leftJoin('users as decider', 'decider.id', 'proposals.decided_by')
      .selectAll('proposals')
      .select(['author.handle as author_handle', 'decider.handle as decider_handle'])

  const find = async (number: number): Promise<Proposal | undefined> => {
    const row = await rows().where('proposals.number', '=', number).executeTakeFirst()
    return row && proposalOf(row)
  }

  const nextNumber = async (): Promise<number> => {
    const row = await kysely
      .selectFrom('proposals')
      .select((select) => select.fn.max('number').as('last'))
      .executeTakeFirst()
    return Number(row?.last ?? 0) + 1
  }

  return {
    find,
    nextNumber,

    /** Newest first. */
    async list(): Promise<Proposal[]> {
      return (await rows().orderBy('proposals.number', 'desc').execute()).map(proposalOf)
    },

    /** The next number is its; undefined where another process has taken the same branch in. */
    async add(proposal: NewProposal): Promise<number | undefined> {
      for (let tries = 0; tries < NUMBER_TRIES; tries++) {
        const number = await nextNumber()
        const result = await kysely
          .insertInto('proposals')
          .values({
            number,
            ref: proposal.ref ?? null,
            branch: proposal.branch,
            status: proposal.status,
            ...revisionColumns(proposal),
            author_id: proposal.author.userId ?? null,
            author_name: proposal.author.name,
            author_email: proposal.author.email,
            created_at: proposal.createdAt,
            updated_at: proposal.updatedAt,
            decided_at: null,
            decided_by: null,
            commit_id: null,
          })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst()
        if (Number(result.numInsertedOrUpdatedRows ?? 0) > 0) return number
        const taken = await kysely
          .selectFrom('proposals')
          .select('number')
          .where('ref', '=', proposal.ref ?? '')
          .executeTakeFirst()
        if (taken) return undefined
      }
      throw new Error('No number is free for a proposal')
    },

    /** The branch has moved from `before`; false where it was known, or was closed. */
    async revise(number: number, before: CommitId, revision: Revision, at: string): Promise<boolean> {
      const result = await kysely
        .updateTable('proposals')
        .set((set) => ({
          ...revisionColumns(revision),
          updated_at: at,
          status: set.case().when('status', '=', 'asked').then('open').else(set.ref('status')).end(),
        }))
        .where('number', '=', number)
        .where('tip', '=', before)
        .where('ref', 'is not', null)
        .executeTakeFirst()
      return result.numUpdatedRows > 0n
    },

    /** Compare-and-swap: only where it stands as `from` says. False where somebody else was first. */
    async decide(from: Pick<Proposal, 'number' | 'status' | 'tip'>, decision: Decision): Promise<boolean> {
      const isOver = decision.ref === undefined
      const result = await kysely
        .updateTable('proposals')
        .set({
          status: decision.status,
          ref: decision.ref ?? null,
          ...(decision.ref !== undefined && { branch: branchOf(decision.ref) }),
          updated_at: decision.at,
          decided_at: isOver ? decision.at : null,
          decided_by: isOver ? (decision.by ?? null) : null,
          commit_id: decision.commit ?? null,
        })
        .where('number', '=', from.number)
        .where('status', '=', from.status)
        .where('tip', '=', from.tip)
        .executeTakeFirst()
      return result.numUpdatedRows > 0n
    },
  }
}

function revisionColumns({ tip, base, title, why, files, fault }: Revision) {
  return {
    tip,
    base: base ?? null,
    title,
    why,
    files: JSON.stringify(files),
    fault: fault ? JSON.stringify(fault) : null,
  }
}

const NO_FILE = { mode: undefined, before: undefined, after: undefined }

type Row = Selectable<ProposalTable> & { author_handle: string | null; decider_handle: string | null }

function proposalOf(row: Row): Proposal {
  return {
    number: row.number,
    status: row.status as ProposalStatus,
    ref: (row.ref ?? undefined) as RefName | undefined,
    branch: row.branch,
    tip: row.tip as CommitId,
    base: (row.base ?? undefined) as CommitId | undefined,
    title: row.title,
    why: row.why,
    // JSON leaves out what is undefined.
    files: (JSON.parse(row.files) as ProposedFile[]).map((file) => ({ ...NO_FILE, ...file })),
    fault: row.fault === null ? undefined : (JSON.parse(row.fault) as Fault),
    author: {
      userId: row.author_id ?? undefined,
      handle: row.author_handle ?? undefined,
      name: row.author_name,
      email: row.author_email,
    },
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    decidedAt: row.decided_at ?? undefined,
    decidedBy: row.decider_handle ?? undefined,
    commit: (row.commit_id ?? undefined) as CommitId | undefined,
  }
}
