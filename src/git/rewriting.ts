import { NotFoundError } from '../errors.ts'
import type { Log } from '../log.ts'
import { nameObject, type GitObject } from './git-object.ts'
import type { BlobId, CommitId } from './ids.ts'
import { createObjectReader } from './object-reader.ts'
import { writePack } from './pack.ts'
import { formatRawCommit, parseRawCommit, type RawCommit } from './raw-commit.ts'
import { createTrees, gatherTrees, type TreeStore } from './trees.ts'
import { createUnwritten } from './unwritten.ts'

/** Commits that are made out of others, with other trees and parents. */
export interface Rewriting {
  readonly store: TreeStore
  /** @throws NotFoundError `git.commitMissing` */
  readCommit(id: CommitId): Promise<RawCommit>
  /** @throws NotFoundError `git.blobMissing` */
  readonly readBlob: (id: BlobId) => Promise<Buffer>
  /** It can be read here at once, and is on disk after `write`. */
  addCommit(commit: RawCommit): Promise<CommitId>
  /** Puts what was made on disk. */
  write(): Promise<void>
  close(): Promise<void>
}

/** In a repository that may borrow the objects of others. */
export function openRewriting(dir: string, log: Log): Rewriting {
  const onDisk = createObjectReader(dir, log)
  const unwritten = createUnwritten()
  const objects = unwritten.before(onDisk)
  const made = new Map<string, GitObject>()
  const make = (object: GitObject): void => {
    made.set(object.id, object)
    unwritten.add([object])
  }
  const read = async (id: string, type: 'blob' | 'commit'): Promise<Buffer> => {
    const found = await objects.read(id)
    if (found?.type !== type || !found.body) throw new NotFoundError(`git.${type}Missing`)
    return found.body
  }
  return {
    store: gatherTrees(createTrees(objects), make),
    readCommit: async (id) => parseRawCommit(await read(id, 'commit')),
    readBlob: (id) => read(id, 'blob'),
    async addCommit(commit) {
      const object = await nameObject('commit', formatRawCommit(commit))
      make(object)
      return object.id as CommitId
    },
    async write() {
      const all = [...made.values()]
      const known = await Promise.all(all.map(({ id }) => onDisk.describe(id)))
      // The folder without files is known to git also where it is not kept.
      const missing = all.filter(({ content }, at) => known[at] === undefined || content.length === 0)
      await writePack(dir, missing)
      made.clear()
      unwritten.forget(all)
    },
    close: () => onDisk.close(),
  }
}
