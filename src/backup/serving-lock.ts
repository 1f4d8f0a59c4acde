import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isErrorWithCode } from '../git/durable.ts'

/** One file a server, for several may serve one data folder, and each goes when it likes. */
const LOCK = /^server(-[\d-]+)?\.lock$/

/**
 * Says who serves this data folder, for `restore`, which must not work under a running server; what servers that are gone
 * left is removed.
 * @returns what takes it back
 */
export function markAsServing(dataDir: string, url: string): () => void {
  for (const { lock, isServing } of readLocks(dataDir)) if (!isServing) rmSync(lock, { force: true })
  const file = join(dataDir, `server-${process.pid}-${new URL(url).port}.lock`)
  writeFileSync(file, JSON.stringify({ pid: process.pid, url }))
  return () => rmSync(file, { force: true })
}

/** A server other than this process that has the folder; undefined where there is none. */
export function findServing(dataDir: string): { readonly pid: number; readonly lock: string } | undefined {
  return readLocks(dataDir).find(({ isServing }) => isServing)
}

/** The lock of a process that is gone is stale, and so is one of this process's number from before it began. */
function readLocks(dataDir: string): { pid: number; lock: string; isServing: boolean }[] {
  return namesIn(dataDir)
    .filter((name) => LOCK.test(name))
    .map((name) => {
      const lock = join(dataDir, name)
      const pid = readPid(lock)
      return { pid, lock, isServing: pid !== process.pid && isAlive(pid) }
    })
}

function namesIn(dataDir: string): string[] {
  try {
    return readdirSync(dataDir)
  } catch (error) {
    if (isErrorWithCode(error, 'ENOENT')) return []
    throw error
  }
}

/** NaN where the file is gone by now, or says nothing. */
function readPid(lock: string): number {
  try {
    return Number(/\d+/.exec(readFileSync(lock, 'utf8'))?.[0] ?? NaN)
  } catch (error) {
    if (isErrorWithCode(error, 'ENOENT')) return NaN
    throw error
  }
}

function isAlive(pid: number): boolean {
  if (Number.isNaN(pid)) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return isErrorWithCode(error, 'EPERM')
  }
}
