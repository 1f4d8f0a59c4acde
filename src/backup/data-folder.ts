import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../errors.ts'
import { isErrorWithCode } from '../git/durable.ts'
import { findServing } from './serving-lock.ts'

/** Where the two kinds of data that cannot be rebuilt lie in DATA_DIR. */
export const contentFolder = (dataDir: string): string => join(dataDir, 'content.git')
export const stateFile = (dataDir: string): string => join(dataDir, STATE_FILE)

const STATE_FILE = 'giljabi.sqlite'
/** SQLite's files beside the main one belong to it and go where it goes. */
export const DATA_NAMES = ['content.git', STATE_FILE, `${STATE_FILE}-wal`, `${STATE_FILE}-shm`] as const

export async function isThere(path: string): Promise<boolean> {
  try {
    await access(path)
    return true
  } catch (error) {
    if (isErrorWithCode(error, 'ENOENT', 'ENOTDIR')) return false
    throw error
  }
}

/** @throws AppError `backup.running` while a server has this folder. */
export function refuseWhileServing(dataDir: string): void {
  const serving = findServing(dataDir)
  if (serving) throw new AppError('unavailable', 'backup.running', serving)
}
