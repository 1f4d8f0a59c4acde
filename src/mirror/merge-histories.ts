import type { BlobId, CommitId } from '../git/ids.ts'
import type { ChangedFile, FileChange, Repository } from '../git/repository.ts'
import { findParts } from '../git/paths.ts'
import { mergeCleanly } from '../pages/merge.ts'
import { decodeUtf8, readVariant } from '../pages/page.ts'
import { pageOfFile } from '../pages/page-path.ts'

export interface MergedHistories {
  /** What comes into ours. */
  readonly changes: readonly FileChange[]
  /** Files that both changed in the same place: ours stay, and this is what theirs are. */
  readonly kept: readonly FileChange[]
  /** What cannot be in the wiki at all: links, submodules, names that are none. */
  readonly left: readonly string[]
}

/**
 * Three-way merge of two histories, file by file and line by line, from where they parted. It always comes to an end:
 * where the two overlap, ours stays and theirs is told apart.
 */
export async function mergeHistories(
  repository: Repository,
  base: CommitId,
  ours: CommitId,
  theirs: CommitId,
): Promise<MergedHistories> {
  const own = new Map((await repository.changedFiles(base, ours)).map((file) => [file.path, file]))
  const changes: FileChange[] = []
  const kept: FileChange[] = []
  const left: string[] = []
  for (const file of await repository.changedFiles(base, theirs)) {
    if (!isOrdinary(file)) {
      left.push(file.path)
      continue
    }
    const mine = own.get(file.path)
    if (mine?.blob === file.blob && mine) continue
    const change = changeTo(file)
    if (!mine) changes.push(change)
    else {
      const merged = await mergeFile(repository, base, mine, file)
      if (merged === undefined) kept.push(change)
      else changes.push({ path: file.path, content: merged })
    }
  }
  return { changes, kept, left }
}

function isOrdinary({ path, mode, blob }: ChangedFile): boolean {
  if (blob === undefined) return findParts(path) !== undefined
  return mode?.startsWith('100') === true && findParts(path) !== undefined && !path.includes('\uFFFD')
}

function changeTo({ path, blob }: ChangedFile): FileChange {
  return blob === undefined ? { path, removed: true } : { path, blob }
}

/** Undefined where the two overlap, or do not make a page together. */
async function mergeFile(
  repository: Repository,
  base: CommitId,
  mine: ChangedFile,
  theirs: ChangedFile,
): Promise<Buffer | undefined> {
  if (mine.blob === undefined || theirs.blob === undefined) return undefined
  const before = await repository.findFile(base, mine.path)
  const textOf = async (blob: BlobId) => decodeUtf8(await repository.readBlob(blob))
  const [first, ours, other] = [
    before ? await textOf(before.blob) : '',
    await textOf(mine.blob),
    await textOf(theirs.blob),
  ]
  if (first === undefined || ours === undefined || other === undefined) return undefined
  const merged = mine.path.endsWith('.jsonl') ? joinLogs(ours, other) : mergeCleanly(first, ours, other)
  if (merged === undefined) return undefined
  const content = Buffer.from(merged)
  return isSound(mine.path, content) ? content : undefined
}

/** Logs only grow, a line an entry: both keep their lines. */
function joinLogs(ours: string, theirs: string): string {
  const known = new Set(ours.split('\n'))
  const fresh = theirs.split('\n').filter((line) => line !== '' && !known.has(line))
  return [ours.replace(/\n?$/, '\n'), ...fresh.map((line) => `${line}\n`)].join('')
}

function isSound(file: string, content: Buffer): boolean {
  const place = pageOfFile(file)
  return !place || readVariant({ ...place, file }, '' as BlobId, content).fault === undefined
}
