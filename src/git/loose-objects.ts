import { randomBytes } from 'node:crypto'
import { access, mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isErrorWithCode, storageFailure, syncPath } from './durable.ts'
import { compress, objectHeader, type GitObject } from './git-object.ts'

/** Git's own prefix for what it may clean up, then ours: `git prune` knows it, and so do we at open. */
export const TEMPORARY_PREFIX = 'tmp_obj_giljabi_'

export interface LooseObjects {
  /** Resolves when every object is on disk, its folder included. @throws AppError `git.storageFull` */
  write(objects: readonly GitObject[]): Promise<void>
}

/** Writes single objects into `objects/ab/cdef...`, all objects of one call synced concurrently. */
export function createLooseObjects(dir: string): LooseObjects {
  const root = join(dir, 'objects')
  const knownFolders = new Set<string>()

  async function write(objects: readonly GitObject[]): Promise<void> {
    const folders = new Set(objects.map(({ id }) => join(root, id.slice(0, 2))))
    await ensureFolders([...folders].filter((folder) => !knownFolders.has(folder)))
    await settleAll(objects.map((object) => writeObject(root, object)))
    // Also where the object was there already: whoever renamed it may not have synced yet.
    await settleAll([...folders].map(syncPath))
  }

  async function ensureFolders(folders: string[]): Promise<void> {
    if (folders.length === 0) return
    await settleAll(folders.map(makeFolder))
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

async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder).catch((error: unknown) => {
    if (!isErrorWithCode(error, 'EEXIST')) throw storageFailure(error)
  })
}

async function writeObject(root: string, object: GitObject): Promise<void> {
  const path = join(root, object.id.slice(0, 2), object.id.slice(2))
  if (await exists(path)) return
  const temporary = join(root, `${TEMPORARY_PREFIX}${process.pid}_${randomBytes(8).toString('hex')}`)
  try {
    const raw = await compress(Buffer.concat([objectHeader(object), object.content]))
    await writeSynced(temporary, raw)
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw storageFailure(error)
  }
}

async function writeSynced(path: string, raw: Buffer): Promise<void> {
  const handle = await open(path, 'wx', 0o444)
  try {
    await handle.writeFile(raw)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

/** Waits for all before it throws the first failure, so that nothing still writes behind the caller's back. */
async function settleAll(promises: Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(promises)
  const failed = results.find((result) => result.status === 'rejected')
  if (failed) throw failed.reason
}
