import { NotFoundError } from '../errors.ts'
import type { Log } from '../log.ts'
import { blame, type BlameLine } from './blame.ts'
import { storeBlob, type StoredBlob } from './blob-store.ts'
import { streamBlob, type ByteRange } from './blob-stream.ts'
import { createBundle, restoreBundle, verifyBundle } from './bundle.ts'
import {
  commitIfUnchanged,
  prepareCommit,
  publishCommits,
  type CommitDraft,
  type CommitInput,
  type PreparedCommit,
} from './commit.ts'
import { createRepository } from './create-repository.ts'
import { findFaults } from './faults.ts'
import { history, type CommitRecord, type HistoryRange } from './history.ts'
import { parseCommitId, type BlobId, type CommitId } from './ids.ts'
import { isAncestor } from './is-ancestor.ts'
import { listFiles, type TreeFile } from './list-files.ts'
import { mergeBase } from './merge-base.ts'
import { createObjectReader, type ObjectReader } from './object-reader.ts'
import { mendPackIndexes } from './pack-indexes.ts'
import { createRecentBlobs } from './recent-blobs.ts'
import { createRefList } from './ref-list.ts'
import { createRefMover, type RefMove } from './ref-mover.ts'
import { readMainRef, readRef, type RefName } from './refs.ts'
import { removeStaleLocks, removeStalePacks, removeStaleTemporaries } from './stale-files.ts'
import { joinPacks } from './tidy.ts'
import { changedFiles, type ChangedFile } from './tree-diff.ts'
import { createTrees, findFile, type FoundFile } from './trees.ts'
import { createUnwritten } from './unwritten.ts'

export { RefMovedError, type RefMove } from './ref-mover.ts'
export type { ByteRange } from './blob-stream.ts'
export { isRefName, MAIN_REF, type RefName } from './refs.ts'
export type { FileChange } from './tree-changes.ts'
export type {
  BlameLine,
  ChangedFile,
  CommitInput,
  PreparedCommit,
  CommitRecord,
  FoundFile,
  HistoryRange,
  TreeFile,
}

/** One bare repository: blobs, trees, commits, the branch `main` and those beside it. Safe to use from many calls at once. */
export interface Repository {
  /** Its real path, for what hands the whole of it to git: a clone, a push, a mirror. */
  readonly dir: string
  /** Where the branch stands; undefined before the first commit. Reads one small file. */
  head(): Promise<CommitId | undefined>
  /** Where another ref stands; undefined where there is none. Reads one small file. */
  readRef(ref: RefName): Promise<CommitId | undefined>
  /** All refs below a folder such as `refs/heads/proposals`. Starts no process; cheap where nothing moved. */
  listRefs(folder: string): Promise<ReadonlyMap<RefName, CommitId>>
  /**
   * Makes, moves and removes refs by compare-and-swap, all or none. Resolves when they are on disk.
   * @throws RefMovedError, AppError `git.locked` `git.refTaken` `git.storageFull`
   */
  moveRefs(moves: readonly RefMove[]): Promise<void>
  /**
   * The full id for what a person typed or an address carries.
   * @throws InvalidError `git.revision`, NotFoundError `git.commitMissing`
   */
  resolveCommit(text: string): Promise<CommitId>
  /** Every file of a commit, with sizes in bytes. */
  listFiles(commit: CommitId): Promise<TreeFile[]>
  /** Undefined where the commit has no file of this name. @throws NotFoundError `git.commitMissing` */
  findFile(commit: CommitId, path: string): Promise<FoundFile | undefined>
  /** @throws NotFoundError `git.blobMissing` */
  readBlob(id: BlobId): Promise<Buffer>
  /** A part of a blob that is too large to be held whole. Starts a process. */
  streamBlob(id: BlobId, range: ByteRange): AsyncIterable<Buffer>
  /**
   * A stream as a blob that a later commit may name; never whole in memory.
   * @throws AppError `git.blobTooLarge` above `most` bytes, `git.storageFull`
   */
  storeBlob(source: AsyncIterable<Buffer>, most: number): Promise<StoredBlob>
  /** Bytes, without reading them. @throws NotFoundError `git.blobMissing` */
  sizeOf(id: BlobId): Promise<number>
  /**
   * Commits on top of `parent` if the branch (`main`, or the one of `on`) still stands where it did. Resolves when
   * all is on disk.
   * @throws RefMovedError, InvalidError `git.path` `git.pathTaken`, AppError `git.locked` `git.storageFull`
   */
  commitIfUnchanged(input: CommitInput): Promise<CommitId>
  /**
   * A commit whose objects can be read here, but are on disk only after `publishCommits`; in one or the other, or
   * `forgetCommit`, it must end. @throws InvalidError `git.path` `git.pathTaken`
   */
  prepareCommit(draft: CommitDraft): Promise<PreparedCommit>
  /** All of these with their syncs shared, then the refs, all or none. @throws as `commitIfUnchanged` */
  publishCommits(commits: readonly PreparedCommit[], moves: readonly RefMove[]): Promise<void>
  forgetCommit(commit: PreparedCommit): void
  /** Newest first. @throws NotFoundError `git.commitMissing` */
  history(range: HistoryRange): AsyncIterable<CommitRecord>
  /** What differs between two commits, sorted by path. @throws InvalidError `git.tooManyChanges` above `most` */
  changedFiles(from: CommitId, to: CommitId, most?: number): Promise<ChangedFile[]>
  /** Where two histories part; undefined where they have nothing in common. */
  mergeBase(one: CommitId, other: CommitId): Promise<CommitId | undefined>
  /** Whether `ancestor` is `descendant` or comes before it. */
  isAncestor(ancestor: CommitId, descendant: CommitId): Promise<boolean>
  /** @throws NotFoundError `git.fileMissing` */
  blame(commit: CommitId, path: string): Promise<BlameLine[]>
  /** @throws InvalidError `git.nothingToBundle` */
  createBundle(file: string): Promise<void>
  /** @throws InvalidError `git.bundle` */
  verifyBundle(file: string): Promise<CommitId>
  /** Into a repository without commits. @throws InvalidError `git.bundle` `git.notEmpty` */
  restoreBundle(file: string): Promise<CommitId>
  /** What `git fsck --full --strict` finds, a line a fault; empty for a sound repository. */
  fsck(): Promise<string[]>
  /** Puts small packs together; may run while others read and save. */
  tidy(): Promise<void>
  /** Waits for saves under way; what is asked afterwards throws AppError `git.closed`. */
  close(): Promise<void>
}

