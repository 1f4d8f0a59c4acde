import { existsSync } from 'node:fs'
import { open, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Log } from '../log.ts'
import { syncPath } from './durable.ts'
import { runGit } from './run.ts'

const MAGIC_AND_VERSION = Buffer.from('\xfftOc\0\0\0\x02', 'latin1')
const FANOUT_BYTES = 256 * 4
/** An object has an id, a checksum and a place; the file ends with two checksums of its own. */
const OBJECT_BYTES = 20 + 4 + 4
const END_BYTES = 2 * 20

/**
 * Makes the index of a pack anew where it is missing or not whole: without it git finds nothing in the pack, and the pack
 * has all that it needs. Looks at beginnings and sizes alone, so that it costs a start nothing.
 */
export async function mendPackIndexes(dir: string, log: Log): Promise<void> {
  const folder = join(dir, 'objects', 'pack')
  for (const name of await readdir(folder)) {
    if (!/^pack-[0-9a-f]+\.pack$/.test(name)) continue
    const index = join(folder, name.replace('.pack', '.idx'))
    if (await isWhole(index)) continue
    await rm(index, { force: true })
    await rm(index.replace('.idx', '.rev'), { force: true })
    try {
      await runGit(dir, ['index-pack', '-o', index, join(folder, name)])
    } catch (error) {
      // A server that packs beside us has put it into another one meanwhile.
      if (!existsSync(join(folder, name))) continue
      throw error
    }
    await syncPath(folder)
    log.warn({ pack: name }, 'the index of a pack was damaged and has been made anew')
  }
}

/** Format: https://git-scm.com/docs/gitformat-pack, index version 2. Packs of 2 GB and more have some bytes besides. */
async function isWhole(file: string): Promise<boolean> {
  const opened = await open(file).catch(() => undefined)
  if (!opened) return false
  try {
    const head = Buffer.alloc(MAGIC_AND_VERSION.length + FANOUT_BYTES)
    const { bytesRead } = await opened.read(head, 0, head.length, 0)
    if (bytesRead < head.length || !head.subarray(0, 8).equals(MAGIC_AND_VERSION)) return false
    const objects = head.readUInt32BE(head.length - 4)
    const { size } = await opened.stat()
    return size >= head.length + objects * OBJECT_BYTES + END_BYTES
  } finally {
    await opened.close()
  }
}
