import { InvalidError, NotFoundError, PreconditionFailedError } from '../errors.ts'
import type { Repository } from '../git/repository.ts'
import { splitLines } from '../pages/merge.ts'
import { decodeUtf8 } from '../pages/page.ts'
import { hasRole, type User } from '../user.ts'
import type { OpenLine } from './describe.ts'
import type { Anchor, Proposal, Remark } from './proposal.ts'
import type { RemarkStore } from './remark-store.ts'
import type { Telling } from './telling.ts'
import { requireAuthor } from './writing.ts'

export const MAX_REMARK = 4_000
const MOST_REMARKS = 500
const MAX_QUOTE = 500

export interface RemarkInput {
  readonly text: string
  /** The remark that this one answers. */
  readonly thread?: string | undefined
  /** The line it is about, of the proposal as it stands; `revision` is the blob in which it was seen. */
  readonly line?: (OpenLine & { readonly revision?: string | undefined }) | undefined
}

export interface DiscussingDeps {
  readonly repository: Repository
  readonly remarks: RemarkStore
  readonly telling: Telling
  readonly now: () => Date
}

/** What is said of a proposal, by everyone who may see it. */
export function createDiscussing({ repository, remarks, telling, now }: DiscussingDeps) {
  const find = async (proposal: Proposal, id: string): Promise<Remark> => {
    const remark = (await remarks.list(proposal.number)).find((one) => one.id === id)
    if (!remark) throw new NotFoundError('proposals.remark.missing')
    return remark
  }

  /** @throws InvalidError where the proposal has no such line, PreconditionFailedError where it has moved since. */
  const anchorAt = async (
    { files }: Proposal,
    { file, side, line, revision }: NonNullable<RemarkInput['line']>,
  ): Promise<Anchor> => {
    const proposed = files.find((one) => one.file === file)
    const blob = side === 'old' ? proposed?.before : proposed?.after
    if (revision !== undefined && revision !== blob) throw new PreconditionFailedError('proposals.moved')
    const text = blob === undefined ? undefined : decodeUtf8(await repository.readBlob(blob))
    const quote = text === undefined ? undefined : splitLines(text)[line - 1]
    if (blob === undefined || quote === undefined)
      throw new InvalidError('proposals.line.missing', {}, { field: 'line' })
    return { file, side, line, revision: blob, quote: quote.trimEnd().slice(0, MAX_QUOTE) }
  }

  return {
    /**
     * Of the proposal, of a line of it, or in answer to a remark. Its author and those who took part are told.
     * @throws InvalidError, NotFoundError for what is not there to be answered
     */
    async remark(user: User, proposal: Proposal, input: RemarkInput): Promise<string> {
      const { number } = proposal
      const text = acceptText(input.text)
      if ((await remarks.count(number)) >= MOST_REMARKS)
        throw new InvalidError('proposals.remark.tooMany', {}, { field: 'text' })
      const answered = input.thread === undefined ? undefined : await find(proposal, input.thread)
      if (answered && answered.kind !== 'comment') throw new NotFoundError('proposals.remark.missing')
      const anchor = input.line && !answered ? await anchorAt(proposal, input.line) : undefined
      const thread = answered?.thread ?? answered?.id
      const at = now().toISOString()
      const id = await remarks.add({ number, userId: user.id, kind: 'comment', text, thread, anchor, at })
      await telling.commented(proposal, user)
      return id
    },

    /** That a remark is settled, or is not: by who made it, the proposal's author, or a lead. */
    async settle(user: User, proposal: Proposal, id: string, settled: boolean): Promise<void> {
      const remark = await find(proposal, id)
      if (remark.userId !== user.id && !hasRole(user, 'lead')) requireAuthor(user, proposal)
      await remarks.settle(remark.thread ?? remark.id, settled ? now().toISOString() : undefined)
    },
  }
}

function acceptText(typed: string): string {
  const text = typed.normalize('NFC').replace(/\r\n?/g, '\n').trim()
  if (text === '') throw new InvalidError('proposals.remark.empty', {}, { field: 'text' })
  if (text.length > MAX_REMARK)
    throw new InvalidError('proposals.remark.long', { most: MAX_REMARK }, { field: 'text' })
  return text
}
