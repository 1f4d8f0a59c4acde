import { deserialize, serialize } from 'node:v8'
import { nameObject } from '../git/git-object.ts'
import type { BlobId, CommitId } from '../git/ids.ts'
import { FILE_MODE } from '../git/tree.ts'
import { RefMovedError, type FileChange, type RefMove, type Repository } from '../git/repository.ts'
import type { Log } from '../log.ts'
import { Catalog } from './catalog.ts'
import { readContentCache, writeContentCache, type ContentCache } from './content-cache.ts'
import { HistoryIndex } from './history.ts'
import { isTooLarge, readVariant, unreadVariant, type Variant } from './page.ts'
import { pageOfFile, type PagePath } from './page-path.ts'
import { formerFilesOf } from './redirects.ts'

export interface Author {
  readonly name: string
  readonly email: string
}

export interface Change {
  readonly files: readonly FileChange[]
  readonly message: string
  /** Who lets it in, where that is not its author. */
  readonly committer?: Author | undefined
  /** Other branches that move with it, all or nothing. */
  readonly along?: readonly RefMove[] | undefined
}

/** Told after every change, from here or from outside; what it throws is logged and fails no save. */
export type ChangeListener = (changed: ChangedPages) => Promise<void> | void

export interface ChangedPages {
  readonly paths: readonly PagePath[]
  readonly files: readonly string[]
  /** Where the branch stood before. */
  readonly from: CommitId | undefined
  readonly commit: CommitId
}

const READ_AT_ONCE = 128
/** So many files and commits that the cache lacks make it worth writing anew. */
const MANY_FRESH = 50

/** A file as the branch has it, whoever put it there. */
interface BranchFile {
  readonly path: string
  /** Undefined for one that is gone. */
  readonly blob: BlobId | undefined
  readonly mode: string | undefined
  readonly size?: number
}

/** The repository's main branch and what is derived from it in memory, kept together. */
export interface Content {
  readonly catalog: Catalog
  readonly history: HistoryIndex
  readonly head: () => CommitId | undefined
  /** Reads everything at the branch's head. */
  load(): Promise<void>
  /** Brings memory to where the branch is, moved by whomever. Cheap where it has not moved. */
  refresh(): Promise<void>
  /**
   * One commit by `author`. `decide` sees memory at the branch's head and says what changes (undefined: nothing
   * does); it is asked again when somebody else moved the branch first. Resolves when all is on disk and in memory.
   */
  commit(author: Author, decide: () => Promise<Change | undefined>): Promise<CommitId | undefined>
  readBlob(blob: BlobId): Promise<Buffer>
  onChanged(listener: ChangeListener): void
  /** Waits for what is still being kept for the next start. */
  close(): Promise<void>
}

