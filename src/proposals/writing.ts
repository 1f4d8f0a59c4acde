import type { Attachment } from '../attachments/shelf.ts'
import { ForbiddenError, InvalidError, PreconditionFailedError } from '../errors.ts'
import type { CommitId } from '../git/ids.ts'
import { RefMovedError, type FileChange, type RefName, type Repository } from '../git/repository.ts'
import { parsePagePath, type PagePath } from '../pages/page-path.ts'
import { maySeeDraftsOf } from '../pages/page.ts'
import type { Pages } from '../pages/pages.ts'
import { hasRole, type Lang, type User } from '../user.ts'
import { DRAFTS, freshBranch, PROPOSALS, refOf } from './branch-names.ts'
import { isWaiting, type Proposal } from './proposal.ts'
import { attachedTo, filesInText, proposedAttachment } from './proposed-files.ts'

export const MAX_WHY = 4_000
const MOST_OPEN = 50

export interface ProposeInput {
  readonly path: string
  readonly lang?: Lang | undefined
  /** The whole file, as it is to be. */
  readonly source: string
  /** The revision that it began from; undefined where there was no page. */
  readonly base?: string | undefined
  /** The first line is the proposal's title. */
  readonly why: string
  readonly closes?: string | undefined
  /** Kept for its author alone, until they show it. */
  readonly draft?: boolean | undefined
}

export interface ReviseInput {
  /** One of the proposal's files. */
  readonly file: string
  readonly source: string
  /** The blob that was opened. */
  readonly base: string
  readonly note?: string | undefined
  readonly draft?: boolean | undefined
}

export interface WritingDeps {
  readonly repository: Repository
  readonly pages: Pages
  /** A file that this person sent, and that no proposal has brought yet. */
  readonly findHeld: (user: User, file: string) => Promise<Attachment | undefined>
  readonly now: () => Date
}

/** What a person writes: commits on a branch of its own, begun where they opened the page. */
export function createWriting({ repository, pages, findHeld, now }: WritingDeps) {
  const { content } = pages

  /** The commit that a proposal begins from: the present one where the file is there as it was opened, else an older. */
  const baseCommit = (user: User, path: PagePath, file: string, base: string | undefined): CommitId => {
    const head = content.savedHead()
    if (!head) throw new InvalidError('pages.base.unknown', {}, { field: 'base' })
    const present = content.catalog.findFile(file)
    if (base === undefined) {
      if (!present) return head
      const page = content.catalog.find(path)
      const isUnseen = page && present.frontMatter.status === 'draft' && !maySeeDraftsOf(user, page)
      if (!isUnseen) throw new PreconditionFailedError('pages.exists', { path, title: present.title })
      return beforeFirst(file)
    }
    if (present?.blob === base) return head
    const version = content.history.findByBlob(file, base)
    if (!version) throw new InvalidError('pages.base.unknown', {}, { field: 'base' })
    return version.commit
  }

  /** Somebody's draft stands there, of which this author may not know. */
  const beforeFirst = (file: string): CommitId => {
    const first = content.history.of(file).at(-1)
    const parent = first && content.history.find(first.commit)?.parents[0]
    if (!parent) throw new InvalidError('pages.base.unknown', {}, { field: 'base' })
    return parent
  }

  return {
    /**
     * Makes the branch. Whatever a save would refuse is refused here.
     * @returns where it stands
     */
    async begin(
      user: User,
      number: number,
      taken: ReadonlyMap<RefName, CommitId>,
      input: ProposeInput,
    ): Promise<{ ref: RefName; tip: CommitId }> {
      const path = parsePagePath(input.path)
      const file = pages.fileOf(path, input.lang)
      const { subject, body } = acceptWhy(input.why)
      pages.check({ path, file, source: input.source })
      const base = baseCommit(user, path, file, input.base)
      await refuseNothing(base, file, input.source)
      const ref = refOf(input.draft ? DRAFTS : PROPOSALS, freshBranch(number, subject, taken.keys()))
      const closes = input.closes === undefined ? [] : [`Closes: ${input.closes}`]
      const trailers = [...closes, `Proposed-by: ${user.handle}`].join('\n')
      const tip = await repository.commitIfUnchanged({
        parent: base,
        changes: [
          { path: file, content: Buffer.from(input.source) },
          ...(await attachmentsOf(user, base, file, input.source)),
        ],
        message: [subject, body, trailers].filter(Boolean).join('\n\n'),
        author: user,
        time: now(),
        on: { ref, before: undefined },
      })
      return { ref, tip }
    },

    /** One more commit on it. @returns where it stands then; undefined where nothing changed. */
    async go(user: User, proposal: Proposal, input: ReviseInput): Promise<CommitId | undefined> {
      const proposed = proposal.files.find(({ file }) => file === input.file)
      if (!proposed || proposal.ref === undefined) throw new InvalidError('proposals.file.unknown')
      if (proposed.after !== input.base) throw new PreconditionFailedError('proposals.moved')
      const path = parsePagePath(proposed.file.replace(/(\.(ko|en))?\.md$/, ''))
      pages.check({ path, file: proposed.file, source: input.source })
      const content = Buffer.from(input.source)
      const opened = await repository.readBlob(proposed.after)
      const attached = await attachmentsOf(user, proposal.tip, proposed.file, input.source)
      if (content.equals(opened) && attached.length === 0) return undefined
      const dropped = droppedFiles(proposal, proposed.file, opened.toString('utf8'), input.source)
      const note = input.note?.trim() ?? ''
      try {
        return await repository.commitIfUnchanged({
          parent: proposal.tip,
          changes: [{ path: proposed.file, content }, ...attached, ...dropped],
          message: `${note || `Revise ${proposal.title}`}\n\nProposed-by: ${user.handle}`,
          author: user,
          time: now(),
          on: { ref: proposal.ref, before: proposal.tip },
        })
      } catch (error) {
        if (error instanceof RefMovedError) throw new PreconditionFailedError('proposals.moved')
        throw error
      }
    },
  }

  /** What was sent for this text: files that it uses and that are not where it comes from. */
  async function attachmentsOf(
    user: User,
    from: CommitId,
    file: string,
    source: string,
  ): Promise<FileChange[]> {
    const files: FileChange[] = []
    for (const linked of new Set(filesInText(file, source))) {
      if (attachedTo({ file: linked }) === undefined) continue
      const held = await findHeld(user, linked)
      if (!held || (await repository.findFile(from, linked))?.blob === held.blob) continue
      files.push({ path: linked, blob: held.blob })
    }
    return files
  }

  async function refuseNothing(base: CommitId, file: string, source: string): Promise<void> {
    const before = await repository.findFile(base, file)
    if (!before || !(await repository.readBlob(before.blob)).equals(Buffer.from(source))) return
    throw new InvalidError('proposals.nothing', {}, { field: 'body' })
  }
}

