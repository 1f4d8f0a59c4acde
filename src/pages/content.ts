import { deserialize, serialize } from 'node:v8'
import { nameObject } from '../git/git-object.ts'
import type { BlobId, CommitId } from '../git/ids.ts'
import { FILE_MODE } from '../git/tree.ts'
import {
  MAIN_REF,
  RefMovedError,
  type CommitRecord,
  type FileChange,
  type PreparedCommit,
  type RefMove,
  type Repository,
} from '../git/repository.ts'
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
  /** What the files that are pages were before, by file; undefined where there was none. */
  readonly before: ReadonlyMap<string, Variant | undefined>
  /** Where the branch stood before. */
  readonly from: CommitId | undefined
  readonly commit: CommitId
}

/** Whoever waits for a turn to commit. */
interface Member {
  readonly author: Author
  readonly decide: () => Promise<Change | undefined>
  readonly together: boolean
  readonly resolve: (commit: CommitId | undefined) => void
  readonly reject: (reason: unknown) => void
}

/** A member's commit on its way to the disk: what memory takes in with it, and what was there before. */
interface Step extends Pick<ChangedPages, 'before' | 'files' | 'from'> {
  readonly commit: PreparedCommit
  readonly variants: readonly (readonly [string, Variant | undefined])[]
  readonly record: CommitRecord
  readonly along: readonly RefMove[]
}

