import type { Dirent } from 'node:fs'
import { readdir, readFile, readlink, realpath, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Log } from '../log.ts'
import { isErrorWithCode } from './durable.ts'
import { TEMPORARY_PREFIX } from './pack.ts'

const OLD_MS = 10_000
const WATCH_MS = 250
const HOUR_MS = 3_600_000

/**
 * Removes the lock files that a killed process left, for they would stop every later save.
 *
 * Git holds a lock for milliseconds, so one that is older than ten seconds is stale. A younger one
 * is stale when no git process works in this folder, no process has it open (on Linux; elsewhere that cannot
 * be known and age alone decides) and it is still the same file a quarter of a second later. Where a
 * lock is taken from a living process after all, its rename fails and with it its commit, loudly.
 */
export async function removeStaleLocks(dir: string, log: Log): Promise<void> {
  const seen = await findLocks(dir)
  if (seen.length === 0) return
  const allStale = !(await isInUse(dir, seen))
  if (allStale && seen.some(isYoung)) await pause(WATCH_MS)
  for (const lock of seen) {
    if (isYoung(lock) && !(allStale && (await isUnchanged(lock)))) continue
    await rm(lock.path, { force: true })
    log.warn({ lock: lock.path.slice(dir.length + 1) }, 'a lock left by a process that is gone was removed')
  }
}

/** Removes half-written objects of writers that are gone; nothing refers to them. */
export async function removeStaleTemporaries(dir: string): Promise<void> {
  const folder = join(dir, 'objects')
  for (const name of await readdir(folder)) {
    if (!name.startsWith(TEMPORARY_PREFIX)) continue
    const pid = Number(name.slice(TEMPORARY_PREFIX.length).split('_')[0])
    const found = await lookAt(join(folder, name))
    // An old one is stale even where its process number lives: a restarted container numbers alike.
    if (found && (!isYoung(found) || !isAlive(pid))) await rm(found.path, { force: true })
  }
}

/** What an import that was killed left of its pack; an hour, for a living one may pause over a large file. */
export async function removeStalePacks(dir: string): Promise<void> {
  const folder = join(dir, 'objects', 'pack')
  for (const name of await readdir(folder)) {
    const found = name.startsWith('tmp_') ? await lookAt(join(folder, name)) : undefined
    if (found && Date.now() - found.modifiedMs > HOUR_MS) await rm(found.path, { force: true })
  }
}

interface FoundFile {
  readonly path: string
  readonly modifiedMs: number
  readonly inode: number
}

/** Everywhere git locks: all but the folders of single objects, which may hold very many files. */
async function findLocks(dir: string): Promise<FoundFile[]> {
  const entries = await listFolder(dir)
  const found: FoundFile[] = []
  for (const entry of entries) {
    const path = join(dir, entry.name)
    if (entry.isDirectory() && !/^[0-9a-f]{2}$/.test(entry.name)) found.push(...(await findLocks(path)))
    if (!entry.isFile() || !entry.name.endsWith('.lock')) continue
    const file = await lookAt(path)
    if (file) found.push(file)
  }
  return found
}

async function listFolder(dir: string): Promise<Dirent[]> {
  return orUndefined(readdir(dir, { withFileTypes: true })).then((entries) => entries ?? [])
}

async function lookAt(path: string): Promise<FoundFile | undefined> {
  const found = await orUndefined(stat(path))
  return found && { path, modifiedMs: found.mtimeMs, inode: found.ino }
}

function isYoung({ modifiedMs }: FoundFile): boolean {
  return Math.abs(Date.now() - modifiedMs) < OLD_MS
}

async function isUnchanged(lock: FoundFile): Promise<boolean> {
  const now = await lookAt(lock.path)
  return now !== undefined && now.inode === lock.inode && now.modifiedMs === lock.modifiedMs
}

/**
 * Whether somebody may hold one of these locks: a git process that has this folder as its working directory, as every
 * one of ours does and those that receive a push (`cat-file` only reads), or any process that has a lock open, as we
 * have while we move a ref ourselves.
 */
async function isInUse(dir: string, locks: readonly FoundFile[]): Promise<boolean> {
  const folder = await realpath(dir)
  const pids = (await orUndefined(readdir('/proc')))?.filter((name) => /^\d+$/.test(name))
  if (!pids) return true
  const paths = new Set(await Promise.all(locks.map(({ path }) => realpath(path).catch(() => path))))
  const found = await Promise.all(
    pids.map(async (pid) => (await mayHoldLock(pid, folder)) || (await hasOpen(pid, paths))),
  )
  return found.includes(true)
}

async function mayHoldLock(pid: string, folder: string): Promise<boolean> {
  if ((await orUndefined(readlink(`/proc/${pid}/cwd`))) !== folder) return false
  const words = ((await orUndefined(readFile(`/proc/${pid}/cmdline`, 'utf8'))) ?? '').split('\0')
  return /(^|\/)git(-[a-z-]+)?$/.test(words[0] ?? '') && !words.includes('cat-file')
}

async function hasOpen(pid: string, paths: ReadonlySet<string>): Promise<boolean> {
  const open = (await orUndefined(readdir(`/proc/${pid}/fd`))) ?? []
  const names = await Promise.all(open.map((file) => orUndefined(readlink(`/proc/${pid}/fd/${file}`))))
  return names.some((name) => name !== undefined && paths.has(name))
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return isErrorWithCode(error, 'EPERM')
  }
}

/** A file or process may go while it is looked at, and those of others may not be looked at. */
async function orUndefined<T>(promise: Promise<T>): Promise<T | undefined> {
  try {
    return await promise
  } catch (error) {
    if (isErrorWithCode(error, 'ENOENT', 'ESRCH', 'EACCES', 'EPERM', 'ENOTDIR')) return undefined
    throw error
  }
}