/** Files that the proposal would add, and that the text used until now. */
function droppedFiles({ files }: Proposal, file: string, before: string, after: string): FileChange[] {
  const kept = new Set(filesInText(file, after))
  const gone = new Set(filesInText(file, before).filter((linked) => !kept.has(linked)))
  return files
    .filter((one) => one.before === undefined && proposedAttachment(one) && gone.has(one.file))
    .map((one) => ({ path: one.file, removed: true }))
}

/** @throws InvalidError for too many proposals of one person that wait. */
export function refuseTooMany(user: User, proposals: readonly Proposal[]): void {
  const own = proposals.filter(({ author, status, ...rest }) => {
    return author.userId === user.id && (status === 'draft' || isWaiting({ status, ...rest }))
  })
  if (own.length >= MOST_OPEN)
    throw new InvalidError('proposals.tooMany', { most: MOST_OPEN }, { field: 'why' })
}

/** @throws ForbiddenError for everyone but its author. */
export function requireAuthor(user: User, proposal: Proposal): void {
  if (proposal.author.userId !== user.id) throw new ForbiddenError('proposals.notYours')
}

/** Its author at any time; a lead once it is shown, rather than ask for a comma. @throws ForbiddenError */
export function requireReviser(user: User, proposal: Proposal): void {
  if (!mayRevise(user, proposal)) throw new ForbiddenError('proposals.notYours')
}

export function mayRevise(user: User, proposal: Proposal): boolean {
  return proposal.author.userId === user.id || (isWaiting(proposal) && hasRole(user, 'lead'))
}

/** The first line, and the rest, as a commit's message has them. */
function acceptWhy(why: string): { subject: string; body: string } {
  const text = why.normalize('NFC').replace(/\r\n?/g, '\n').trim()
  if (text === '') throw new InvalidError('proposals.why.missing', {}, { field: 'why' })
  if (text.length > MAX_WHY) throw new InvalidError('proposals.why.long', { most: MAX_WHY }, { field: 'why' })
  const [first = '', ...rest] = text.split('\n')
  const subject = first.trim()
  if (subject.length <= MOST_SUBJECT) return { subject, body: rest.join('\n').trim() }
  // A first paragraph that is too long for a title begins with one.
  return { subject: `${[...subject].slice(0, MOST_SUBJECT - 1).join('')}…`, body: text }
}

const MOST_SUBJECT = 100
