import type { BlobId, CommitId } from '../git/ids.ts'
import type { Repository } from '../git/repository.ts'
import { resolveFile } from '../markdown/links.ts'
import type { Content } from '../pages/content.ts'
import { folderOfPage, type PagePath } from '../pages/page-path.ts'
import { isAttachment } from './attachment-name.ts'

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

/** All attachments and who uses them, in memory, kept where the branch stands. */
export function createShelf(repository: Repository, content: Content): () => Promise<Shelf> {
  const files = new Map<string, Attachment>()
  let at: CommitId | undefined
  let uses: Uses | undefined
  let queue: Promise<unknown> = Promise.resolve()

  const put = (file: string, blob: BlobId | undefined, mode: string | undefined): void => {
    if (!isAttachment(file)) return
    if (blob !== undefined && mode?.startsWith('100')) files.set(file, { file, blob })
    else files.delete(file)
  }

  const catchUp = async (): Promise<void> => {
    const head = content.head()
    if (head === at || head === undefined) return
    if (at === undefined) {
      for (const { path, blob, mode } of await repository.listFiles(head)) put(path, blob, mode)
    } else {
      for (const { path, blob, mode } of await repository.changedFiles(at, head)) put(path, blob, mode)
    }
    at = head
    uses = undefined
  }

  const used = (): Uses => (uses ??= findUses(content))
  const shelf: Shelf = {
    find: (file) => files.get(file),
    of(page) {
      const folder = `${folderOfPage(page)}/`
      return [...files.values()].filter(({ file }) => file.startsWith(folder))
    },
    all: () => files.values(),
    usersOf: (file) => [...(used().users.get(file) ?? [])],
    usedBy: (page) => [...(used().files.get(page) ?? [])],
  }

  return async () => {
    if (content.head() === at) return shelf
    const turn = queue.then(catchUp)
    queue = turn.catch(() => undefined)
    await turn
    return shelf
  }
}

interface Uses {
  readonly users: ReadonlyMap<string, ReadonlySet<PagePath>>
  readonly files: ReadonlyMap<PagePath, ReadonlySet<string>>
}

function findUses({ catalog }: Content): Uses {
  const users = new Map<string, Set<PagePath>>()
  const files = new Map<PagePath, Set<string>>()
  for (const { path, links } of catalog.variants()) {
    for (const { kind, target } of links) {
      const file = kind === 'relative' ? resolveFile(path, target) : undefined
      if (file === undefined) continue
      add(users, file, path)
      add(files, path, file)
    }
  }
  return { users, files }
}

function add<Key, Value>(sets: Map<Key, Set<Value>>, key: Key, value: Value): void {
  const known = sets.get(key)
  if (known) known.add(value)
  else sets.set(key, new Set([value]))
}
