import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { AppError } from '../errors.ts'
import type { Log } from '../log.ts'
import { syncPath } from './durable.ts'
import type { CommitId } from './ids.ts'
import { MAIN_REF, readMainRef } from './refs.ts'
import { endOf, gitFailure, startGit, type GitEnd } from './run.ts'
import { removeStaleLocks } from './stale-files.ts'

/** The branch is no longer where the caller thought: read it again and decide anew. */
export class RefMovedError extends AppError {
  constructor() {
    super('conflict', 'git.refMoved')
  }
}

export interface RefMover {
  /**
   * Compare-and-swap of the branch, from `before` (undefined: must not exist) to `after`.
   * Resolves when the move is on disk.
   * @throws RefMovedError, AppError `git.locked`, `git.storageFull`
   */
  move(before: CommitId | undefined, after: CommitId): Promise<void>
  close(): Promise<void>
}

const COMMAND = ['-c', 'core.fsync=committed,reference', 'update-ref', '--stdin']
const NOT_THERE = '0'.repeat(40)
/** Longer than a young lock needs to become an old one. */
const PATIENCE_MS = 12_000
const RETRY_MS = 50

/** Moves the branch through one long-lived process, one move at a time; a refused move ends the process. */
export function createRefMover(dir: string, log: Log): RefMover {
  let session: Session | undefined
  let queue: Promise<void> = Promise.resolve()
  let closed = false

  async function move(before: CommitId | undefined, after: CommitId): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS
    for (;;) {
      if (closed) throw new AppError('unavailable', 'git.closed')
      // Git checks again under its lock; this spares a process where the race is lost already.
      if ((await readMainRef(dir)) !== before) throw new RefMovedError()
      session ??= openSession(dir)
      const end = await session.commit(`update ${MAIN_REF} ${after} ${before ?? NOT_THERE}`)
      if (!end) return syncPath(join(dir, MAIN_REF, '..'))
      session = undefined
      if (await wasMovedAnyway(end, after)) return syncPath(join(dir, MAIN_REF, '..'))
      await decideWhetherToRetry(end, before, deadline)
    }
  }

  /** Killed between the move and its answer. A refusal, which ends with an exit code, never is one. */
  async function wasMovedAnyway(end: GitEnd, after: CommitId): Promise<boolean> {
    return end.signal !== null && (await readMainRef(dir)) === after
  }

  /** The reason is read from the repository, not from git's words, which change between versions. */
  async function decideWhetherToRetry(
    end: GitEnd,
    before: CommitId | undefined,
    deadline: number,
  ): Promise<void> {
    if ((await readMainRef(dir)) !== before) throw new RefMovedError()
    const cause = gitFailure(COMMAND, end)
    if (cause instanceof AppError) throw cause
    const isLocked = await hasLock()
    log.warn({ signal: end.signal, stderr: end.stderr, isLocked }, 'git update-ref ended and is replaced')
    // A lock may be gone by the time it is looked for.
    if (end.signal === null && !isLocked && !end.stderr.includes('File exists')) throw cause
    if (Date.now() > deadline) throw new AppError('unavailable', 'git.locked', {}, { cause })
    if (isLocked) await removeStaleLocks(dir, log)
    await pause(RETRY_MS)
  }

  async function hasLock(): Promise<boolean> {
    const locks = [`${MAIN_REF}.lock`, 'packed-refs.lock', 'HEAD.lock'].map((name) => access(join(dir, name)))
    return (await Promise.allSettled(locks)).some(({ status }) => status === 'fulfilled')
  }

  return {
    move: (before, after) => {
      const done = queue.then(() => move(before, after))
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

interface Session {
  /** Runs one transaction; undefined when it is committed, else how the process ended. */
  commit(instruction: string): Promise<GitEnd | undefined>
  close(): Promise<void>
}

function openSession(dir: string): Session {
  const child = startGit(dir, COMMAND, { detached: true })
  const ended = endOf(child)
  const lines = createLineWaiter(child)
  return {
    commit: (instruction) => {
      child.stdin.write(`start\n${instruction}\nprepare\ncommit\n`)
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
