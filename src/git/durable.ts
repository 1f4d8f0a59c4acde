import { closeSync, fsync, openSync } from 'node:fs'
import { promisify } from 'node:util'
import { AppError } from '../errors.ts'

/**
 * Puts a folder's list of names (or a file) on disk. A rename is only durable after its folder is:
 * without this a power cut may take back a file that was itself synced.
 */
export async function syncPath(path: string): Promise<void> {
  const file = openSync(path, 'r')
  try {
    await syncDescriptor(file)
  } finally {
    closeSync(file)
  }
}

/** Puts what was written to an open file on disk, in a thread. */
export const syncDescriptor: (file: number) => Promise<void> = promisify(fsync)

/** Without `instanceof`: where a test has its own globals, Node's errors are of another `Error`. */
export function isErrorWithCode(error: unknown, ...codes: string[]): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && codes.includes(String(error.code))
}

/** A full disk, quota or file-size limit, or a disk or folder that turned read-only, as an error fit for the reader; anything else unchanged. */
export function storageFailure(error: unknown): unknown {
  if (isErrorWithCode(error, 'EROFS', 'EACCES', 'EPERM')) {
    return new AppError('unavailable', 'git.storageReadOnly', {}, { cause: error })
  }
  if (!isErrorWithCode(error, 'ENOSPC', 'EDQUOT', 'EFBIG')) return error
  return new AppError('storage-full', 'git.storageFull', {}, { cause: error })
}
