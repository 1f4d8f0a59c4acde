import { createHash, randomBytes } from 'node:crypto'
import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { crc32 } from 'node:zlib'
import { storageFailure, syncDescriptor, syncPath } from './durable.ts'
import { compress, type GitObject, type ObjectType } from './git-object.ts'

/** Git's own prefix for what it may clean up, then ours: `git prune` knows it, and so do we at open. */
export const TEMPORARY_PREFIX = 'tmp_obj_giljabi_'

/** In the folder and by the name that start-up clears where the process is gone. */
export function temporaryObject(dir: string): string {
  return join(dir, 'objects', `${TEMPORARY_PREFIX}${process.pid}_${randomBytes(8).toString('hex')}`)
}

/** Where an object begins in its pack, and what its bytes there add up to. */
interface Place {
  readonly id: string
  readonly offset: number
  readonly crc: number
}

const TYPE_NUMBERS: Record<ObjectType, number> = { commit: 1, tree: 2, blob: 3 }
const OBJECTS_A_TURN = 50
const BYTES_A_WRITE = 1 << 18
/** Above this an index has a table of its own for offsets; what is held in memory does not come near. */
const MOST_BYTES = 0x7fff_ffff

/**
 * Puts objects on disk as one pack: two files, however many objects, where single objects are a file each. To make a file
 * is what a save spends most on. Small packs are put together later (`tidy`). Files are filled and named at once, for to
 * hand that to a thread costs several times what it takes; only syncs wait for the disk.
 * @param objects each once
 * @throws AppError `git.storageFull`
 */
export async function writePack(dir: string, objects: readonly GitObject[]): Promise<void> {
  if (objects.length === 0) return
  const files: OpenFile[] = []
  try {
    const pack = createFile(dir)
    files.push(pack)
    const { checksum, places } = await fillPack(pack, objects)
    const index = createFile(dir)
    files.push(index)
    write(index, formatIndex(places, checksum))
    await settleAll(files.map(({ descriptor }) => syncDescriptor(descriptor)))
    const folder = join(dir, 'objects', 'pack')
    const name = join(folder, `pack-${checksum.toString('hex')}`)
    // The index last: with it git begins to look into a pack.
    renameSync(pack.path, `${name}.pack`)
    renameSync(index.path, `${name}.idx`)
    await syncPath(folder)
  } catch (error) {
    for (const { path } of files) rmSync(path, { force: true })
    throw storageFailure(error)
  } finally {
    for (const { descriptor } of files) closeSync(descriptor)
  }
}

/** Waits for all before it throws the first failure, so that no file is closed while it is still being synced. */
async function settleAll(promises: Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(promises)
  const failed = results.find((result) => result.status === 'rejected')
  if (failed) throw failed.reason
}

interface OpenFile {
  readonly path: string
  readonly descriptor: number
}

function createFile(dir: string): OpenFile {
  const path = temporaryObject(dir)
  return { path, descriptor: openSync(path, 'wx', 0o444) }
}

function write({ descriptor }: OpenFile, bytes: Buffer): void {
  for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at)
}

/** Format: https://git-scm.com/docs/gitformat-pack, version 2, without deltas. */
async function fillPack(
  file: OpenFile,
  objects: readonly GitObject[],
): Promise<{ checksum: Buffer; places: Place[] }> {
  const hash = createHash('sha1')
  const places: Place[] = []
  let waiting = [packHeader(objects.length)]
  let waitingBytes = waiting[0]!.length
  let offset = waitingBytes
  const flush = () => {
    const bytes = Buffer.concat(waiting)
    hash.update(bytes)
    write(file, bytes)
    waiting = []
    waitingBytes = 0
  }
  for (const [index, object] of objects.entries()) {
    const entry = Buffer.concat([entryHeader(object), await compress(object)])
    places.push({ id: object.id, offset, crc: crc32(entry) })
    waiting.push(entry)
    waitingBytes += entry.length
    offset += entry.length
    if (offset > MOST_BYTES) throw new Error('A pack of over 2 GB')
    if (waitingBytes > BYTES_A_WRITE) flush()
    if ((index + 1) % OBJECTS_A_TURN === 0) await nextTurn()
  }
  flush()
  const checksum = hash.digest()
  write(file, checksum)
  return { checksum, places }
}

function packHeader(count: number): Buffer {
  const header = Buffer.from('PACK\0\0\0\x02\0\0\0\0', 'latin1')
  header.writeUInt32BE(count, 8)
  return header
}

/** Type and size: four bits of the size beside the type, then seven a byte, the least first. */
function entryHeader({ type, content }: GitObject): Buffer {
  const bytes: number[] = []
  let byte = (TYPE_NUMBERS[type] << 4) | (content.length & 0x0f)
  for (let rest = Math.floor(content.length / 16); rest > 0; rest = Math.floor(rest / 128)) {
    bytes.push(byte | 0x80)
    byte = rest & 0x7f
  }
  return Buffer.from([...bytes, byte])
}

/** Format: https://git-scm.com/docs/gitformat-pack, index version 2. */
function formatIndex(places: Place[], packChecksum: Buffer): Buffer {
  places.sort((a, b) => (a.id < b.id ? -1 : 1))
  const fanout = new Uint32Array(256)
  for (const { id } of places) fanout[parseInt(id.slice(0, 2), 16)]! += 1
  const index = Buffer.alloc(8 + 256 * 4 + places.length * 28 + 20)
  let at = index.write('\xfftOc\0\0\0\x02', 'latin1')
  let before = 0
  for (const count of fanout) at = index.writeUInt32BE((before += count), at)
  for (const { id } of places) at += index.write(id, at, 'hex')
  for (const { crc } of places) at = index.writeUInt32BE(crc, at)
  for (const { offset } of places) at = index.writeUInt32BE(offset, at)
  packChecksum.copy(index, at)
  return Buffer.concat([index, createHash('sha1').update(index).digest()])
}
