import type { BlobId, CommitId } from '../git/ids.ts'
import type { ChangedFile, Repository } from '../git/repository.ts'
import type { Content } from '../pages/content.ts'
import { fileOfPage, pageOfFile, type PagePath } from '../pages/page-path.ts'
import { langs } from '../user.ts'
import { isAttachment } from './attachment-name.ts'
import { filesLinkedFrom } from './linked-files.ts'

export interface Attachment {
  /** Its path in the repository. */
  readonly file: string
  readonly blob: BlobId
}

export interface Shelf {
  find(file: string): Attachment | undefined
  /** Those in the page's own folder. */
  of(page: PagePath): Attachment[]
  all(): Iterable<Attachment>
  /** The pages whose text in any language links to a file or shows it. */
  usersOf(file: string): PagePath[]
  /** The files that a page's text leads to, there or not. */
  usedBy(page: PagePath): string[]
}

/** All attachments and who uses them, in memory, kept where the branch stands: it is asked on every view of a page. */
export function createShelf(repository: Repository, content: Content): () => Promise<Shelf> {
  const files = new Map<string, Attachment>()
  const inFolders = new Map<PagePath, Map<string, Attachment>>()
  const uses = createUses(content)
  let at: CommitId | undefined
  let queue: Promise<unknown> = Promise.resolve()

  const put = (file: string, blob: BlobId | undefined, mode: string | undefined): void => {
    if (!isAttachment(file)) return
    const isThere = blob !== undefined && mode?.startsWith('100')
    for (const all of [files, ...foldersOf(file)]) {
      if (isThere) all.set(file, { file, blob })
      else all.delete(file)
    }
  }

  /** Of each page in whose folder a file is, however deep. */
  const foldersOf = (file: string): Map<string, Attachment>[] =>
    [...file.matchAll(/\.files\//gu)].map(({ index }) => {
      const page = file.slice(0, index) as PagePath
      const known = inFolders.get(page) ?? new Map<string, Attachment>()
      inFolders.set(page, known)
      return known
    })

  const changesUpTo = async (head: CommitId): Promise<readonly ChangedFile[]> => {
    if (at === undefined) return repository.listFiles(head)
    try {
      return await repository.changedFiles(at, head)
    } catch {
      // What it stood at never came to be, or is gone.
      files.clear()
      inFolders.clear()
      return repository.listFiles(head)
    }
  }

  const catchUp = async (): Promise<void> => {
    const head = content.head()
    if (head === at || head === undefined) return
    for (const { path, blob, mode } of await changesUpTo(head)) put(path, blob, mode)
    at = head
  }

  const shelf: Shelf = {
    find: (file) => files.get(file),
    of: (page) => [...(inFolders.get(page)?.values() ?? [])],
    all: () => files.values(),
    usersOf: (file) => uses.usersOf(file),
    usedBy: (page) => uses.usedBy(page),
  }

  return async () => {
    if (content.head() === at) return shelf
    const turn = queue.then(catchUp)
    queue = turn.catch(() => undefined)
    await turn
    return shelf
  }
}

/** Which pages lead to which files. Only what changed is looked at again. */
function createUses(content: Content) {
  const { catalog } = content
  /** By attachment: the files of pages that lead to it. */
  const users = new Map<string, Set<string>>()
  /** By file of a page: the attachments that it leads to, there or not. */
  const used = new Map<string, ReadonlySet<string>>()
  let stale: Set<string> | undefined

  content.onChanged(({ files }) => {
    for (const file of files) stale?.add(file)
  })

  const look = (file: string): void => {
    for (const before of used.get(file) ?? []) users.get(before)?.delete(file)
    const variant = catalog.findFile(file)
    const found = new Set(variant ? filesLinkedFrom(variant) : [])
    used.set(file, found)
    for (const now of found) users.set(now, (users.get(now) ?? new Set<string>()).add(file))
  }

  const catchUp = (): void => {
    const files = stale ?? [...catalog.variants()].map(({ file }) => file)
    stale = new Set()
    for (const file of files) look(file)
  }

  return {
    usersOf(attachment: string): PagePath[] {
      catchUp()
      return [...new Set([...(users.get(attachment) ?? [])].flatMap((file) => pageOfFile(file)?.path ?? []))]
    },
    usedBy(page: PagePath): string[] {
      catchUp()
      const own = [undefined, ...langs].map((lang) => used.get(fileOfPage(page, lang)) ?? [])
      return [...new Set(own.flatMap((files) => [...files]))]
    },
  }
}