/** @param cacheFolder where what is derived is kept between starts; without it everything is read anew. */
export function createContent(
  repository: Repository,
  log: Log,
  now: () => Date,
  cacheFolder?: string,
): Content {
  const catalog = new Catalog()
  const formerFiles = (file: string) => formerFilesOf(catalog, file)
  let history = new HistoryIndex(formerFiles)
  let head: CommitId | undefined
  let queue: Promise<unknown> = Promise.resolve()
  const listeners: ChangeListener[] = []
  let keeping: Promise<void> = Promise.resolve()

  /** One at a time: what is decided on memory must be committed before memory moves on. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = queue.then(work)
    queue = turn.catch(() => undefined)
    return turn
  }

  const readFiles = async (files: readonly BranchFile[]) => {
    const read: (readonly [string, Variant | undefined])[] = []
    for (let start = 0; start < files.length; start += READ_AT_ONCE) {
      const some = await Promise.all(files.slice(start, start + READ_AT_ONCE).map(readFile))
      for (const entry of some) if (entry) read.push(entry)
    }
    return read
  }

  const readFile = async ({ path: file, blob, mode, size }: BranchFile) => {
    const place = pageOfFile(file)
    if (!place) return undefined
    // A link or a submodule is no page, also where one was.
    if (blob === undefined || !mode?.startsWith('100')) return [file, undefined] as const
    const bytes = size ?? (await repository.sizeOf(blob))
    if (isTooLarge({ bytes })) return [file, unreadVariant({ ...place, file }, blob, bytes)] as const
    return [file, detached(readVariant({ ...place, file }, blob, await repository.readBlob(blob)))] as const
  }

  /** What was just written is not read back. */
  const readNamed = async ({ path, blob, content }: Awaited<ReturnType<typeof nameFile>>) => {
    const place = content && pageOfFile(path)
    if (!place || !blob) return readFile({ path, blob, mode: FILE_MODE })
    return [path, detached(readVariant({ ...place, file: path }, blob, content))] as const
  }

  const readHistory = async (from: CommitId | undefined, to: CommitId): Promise<number> => {
    const records = []
    for await (const record of repository.history({ ...(from && { from }), to })) records.push(record)
    for (const record of records.reverse()) history.add(record)
    return records.length
  }

  const announce = async (from: CommitId | undefined, commit: CommitId, files: readonly string[]) => {
    const paths = [...new Set(files.flatMap((file) => pageOfFile(file)?.path ?? []))]
    for (const listener of listeners) {
      try {
        await listener({ paths, files, from, commit })
      } catch (error) {
        log.error({ err: error, commit }, 'a listener failed; the change itself is saved')
      }
    }
  }

  /** From the cache what it has; the rest from git. */
  const readAll = async (now: CommitId) => {
    const cache: ContentCache = cacheFolder
      ? await readContentCache(cacheFolder)
      : { variants: new Map(), history: undefined }
    const files = (await repository.listFiles(now)).filter(
      ({ path, mode }) => mode.startsWith('100') && pageOfFile(path),
    )
    const known = (file: BranchFile) => cache.variants.get(`${file.blob} ${file.path}`)
    const unknown = files.filter((file) => !known(file))
    const read = new Map(await readFiles(unknown))
    // In git's order whatever was known: of two pages with one title the first has the name.
    catalog.apply(files.map((file) => [file.path, known(file) ?? read.get(file.path)]))
    const fresh = await readHistoryAfter(cache.history, now)
    head = now
    if (cacheFolder && unknown.length + fresh >= MANY_FRESH) keeping = keep(cacheFolder, now)
  }

  /** @returns how many commits git was asked for */
  const readHistoryAfter = async (cached: ContentCache['history'], now: CommitId): Promise<number> => {
    const isBefore = cached && (cached.head === now || (await isAncestorOf(cached.head, now)))
    for (const record of isBefore ? cached.records : []) history.add(record)
    if (isBefore && cached.head === now) return 0
    return readHistory(isBefore ? cached.head : undefined, now)
  }

  /** The cached head may be of a branch that is gone, with all its objects. */
  const isAncestorOf = (before: CommitId, now: CommitId): Promise<boolean> =>
    repository.isAncestor(before, now).catch(() => false)

  const keep = async (folder: string, now: CommitId): Promise<void> => {
    try {
      const records = [...history.recent()].reverse()
      await writeContentCache(folder, { variants: [...catalog.variants()], head: now, records })
    } catch (error) {
      log.warn({ err: error }, 'what was read could not be kept; the next start reads it anew')
    }
  }

  const catchUp = async () => {
    const now = await repository.head()
    if (now === head || now === undefined) return
    if (head === undefined) return readAll(now)
    const from = head
    const changed = await repository.changedFiles(from, now)
    const forward = await repository.isAncestor(from, now)
    if (!forward) history = new HistoryIndex(formerFiles)
    catalog.apply(await readFiles(changed))
    await readHistory(forward ? from : undefined, now)
    head = now
    await announce(
      from,
      now,
      changed.map((file) => file.path),
    )
  }

  const commitOnce = async (author: Author, change: Change): Promise<CommitId> => {
    const time = now()
    const parent = head
    const { files, message, committer, along } = change
    const commit = await repository.commitIfUnchanged({
      parent,
      changes: files,
      message,
      author,
      committer,
      along,
      time,
    })
    const named = await Promise.all(files.map(nameFile))
    const read = await Promise.all(named.map(readNamed))
    catalog.apply(read.flatMap((entry) => (entry ? [entry] : [])))
    const [subject = '', ...rest] = message.split('\n')
    const records = named.map(({ path, blob }) => ({
      path,
      blob,
      status: blob ? ('M' as const) : ('D' as const),
    }))
    const parents = parent ? [parent] : []
    history.add({ id: commit, parents, author, time, subject, body: rest.join('\n').trim(), files: records })
    head = commit
    return commit
  }

  return {
    catalog,
    get history() {
      return history
    },
    head: () => head,
    load: () => inTurn(catchUp),
    refresh: () => inTurn(catchUp),
    commit: (author, decide) =>
      inTurn(async () => {
        for (;;) {
          await catchUp()
          const change = await decide()
          if (!change || change.files.length === 0) return undefined
          try {
            const from = head
            const commit = await commitOnce(author, change)
            await announce(
              from,
              commit,
              change.files.map((file) => file.path),
            )
            return commit
          } catch (error) {
            if (!(error instanceof RefMovedError)) throw error
          }
        }
      }),
    readBlob: (blob) => repository.readBlob(blob),
    onChanged: (listener) => void listeners.push(listener),
    close: () => keeping,
  }
}

/** A copy whose strings are its own: those that were cut out of a text keep all of it in memory. */
function detached(variant: Variant): Variant {
  return deserialize(serialize(variant)) as Variant
}

async function nameFile(change: FileChange) {
  if ('blob' in change) return { path: change.path, blob: change.blob, content: undefined }
  if (!('content' in change)) return { path: change.path, blob: undefined, content: undefined }
  const { id } = await nameObject('blob', change.content)
  return { path: change.path, blob: id as BlobId, content: change.content }
}
