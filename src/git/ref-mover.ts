import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { AppError } from '../errors.ts'
import type { Log } from '../log.ts'
import { syncPath } from './durable.ts'
import { moveAsFile } from './ref-file.ts'
import { RefMovedError, type RefMove } from './ref-move.ts'
import { MAIN_REF, readRef, syncFoldersOf } from './refs.ts'
import { endOf, gitFailure, startGit, type GitEnd } from './run.ts'
import { removeStaleLocks } from './stale-files.ts'

export { RefMovedError, type RefMove } from './ref-move.ts'

export interface RefMover {
  /**
   * All of these moves or none. Resolves when they are on disk.
   * @param objects on their way to the disk: no ref moves before they are there, and none if they do not come
   * @throws RefMovedError, AppError `git.locked`, `git.storageFull`, `git.refTaken`
   */
  move(moves: readonly RefMove[], objects?: Promise<void>): Promise<void>
  close(): Promise<void>
}

const COMMAND = ['-c', 'core.fsync=committed,reference', 'update-ref', '--stdin']
const NOT_THERE = '0'.repeat(40)
/** Longer than a young lock needs to become an old one. */
const PATIENCE_MS = 12_000
const RETRY_MS = 50

/**
 * Moves refs one transaction at a time: a branch that is there and stays as a file, any other through one long-lived
 * process of git; a refused one ends the process.
 */
export function createRefMover(dir: string, log: Log): RefMover {
  let session: Session | undefined
  let queue: Promise<void> = Promise.resolve()
  let closed = false

  async function move(moves: readonly RefMove[], objects: Promise<void>): Promise<void> {
    if (moves.length === 0) return objects
    const deadline = Date.now() + PATIENCE_MS
    for (;;) {
      if (closed) throw new AppError('unavailable', 'git.closed')
      // Git checks again under its lock; this spares a process where the race is lost already.
      requireUnmoved(moves)
      if (await moveAsFile(dir, moves, objects)) return
      await objects
      session ??= openSession(dir)
      const end = await session.commit(moves.map(formatMove).join('\n'))
      if (!end) return syncRefs(dir, moves)
      session = undefined
      if (wereMovedAnyway(end, moves)) return syncRefs(dir, moves)
      await decideWhetherToRetry(end, moves, deadline)
    }
  }

  function requireUnmoved(moves: readonly RefMove[]): void {
    for (const { ref, before } of moves) if (readRef(dir, ref) !== before) throw new RefMovedError()
  }

  /** Killed between the move and its answer. A refusal, which ends with an exit code, never is one. */
  function wereMovedAnyway(end: GitEnd, moves: readonly RefMove[]): boolean {
    if (end.signal === null) return false
    for (const { ref, after } of moves) if (readRef(dir, ref) !== after) return false
    return true
  }

  /** The reason is read from the repository, not from git's words, which change between versions. */
  async function decideWhetherToRetry(
    end: GitEnd,
    moves: readonly RefMove[],
    deadline: number,
  ): Promise<void> {
    requireUnmoved(moves)
    const cause = gitFailure(COMMAND, end)
    if (cause instanceof AppError) throw cause
    const isLocked = await hasLock(moves)
    log.warn({ signal: end.signal, stderr: end.stderr, isLocked }, 'git update-ref ended and is replaced')
    if (/cannot create '|Not a directory|Is a directory|non-empty directory/.test(end.stderr)) {
      throw new AppError('conflict', 'git.refTaken', {}, { cause })
    }
    // A lock may be gone by the time it is looked for.
    if (end.signal === null && !isLocked && !end.stderr.includes('File exists')) throw cause
    if (Date.now() > deadline) throw new AppError('unavailable', 'git.locked', {}, { cause })
    if (isLocked) await removeStaleLocks(dir, log)
    await pause(RETRY_MS)
  }

  async function hasLock(moves: readonly RefMove[]): Promise<boolean> {
    const names = [...moves.map(({ ref }) => `${ref}.lock`), 'packed-refs.lock', 'HEAD.lock']
    const locks = names.map((name) => access(join(dir, name)))
    return (await Promise.allSettled(locks)).some(({ status }) => status === 'fulfilled')
  }

  return {
    move: (moves, objects = Promise.resolve()) => {
      // Whoever waits for its turn hears of it then.
      objects.catch(() => undefined)
      const done = queue.then(() => move(moves, objects)).finally(() => Promise.allSettled([objects]))
      queue = done.catch(() => undefined)
      return done
    },
    close: async () => {
      await queue
      closed = true
      await session?.close()
    },
  }
}

function formatMove({ ref, before, after }: RefMove): string {
  return after === undefined
    ? `delete ${ref} ${before ?? NOT_THERE}`
    : `update ${ref} ${after} ${before ?? NOT_THERE}`
}

/** The folder of the wiki's branch is there from the beginning; those of others come and go. */
async function syncRefs(dir: string, moves: readonly RefMove[]): Promise<void> {
  for (const { ref } of moves) {
    if (ref === MAIN_REF) await syncPath(join(dir, MAIN_REF, '..'))
    else await syncFoldersOf(dir, ref)
  }
}

interface Session {
  /** Runs one transaction; undefined when it is committed, else how the process ended. */
  commit(instructions: string): Promise<GitEnd | undefined>
  close(): Promise<void>
}

function openSession(dir: string): Session {
  const child = startGit(dir, COMMAND, { detached: true })
  const ended = endOf(child)
  const lines = createLineWaiter(child)
  return {
    commit: (instructions) => {
      child.stdin.write(`start\n${instructions}\nprepare\ncommit\n`)
      return Promise.race([lines.next('commit: ok'), ended])
    },
    close: async () => {
      child.stdin.end()
      await ended
    },
  }
}

function createLineWaiter(child: ChildProcessWithoutNullStreams): { next(line: string): Promise<undefined> } {
  let text = ''
  let wake: () => void = () => undefined
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1')
    wake()
  })
  return {
    next: (line) =>
      new Promise((resolve) => {
        wake = () => {
          if (!text.includes(`${line}\n`)) return
          text = ''
          resolve(undefined)
        }
        wake()
      }),
  }
}
