import type { Audit } from '../audit/audit.ts'
import { AppError, ForbiddenError, InvalidError, NotFoundError, PreconditionFailedError } from '../errors.ts'
import type { ByteRange, Repository } from '../git/repository.ts'
import { relativeAddress } from '../markdown/relative-address.ts'
import { pageOfAttachment, foldPath, parsePagePath, type PagePath } from '../pages/page-path.ts'
import type { Pages } from '../pages/pages.ts'
import { presentPath } from '../pages/redirects.ts'
import { hasRole, type User } from '../user.ts'
import { attachmentFile, attachmentName, numberedName } from './attachment-name.ts'
import { createReading } from './reading.ts'
import { createShelf, type Attachment, type Shelf } from './shelf.ts'
import { isImage } from './media-type.ts'

export interface AttachmentDeps {
  readonly pages: Pages
  readonly repository: Repository
  readonly audit: Audit
  /** The most that one file may have. */
  readonly maxBytes: number
}

export interface AddInput {
  readonly page: string
  readonly name: string
  readonly body: AsyncIterable<Buffer>
  /** What the sender says it has; undefined where it does not. */
  readonly bytes: number | undefined
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

export interface Added extends Described {
  readonly created: boolean
  /** What to write on the page. */
  readonly markdown: string
}

export type Attachments = ReturnType<typeof createAttachments>

/** Files that belong to pages: kept in git beside the page, seen by those who see it. */
export function createAttachments({ pages, repository, audit, maxBytes }: AttachmentDeps) {
  const { content } = pages
  const shelfNow = createShelf(repository, content)
  const reading = createReading(repository)

  /** Leads see all; others what is of a page, or used on one, that they see. */
  const canSee = (user: User, shelf: Shelf, file: string): boolean => {
    if (hasRole(user, 'lead')) return true
    const own = pageOfAttachment(file)
    if (own !== undefined && pages.find(user, own)) return true
    return shelf.usersOf(file).some((path) => pages.find(user, path))
  }
  const get = async (user: User, file: string): Promise<Attachment> => {
    const shelf = await shelfNow()
    const found = shelf.find(file.normalize('NFC'))
    if (!found || !canSee(user, shelf, found.file)) throw new NotFoundError('attachments.missing')
    return found
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
    /** @throws NotFoundError for what is missing and for what `user` may not see */
    async get(user: User, file: string): Promise<Described> {
      return describe(user, await shelfNow(), await get(user, file))
    },
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
      const page = parsePagePath(input.page)
      const name = attachmentName(input.name)
      attachmentFile(page, name)
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

    /** By leads: out of the wiki, kept in its history. @throws ForbiddenError, NotFoundError */
    async remove(user: User, file: string): Promise<void> {
      mustWrite(user)
      const { file: path } = await get(user, file)
      await content.commit({ name: user.name, email: user.email }, () =>
        Promise.resolve({ files: [{ path, removed: true as const }], message: `Remove ${nameOf(path)}` }),
      )
      await audit.record({ actor: user.id, action: 'attachment.remove', object: path, result: 'ok' })
    },
  }

  async function receive({ body, bytes }: AddInput) {
    if (bytes !== undefined && bytes > maxBytes) throw tooLarge()
    try {
      const stored = await repository.storeBlob(body, maxBytes)
      if (stored.size === 0) throw new InvalidError('attachments.empty')
      return stored
    } catch (error) {
      if (error instanceof AppError) throw error.key === 'git.blobTooLarge' ? tooLarge() : error
      if (isBroken(error)) throw new AppError('invalid', 'attachments.broken', {}, { cause: error })
      throw error
    }
  }

  function tooLarge(): AppError {
    return new AppError('too-large', 'attachments.tooLarge', { megabytes: maxBytes / 1024 / 1024 })
  }
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

/** The sender went away in the middle. */
function isBroken(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: string }
  return code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ABORT_ERR'
}