const READ_AT_ONCE = 128
/** Commits whose syncs are shared; whoever comes later waits for all of them. */
const MOST_TOGETHER = 25
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
  /** The commit that memory is at. */
  readonly head: () => CommitId | undefined
  /** The last of those that are on disk: for git's own commands, while saves made together are still being synced. */
  readonly savedHead: () => CommitId | undefined
  /** Reads everything at the branch's head. */
  load(): Promise<void>
  /** Brings memory to where the branch is, moved by whomever. Cheap where it has not moved. */
  refresh(): Promise<void>
  /**
   * One commit by `author`. `decide` sees memory at the branch's head and says what changes (undefined: nothing
   * does); it is asked again when somebody else moved the branch first. Resolves when all is on disk and in memory.
   * `together`: it may go to disk with others that wait for their turn, for it decides by what is in memory alone.
   */
  commit(
    author: Author,
    decide: () => Promise<Change | undefined>,
    how?: { readonly together: boolean },
  ): Promise<CommitId | undefined>
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
  let savedHead: CommitId | undefined
  const waiting: Member[] = []
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

  const announce = async (step: Pick<ChangedPages, 'before' | 'from' | 'commit' | 'files'>) => {
    const paths = [...new Set(step.files.flatMap((file) => pageOfFile(file)?.path ?? []))]
    for (const listener of listeners) {
      try {
        await listener({ ...step, paths })
      } catch (error) {
        log.error({ err: error, commit: step.commit }, 'a listener failed; the change itself is saved')
      }
    }
  }

  /** From the cache what it has; the rest from git. */
  const readAll = async (now: CommitId) => {
    // Git lists while the cache is read.
    const listed = repository.listFiles(now)
    const cache: ContentCache = cacheFolder
      ? readContentCache(cacheFolder)
      : { variants: new Map(), history: undefined }
    const files = (await listed).filter(({ path, mode }) => mode.startsWith('100') && pageOfFile(path))
    const known = (file: BranchFile) => cache.variants.get(`${file.blob} ${file.path}`)
    const unknown = files.filter((file) => !known(file))
    const read = new Map(await readFiles(unknown))
    // In git's order whatever was known: of two pages with one title the first has the name.
    catalog.apply(files.map((file) => [file.path, known(file) ?? read.get(file.path)]))
    const fresh = await readHistoryAfter(cache.history, now)
    head = savedHead = now
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
    const files = changed.map(({ path }) => path)
    const before = variantsOf(files)
    if (!forward) history = new HistoryIndex(formerFiles)
    catalog.apply(await readFiles(changed))
    await readHistory(forward ? from : undefined, now)
    head = savedHead = now
    await announce({ before, from, commit: now, files })
  }

  const variantsOf = (files: readonly string[]) =>
    new Map(files.filter((file) => pageOfFile(file)).map((file) => [file, catalog.findFile(file)]))

  /** Puts members' commits on top of each other, in order, and on disk at once. */
  const commitTogether = async (members: readonly Member[]): Promise<void> => {
    // Those that an earlier turn took along.
    if (members.length === 0) return
    for (;;) {
      const steps: Step[] = []
      try {
        await catchUp()
        const settle = await decideAll(members, steps)
        const [first, last] = [steps[0], steps.at(-1)]
        if (first && last) {
          const move = { ref: MAIN_REF, before: first.from, after: last.commit.id }
          const along = steps.flatMap((step) => step.along)
          await repository.publishCommits(
            steps.map(({ commit }) => commit),
            [move, ...along],
          )
          take(last)
          savedHead = head
        }
        for (const step of steps) await announce({ ...step, commit: step.commit.id })
        return settle()
      } catch (error) {
        for (const step of steps.reverse()) takeBack(step)
        if (error instanceof RefMovedError) continue
        for (const { reject } of members) reject(error)
        return
      }
    }
  }

  /** @returns what tells the members how it went, once it is on disk. */
  const decideAll = async (members: readonly Member[], steps: Step[]): Promise<() => void> => {
    const tell: (() => void)[] = []
    for (const { author, decide, resolve, reject } of members) {
      try {
        // All but the last is in memory before it is on disk: the next is decided on top of it.
        const before = steps.at(-1)
        if (before) take(before)
        const change = await decide()
        const step = change && change.files.length > 0 ? await prepare(author, change) : undefined
        if (step) steps.push(step)
        tell.push(() => resolve(step?.commit.id))
      } catch (error) {
        tell.push(() => reject(error))
      }
    }
    return () => tell.forEach((one) => one())
  }

  const prepare = async (author: Author, change: Change): Promise<Step> => {
    const { files: changes, message, committer, along = [] } = change
    const [time, from] = [now(), head]
    const commit = await repository.prepareCommit({
      parent: from,
      changes,
      message,
      author,
      committer,
      time,
    })
    const named = await Promise.all(changes.map(nameFile))
    const read = await Promise.all(named.map(readNamed))
    const [subject = '', ...rest] = message.split('\n')
    const record: CommitRecord = {
      id: commit.id,
      parents: from ? [from] : [],
      author,
      time,
      subject,
      body: rest.join('\n').trim(),
      files: named.map(({ path, blob }) => ({ path, blob, status: blob ? 'M' : 'D' })),
    }
    const files = changes.map(({ path }) => path)
    const variants = read.flatMap((entry) => (entry ? [entry] : []))
    return { commit, from, files, before: variantsOf(files), variants, record, along }
  }

  /** Brings memory to a commit of ours; to one where it is already it does nothing. */
  const take = ({ commit, from, variants, record }: Step): void => {
    if (head !== from) return
    catalog.apply(variants)
    history.add(record)
    head = commit.id
  }

  const takeBack = ({ commit, from, before }: Step): void => {
    repository.forgetCommit(commit)
    if (head !== commit.id) return
    catalog.apply(before)
    history.removeLast(commit.id)
    head = from
  }

  /** Those that may go together, as far as they stand together; any other alone. */
  const nextMembers = (): Member[] => {
    const alone = waiting.findIndex(({ together }) => !together)
    const count = alone < 0 ? waiting.length : Math.max(alone, 1)
    return waiting.splice(0, Math.min(count, MOST_TOGETHER))
  }

  return {
    catalog,
    get history() {
      return history
    },
    head: () => head,
    load: () => inTurn(catchUp),
    refresh: () => inTurn(catchUp),
    savedHead: () => savedHead,
    commit: (author, decide, { together } = { together: false }) =>
      new Promise((resolve, reject) => {
        waiting.push({ author, decide, together, resolve, reject })
        void inTurn(() => commitTogether(nextMembers()))
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
