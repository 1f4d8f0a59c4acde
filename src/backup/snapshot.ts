import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isErrorWithCode } from '../git/durable.ts'
import { openRepository, type Repository } from '../git/repository.ts'
import type { Log } from '../log.ts'

/**
 * A repository at `to` that has the refs of the one at `dir` as they stand now, and its objects. `git bundle` leaves
 * out a ref that moves while it works, so under a wiki that is written to it has to be made from refs that do not.
 */
export async function snapshotRefs(dir: string, to: string, log: Log): Promise<Repository> {
  const snapshot = await openRepository(to, { log })
  await mkdir(join(to, 'objects', 'info'), { recursive: true })
  await writeFile(join(to, 'objects', 'info', 'alternates'), `${join(dir, 'objects')}\n`)
  // In this order: git writes the packed refs before it removes the single ones.
  await copyRefs(join(dir, 'refs'), join(to, 'refs'))
  await copyIfThere(join(dir, 'packed-refs'), join(to, 'packed-refs'))
  return snapshot
}

async function copyRefs(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true })
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) await copyRefs(source, target)
    else if (!entry.name.endsWith('.lock')) await copyIfThere(source, target)
  }
}

async function copyIfThere(from: string, to: string): Promise<void> {
  try {
    await writeFile(to, await readFile(from))
  } catch (error) {
    if (!isErrorWithCode(error, 'ENOENT')) throw error
  }
}