/**
 * Opens the bare repository at `folder`, made where it is missing, and clears what a killed process left.
 * @throws UsageError where git is missing or too old
 */
export async function openRepository(folder: string, { log }: { log: Log }): Promise<Repository> {
  const dir = await createRepository(folder)
  await removeStaleLocks(dir, log)
  await removeStaleTemporaries(dir)
  await removeStalePacks(dir)
  await mendPackIndexes(dir, log)
  const unwritten = createUnwritten()
  const objects = unwritten.before(createObjectReader(dir, log))
  const recentBlobs = createRecentBlobs()
  const trees = createTrees(objects)
  const refMover = createRefMover(dir, log)
  const refList = createRefList(dir)
  const parts = { dir, trees, refMover, recentBlobs, unwritten }
  return {
    dir,
    head: async () => Promise.resolve(readMainRef(dir)),
    readRef: async (ref) => Promise.resolve(readRef(dir, ref)),
    listRefs: (folder) => refList.below(folder),
    moveRefs: (moves) => refMover.move(moves),
    resolveCommit: (text) => resolveCommit(objects, text),
    listFiles: (commit) => listFiles(dir, commit),
    findFile: (commit, path) => findFile(trees, commit, path),
    readBlob: async (id) => recentBlobs.find(id) ?? recentBlobs.keep(id, await readBlob(objects, id)),
    streamBlob: (id, range) => streamBlob(dir, id, range),
    storeBlob: (source, most) => storeBlob(dir, source, most),
    sizeOf: (id) => sizeOf(objects, id),
    commitIfUnchanged: (input) => commitIfUnchanged(parts, input),
    prepareCommit: (draft) => prepareCommit(parts, draft),
    publishCommits: (commits, moves) => publishCommits(parts, commits, moves),
    forgetCommit: (commit) => unwritten.forget(commit.objects),
    history: (range) => history(dir, range),
    changedFiles: (from, to, most) => changedFiles(trees, from, to, most),
    mergeBase: (one, other) => mergeBase(dir, one, other),
    isAncestor: (ancestor, descendant) => isAncestor(dir, ancestor, descendant),
    blame: (commit, path) => blame(dir, commit, path),
    createBundle: (file) => createBundle(dir, file),
    verifyBundle: (file) => verifyBundle(dir, file),
    restoreBundle: (file) => restoreBundle(dir, file),
    fsck: () => findFaults(dir),
    tidy: () => joinPacks(dir),
    close: async () => {
      await refMover.close()
      await objects.close()
      recentBlobs.clear()
    },
  }
}

async function resolveCommit(objects: ObjectReader, text: string): Promise<CommitId> {
  const found = await objects.describe(`${parseCommitId(text)}^{commit}`)
  if (found?.type !== 'commit') throw new NotFoundError('git.commitMissing')
  return found.id as CommitId
}

async function readBlob(objects: ObjectReader, id: BlobId): Promise<Buffer> {
  const found = await objects.read(id)
  if (found?.type !== 'blob' || !found.body) throw new NotFoundError('git.blobMissing')
  return found.body
}

async function sizeOf(objects: ObjectReader, id: BlobId): Promise<number> {
  const found = await objects.describe(id)
  if (found?.type !== 'blob') throw new NotFoundError('git.blobMissing')
  return found.size
}
