import { createHash } from 'node:crypto'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { syncPath } from './durable.ts'
import { compress, type GitObject, type ObjectType } from './git-object.ts'
import { runGit } from './run.ts'

const TYPE_NUMBERS: Record<ObjectType, number> = { commit: 1, tree: 2, blob: 3 }
const OBJECTS_A_TURN = 50

/**
 * Writes many objects as one pack, through one `git index-pack`, which checks and syncs it: two
 * syncs in place of one an object. Resolves when pack and index are on disk.
 */
export async function writePack(dir: string, objects: readonly GitObject[]): Promise<void> {
  const folder = join(dir, 'objects', 'pack')
  const before = await readdir(folder)
  try {
    await runGit(dir, ['index-pack', '--stdin'], { input: packStream(objects) })
  } catch (error) {
    await removeUnfinished(folder, before)
    throw error
  }
  await syncPath(folder)
}

/** Git leaves its half-written pack behind, which would keep a full disk full. */
async function removeUnfinished(folder: string, before: readonly string[]): Promise<void> {
  const left = (await readdir(folder)).filter((name) => name.startsWith('tmp_') && !before.includes(name))
  await Promise.all(left.map((name) => rm(join(folder, name), { force: true })))
}

/** Format: https://git-scm.com/docs/gitformat-pack, version 2, without deltas. */
async function* packStream(objects: readonly GitObject[]): AsyncIterable<Buffer> {
  const hash = createHash('sha1')
  const hashed = (piece: Buffer): Buffer => {
    hash.update(piece)
    return piece
  }
  yield hashed(packHeader(objects.length))
  for (const [index, object] of objects.entries()) {
    yield hashed(Buffer.concat([entryHeader(object), await compress(object.content)]))
    if (index % OBJECTS_A_TURN === 0) await nextTurn()
  }
  yield hash.digest()
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
