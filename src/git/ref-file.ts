import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isErrorWithCode, storageFailure, syncDescriptor, syncPath } from './durable.ts'
import type { CommitId } from './ids.ts'
import { RefMovedError, type RefMove } from './ref-move.ts'
import { readRef } from './refs.ts'

/**
 * Moves one ref that is there and stays as git itself does: `REF.lock`, which only one can make, takes the new value, is
 * synced and takes the ref's name. Saves a process, and a hop to it and back, on every save. Resolves when it is on disk.
 * Protocol: https://git-scm.com/docs/git-update-ref, and the files backend (`lock_ref_oid_basic`, `commit_ref`) of git.
 * @param objects what the ref is to lead to: it is written beside the lock, and the ref waits for it
 * @returns false where git has to do it: several refs, a new one, one that goes, or a lock that somebody holds
 * @throws RefMovedError, AppError `git.storageFull`
 */
export async function moveAsFile(
  dir: string,
  moves: readonly RefMove[],
  objects: Promise<void>,
): Promise<boolean> {
  const [move, ...others] = moves
  if (!move?.before || !move.after || others.length > 0) return false
  const path = join(dir, move.ref)
  const lock = `${path}.lock`
  const file = openLock(lock)
  if (file === undefined) return false
  let isOurs = true
  try {
    // What it was before may have changed until the lock was ours.
    if (readRef(dir, move.ref) !== move.before) throw new RefMovedError()
    await writeValue(file, move.after)
    await objects
    renameSync(lock, path)
    isOurs = false
  } catch (error) {
    throw storageFailure(error)
  } finally {
    // Open until it has its new name: that is how others see that its holder lives.
    closeSync(file)
    if (isOurs) rmSync(lock, { force: true })
  }
  await syncPath(dirname(path))
  return true
}

async function writeValue(file: number, value: CommitId): Promise<void> {
  writeSync(file, `${value}\n`)
  await syncDescriptor(file)
}

function openLock(lock: string): number | undefined {
  try {
    return openSync(lock, 'wx')
  } catch (error) {
    if (isErrorWithCode(error, 'EEXIST', 'ENOENT', 'ENOTDIR')) return undefined
    throw storageFailure(error)
  }
}
