import type { BlobId } from './ids.ts'
import { endOf, gitFailure, startGit } from './run.ts'

/** Bytes from `start` to `end`, both included. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/**
 * A part of a blob, piece by piece, for what is too large to be held whole. A process of its own, which ends with
 * the part or when the reader goes away.
 * @throws GitError where there is no such blob
 */
export async function* streamBlob(
  dir: string,
  id: BlobId,
  { start, end }: ByteRange,
): AsyncGenerator<Buffer, void, undefined> {
  const args = ['cat-file', 'blob', id]
  const child = startGit(dir, args)
  const ended = endOf(child)
  child.stdin.end()
  let at = 0
  try {
    for await (const piece of child.stdout as AsyncIterable<Buffer>) {
      const from = Math.max(0, start - at)
      const to = Math.min(piece.length, end + 1 - at)
      at += piece.length
      if (from < to) yield piece.subarray(from, to)
      if (at > end) return
    }
  } finally {
    child.kill()
    child.stdout.destroy()
  }
  throw gitFailure(args, await ended)
}
