import { access, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../errors.ts'
import { isErrorWithCode } from '../git/durable.ts'

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

/** @throws AppError `backup.running` while a server has this folder. A lock of a process that is gone is stale. */
export async function refuseWhileServing(dataDir: string): Promise<void> {
  const lock = join(dataDir, 'server.lock')
  const pid = await readPid(lock)
  if (pid !== undefined && isAlive(pid)) throw new AppError('unavailable', 'backup.running', { pid, lock })
}

async function readPid(lock: string): Promise<number | undefined> {
  try {
    const [digits] = /\d+/.exec(await readFile(lock, 'utf8')) ?? []
    return digits === undefined ? undefined : Number(digits)
  } catch (error) {
    if (isErrorWithCode(error, 'ENOENT')) return undefined
    throw error
  }
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return isErrorWithCode(error, 'EPERM')
  }
}
