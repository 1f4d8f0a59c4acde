import type { Audit } from '../audit/audit.ts'
import { ForbiddenError, NotFoundError, PreconditionFailedError } from '../errors.ts'
import type { ByteRange, Repository } from '../git/repository.ts'
import { relativeAddress } from '../markdown/relative-address.ts'
import { pageOfAttachment, foldPath, parsePagePath, type PagePath } from '../pages/page-path.ts'
import type { Pages } from '../pages/pages.ts'
import { presentPath } from '../pages/redirects.ts'
import { hasRole, type User } from '../user.ts'
import { attachmentFile, attachmentName, nameWithContent, numberedName } from './attachment-name.ts'
import { createHeldFiles } from './held-files.ts'
import { createReading } from './reading.ts'
import { createReceiving, type Incoming } from './receiving.ts'
import { createShelf, type Attachment, type Shelf } from './shelf.ts'
import { isImage } from './media-type.ts'

export interface AttachmentDeps {
  readonly pages: Pages
  readonly repository: Repository
  readonly audit: Audit
  /** The most that one file may have. */
  readonly maxBytes: number
  /** A file that a proposal would bring: of the one that is named, or of any that waits and `user` may see. */
  readonly findProposed: (user: User, file: string, proposal?: number) => Promise<Attachment | undefined>
  readonly now: () => Date
}

export interface HoldInput extends Incoming {
  readonly page: string
  readonly name: string
}

export interface AddInput extends HoldInput {
  /** What becomes of a file that has this name already. */
  readonly taken: 'replace' | 'refuse' | 'number'
}

export interface Described extends Attachment {
  readonly name: string
  readonly type: string
  readonly bytes: number
  /** The pages that show it or link to it, as far as this person may see them. */
  readonly users: readonly PagePath[]
}

export interface Held extends Described {
  /** What to write on the page. */
  readonly markdown: string
}

export interface Added extends Held {
  readonly created: boolean
}

export type Attachments = ReturnType<typeof createAttachments>

