import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isErrorWithCode, storageFailure, syncDescriptor, syncPath } from './durable.ts'
import { compressObject, type GitObject } from './git-object.ts'

/** Git's own prefix for what it may clean up, then ours: `git prune` knows it, and so do we at open. */
export const TEMPORARY_PREFIX = 'tmp_obj_giljabi_'

export interface LooseObjects {
  /** Resolves when every object is on disk, its folder included. @throws AppError `git.storageFull` */
  write(objects: readonly GitObject[]): Promise<void>
}

/**
 * Writes single objects into `objects/ab/cdef...`. Files are filled and named at once, for to hand that to a thread costs
 * several times what it takes; only syncs wait for the disk. All files are made before the first is synced, all syncs of
 * one call wait beside each other: to make a file while another is synced may wait for that disk too.
 */
export function createLooseObjects(dir: string): LooseObjects {
  const root = join(dir, 'objects')
  const knownFolders = new Set<string>()

  async function write(objects: readonly GitObject[]): Promise<void> {
    const missing = objects.filter(({ id }) => !existsSync(pathOf(id)))
    const raw = await Promise.all(missing.map(compressObject))
    const folders = [...new Set(objects.map(({ id }) => dirname(pathOf(id))))]
    await ensureFolders(folders.filter((folder) => !knownFolders.has(folder)))
    const files: OpenFile[] = []
    try {
      for (const bytes of raw) files.push(createFile(root, bytes))
      await settleAll(files.map(({ descriptor }) => syncDescriptor(descriptor)))
      for (const [at, { temporary }] of files.entries()) {
        if (moveIntoFolder(temporary, pathOf(missing[at]!.id))) folders.push(root)
      }
    } catch (error) {
      for (const { temporary } of files) rmSync(temporary, { force: true })
      throw storageFailure(error)
    } finally {
      for (const { descriptor } of files) closeSync(descriptor)
    }
    // Also where the object was there already: whoever renamed it may not have synced yet.
    await settleAll(folders.map(syncPath))
  }

  function pathOf(id: string): string {
    return join(root, id.slice(0, 2), id.slice(2))
  }

  async function ensureFolders(folders: string[]): Promise<void> {
    if (folders.length === 0) return
    for (const folder of folders) makeFolder(folder)
    await syncPath(root)
    for (const folder of folders) knownFolders.add(folder)
  }

  return {
    write: async (objects) => {
      try {
        await write(objects)
      } catch (error) {
        // Git removes a folder that it has emptied while packing; it is made again the next time.
        knownFolders.clear()
        if (!isErrorWithCode(error, 'ENOENT')) throw error
        await write(objects)
      }
    },
  }
}

/** Times in a row that a folder may vanish between the two calls in which it is made and filled. */
const MOST_VANISHINGS = 50

/** Git removes the folders that it has emptied while packing, one after the other. @returns whether it was made again */
function moveIntoFolder(temporary: string, target: string): boolean {
  for (let vanished = 0; ; vanished++) {
    try {
      renameSync(temporary, target)
      return vanished > 0
    } catch (error) {
      if (vanished === MOST_VANISHINGS || !isErrorWithCode(error, 'ENOENT')) throw error
      makeFolder(dirname(target))
    }
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder)
  } catch (error) {
    if (!isErrorWithCode(error, 'EEXIST')) throw storageFailure(error)
  }
}

interface OpenFile {
  readonly descriptor: number
  readonly temporary: string
}

function createFile(root: string, bytes: Buffer): OpenFile {
  const temporary = join(root, `${TEMPORARY_PREFIX}${process.pid}_${randomBytes(8).toString('hex')}`)
  const descriptor = openSync(temporary, 'wx', 0o444)
  try {
    for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at)
    return { descriptor, temporary }
  } catch (error) {
    closeSync(descriptor)
    rmSync(temporary, { force: true })
    throw error
  }
}

/** Waits for all before it throws the first failure, so that nothing still writes behind the caller's back. */
async function settleAll(promises: Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(promises)
  const failed = results.find((result) => result.status === 'rejected')
  if (failed) throw failed.reason
}
