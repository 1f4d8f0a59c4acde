import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createDeflate } from 'node:zlib'
import { AppError } from '../errors.ts'
import { isErrorWithCode, storageFailure, syncPath } from './durable.ts'
import type { BlobId } from './ids.ts'
import { temporaryObject } from './pack.ts'

export interface StoredBlob {
  readonly blob: BlobId
  /** Bytes. */
  readonly size: number
}

/**
 * Puts a stream into the repository as a blob and never holds it whole: an object begins with its size, so the
 * stream goes to a temporary file first, and from there, hashed and compressed, to its place. What breaks leaves
 * nothing; what a killed process leaves is cleared at the next start. Resolves when the blob is on disk.
 * @param most bytes
 * @throws AppError `git.blobTooLarge` `git.storageFull`, and whatever `source` throws
 */
export async function storeBlob(
  dir: string,
  source: AsyncIterable<Buffer>,
  most: number,
): Promise<StoredBlob> {
  const spooled = temporaryObject(dir)
  try {
    const size = await spool(source, spooled, most)
    return { blob: await writeObject(dir, spooled, size), size }
  } catch (error) {
    throw storageFailure(error)
  } finally {
    await rm(spooled, { force: true })
  }
}

async function spool(source: AsyncIterable<Buffer>, file: string, most: number): Promise<number> {
  let size = 0
  const counted = async function* () {
    for await (const piece of source) {
      size += piece.length
      if (size > most) throw new AppError('too-large', 'git.blobTooLarge', { bytes: most })
      yield piece
    }
  }
  await pipeline(Readable.from(counted()), createWriteStream(file, { flags: 'wx', mode: 0o600 }))
  return size
}

async function writeObject(dir: string, spooled: string, size: number): Promise<BlobId> {
  const temporary = temporaryObject(dir)
  const hash = createHash('sha1')
  const hashed = async function* () {
    const header = Buffer.from(`blob ${size}\0`, 'latin1')
    hash.update(header)
    yield header
    for await (const piece of createReadStream(spooled) as AsyncIterable<Buffer>) {
      hash.update(piece)
      yield piece
    }
  }
  try {
    const target = createWriteStream(temporary, { flags: 'wx', mode: 0o444 })
    await pipeline(Readable.from(hashed()), createDeflate(), target)
    await syncPath(temporary)
    const id = hash.digest('hex') as BlobId
    await putInPlace(dir, temporary, id)
    return id
  } finally {
    await rm(temporary, { force: true })
  }
}

async function putInPlace(dir: string, temporary: string, id: BlobId): Promise<void> {
  const root = join(dir, 'objects')
  const folder = join(root, id.slice(0, 2))
  // Git removes a folder that it has emptied while packing; then it is made again.
  for (let attempt = 1; ; attempt++) {
    try {
      await mkdir(folder, { recursive: true })
      await rename(temporary, join(folder, id.slice(2)))
      break
    } catch (error) {
      if (attempt > 2 || !isErrorWithCode(error, 'ENOENT')) throw error
    }
  }
  await syncPath(folder)
  await syncPath(root)
}