/** Files that belong to pages: kept in git beside the page, seen by those who see it. */
export function createAttachments(deps: AttachmentDeps) {
  const { pages, repository, audit, maxBytes, findProposed } = deps
  const { content } = pages
  const shelfNow = createShelf(repository, content)
  const reading = createReading(repository)
  const receive = createReceiving(repository, maxBytes)
  const held = createHeldFiles(repository, deps.now)

  /** Leads see all; others what is of a page, or used on one, that they see. */
  const canSee = (user: User, shelf: Shelf, file: string): boolean => {
    if (hasRole(user, 'lead')) return true
    const own = pageOfAttachment(file)
    if (own !== undefined && pages.find(user, own)) return true
    return shelf.usersOf(file).some((path) => pages.find(user, path))
  }
  const find = async (user: User, file: string): Promise<Attachment | undefined> => {
    const shelf = await shelfNow()
    const found = shelf.find(file.normalize('NFC'))
    return found && canSee(user, shelf, found.file) ? found : undefined
  }
  /** What is not in the wiki yet: somebody's own, and what proposals would bring. */
  const findWaiting = async (user: User, file: string): Promise<Attachment | undefined> => {
    const name = file.normalize('NFC')
    return (await held.find(user, name)) ?? (await findProposed(user, name))
  }
  const describe = async (user: User, shelf: Shelf, one: Attachment): Promise<Described> => ({
    ...one,
    ...(await reading.describe(one.blob)),
    name: one.file.slice(one.file.lastIndexOf('/') + 1),
    users: shelf.usersOf(one.file).filter((path) => pages.find(user, path)),
  })
  const describeAll = (user: User, shelf: Shelf, all: Iterable<Attachment>) =>
    Promise.all([...all].map((one) => describe(user, shelf, one)))

  return {
    maxBytes,
    /**
     * One that is in the wiki, or waits to come into it.
     * @param proposal whose files come first
     * @throws NotFoundError for what is missing and for what `user` may not see
     */
    async get(user: User, file: string, proposal?: number): Promise<Described> {
      const first =
        proposal === undefined ? undefined : await findProposed(user, file.normalize('NFC'), proposal)
      const found = first ?? (await find(user, file)) ?? (await findWaiting(user, file))
      if (!found) throw new NotFoundError('attachments.missing')
      return describe(user, await shelfNow(), found)
    },
    /** One that this person sent for a proposal. */
    findHeld: (user: User, file: string): Promise<Attachment | undefined> => held.find(user, file),
    /** Where a file is that was reached by the address it had before its page moved. */
    async movedTo(user: User, file: string): Promise<string | undefined> {
      const page = pageOfAttachment(file)
      const now = page === undefined ? undefined : presentPath(content, page)
      if (page === undefined || now === undefined || now === page) return undefined
      const shelf = await shelfNow()
      const moved = now + file.slice(page.length)
      return shelf.find(moved) && canSee(user, shelf, moved) ? moved : undefined
    },
    /** The bytes of what `get` gave, never whole in memory where they are many. */
    read: (one: Described, range: ByteRange): AsyncIterable<Buffer> => reading.read(one, range),

    /** How many files a page has. From memory. */
    async count(page: PagePath): Promise<number> {
      return filesAt(await shelfNow(), page).length
    },
    /** The page's own files, and those from elsewhere that it uses. @throws NotFoundError for the page */
    async listOf(user: User, path: string): Promise<Described[]> {
      const { path: page } = pages.get(user, path)
      const shelf = await shelfNow()
      return describeAll(
        user,
        shelf,
        filesAt(shelf, page).filter(({ file }) => canSee(user, shelf, file)),
      )
    },
    /** By leads: the files that no page uses. @throws ForbiddenError */
    async orphans(user: User): Promise<Described[]> {
      mustWrite(user)
      const shelf = await shelfNow()
      return describeAll(
        user,
        shelf,
        [...shelf.all()].filter(({ file }) => shelf.usersOf(file).length === 0),
      )
    },

    /**
     * By leads, also for a page that is not saved yet.
     * @throws ForbiddenError, InvalidError, PreconditionFailedError `attachments.taken`, AppError
     * `attachments.tooLarge` `attachments.broken`
     */
    async add(user: User, input: AddInput): Promise<Added> {
      mustWrite(user)
      const { page, name } = placeOf(input)
      const { blob, size } = await receive(input)
      let file = ''
      let created = true
      await content.commit({ name: user.name, email: user.email }, async () => {
        const shelf = await shelfNow()
        file = placeFor(shelf, page, name, { blob, taken: input.taken })
        const present = shelf.find(file)
        created = present === undefined
        if (present?.blob === blob) return undefined
        const title = content.catalog.find(page)?.original.title ?? page
        return { files: [{ path: file, blob }], message: `Attach ${nameOf(file)} to ${title}` }
      })
      const shelf = await shelfNow()
      const added = await describe(user, shelf, { file, blob })
      return { ...added, bytes: size, created, markdown: markdownFor(page, added) }
    },

    /**
     * By anyone: kept for the proposal whose text uses it. Its name tells its content, so that no file that comes
     * into the wiki meanwhile can have it.
     * @throws InvalidError, TooManyError, AppError as `add` does
     */
    async hold(user: User, input: HoldInput): Promise<Held> {
      const { page, name } = placeOf(input)
      const { blob, size } = await receive(input)
      const file = attachmentFile(page, nameWithContent(name, blob))
      await held.keep(user, { file, blob })
      const kept = await describe(user, await shelfNow(), { file, blob })
      return { ...kept, bytes: size, markdown: markdownFor(page, kept) }
    },

    /** By leads: out of the wiki, kept in its history. @throws ForbiddenError, NotFoundError */
    async remove(user: User, file: string): Promise<void> {
      mustWrite(user)
      const { file: path } = (await find(user, file)) ?? {}
      if (path === undefined) throw new NotFoundError('attachments.missing')
      await content.commit({ name: user.name, email: user.email }, () =>
        Promise.resolve({ files: [{ path, removed: true as const }], message: `Remove ${nameOf(path)}` }),
      )
      await audit.record({ actor: user.id, action: 'attachment.remove', object: path, result: 'ok' })
    },
  }
}

/** @throws InvalidError before anything is received */
function placeOf({ page: path, name: written }: HoldInput): { page: PagePath; name: string } {
  const page = parsePagePath(path)
  const name = attachmentName(written)
  attachmentFile(page, name)
  return { page, name }
}

function filesAt(shelf: Shelf, page: PagePath): Attachment[] {
  const used = shelf.usedBy(page).flatMap((file) => shelf.find(file) ?? [])
  return [...new Map([...shelf.of(page), ...used].map((one) => [one.file, one])).values()]
}

/** The same bytes under the same name are the same file; names that differ by case alone are one name. */
function placeFor(
  shelf: Shelf,
  page: PagePath,
  name: string,
  { blob, taken }: { blob: string; taken: AddInput['taken'] },
): string {
  const names = new Map(shelf.of(page).map((one) => [foldPath(one.file), one]))
  for (let number = 1; ; number++) {
    const file = attachmentFile(page, number === 1 ? name : numberedName(name, number))
    const there = names.get(foldPath(file))
    if (!there) return file
    if (taken === 'replace' || (taken === 'number' && there.blob === blob)) return there.file
    if (taken === 'refuse') throw new PreconditionFailedError('attachments.taken', { name })
  }
}

function markdownFor(page: PagePath, { file, name, type }: Described): string {
  const label = name.replace(/\.[^.]*$/, '').replace(/[\\[\]]/g, '\\$&')
  return `${isImage(type) ? '!' : ''}[${isImage(type) ? label : name.replace(/[\\[\]]/g, '\\$&')}](${relativeAddress(page, file)})`
}

function nameOf(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1)
}

function mustWrite(user: User): void {
  if (!hasRole(user, 'lead')) throw new ForbiddenError('attachments.leads')
}
