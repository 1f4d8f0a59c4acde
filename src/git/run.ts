import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { devNull } from 'node:os'
import { AppError } from '../errors.ts'

export interface GitResult {
  readonly stdout: Buffer
  readonly stderr: string
  readonly exitCode: number
}

interface RunOptions {
  /** Sent to standard input, piece by piece as git reads it. */
  readonly input?: Iterable<Buffer> | AsyncIterable<Buffer>
  /** Exit codes that are an answer, not a failure; 0 always is. */
  readonly answers?: readonly number[]
  /** More of the environment, for what must not be among the arguments, which everybody on the machine can read. */
  readonly env?: NodeJS.ProcessEnv
  readonly signal?: AbortSignal
}

/** Git ended otherwise than it should have: a defect, or a machine in trouble. */
export class GitError extends Error {
  override readonly name = 'GitError'
  readonly stderr: string

  constructor(args: readonly string[], ended: string, stderr: string) {
    super(`git ${args[0] ?? ''} ended with ${ended}: ${stderr.trim()}`)
    this.stderr = stderr
  }
}

/**
 * Runs one git command in a repository and waits for its end.
 * @throws AppError `git.storageFull`, GitError
 */
export async function runGit(
  dir: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<GitResult> {
  const child = startGit(dir, args, options)
  const stdout: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk))
  const ended = endOf(child)
  if (options.input) await feed(child, options.input)
  child.stdin.end()
  const { exitCode, signal, stderr } = await ended
  if (exitCode === null || (exitCode !== 0 && !options.answers?.includes(exitCode))) {
    throw gitFailure(args, { exitCode, signal, stderr })
  }
  return { stdout: Buffer.concat(stdout), stderr, exitCode }
}

/**
 * Starts git and leaves its streams to the caller, who must also read it to its end.
 * A long-lived one is `detached`, so that a Ctrl-C at the terminal, which goes to the whole process
 * group, does not end it while the server still drains; it ends when its standard input does.
 */
export function startGit(
  dir: string,
  args: readonly string[],
  options: { detached?: boolean; env?: NodeJS.ProcessEnv; signal?: AbortSignal } = {},
): ChildProcessWithoutNullStreams {
  const child = spawn('git', [...settings(dir), ...args], {
    cwd: dir,
    env: { ...environment(), ...options.env },
    ...(options.signal && { signal: options.signal }),
    detached: options.detached ?? false,
    stdio: 'pipe',
  })
  // A process that dies early breaks the pipe; its exit code is what tells why.
  child.stdin.on('error', () => undefined)
  return child
}

export interface GitEnd {
  readonly exitCode: number | null
  readonly signal: string | null
  readonly stderr: string
}

/** Resolves when git has ended and its streams are closed; never rejects. */
export function endOf(child: ChildProcessWithoutNullStreams): Promise<GitEnd> {
  let stderr = ''
  child.stderr.on('data', (chunk: Buffer) => (stderr = (stderr + chunk.toString()).slice(-64_000)))
  child.on('error', (error) => (stderr += error.message))
  return new Promise((resolve) => {
    child.on('close', (exitCode, signal) => resolve({ exitCode, signal, stderr }))
  })
}

/** What to throw for a git that failed: a full or read-only disk is the reader's to know, the rest is a defect. */
export function gitFailure(args: readonly string[], end: GitEnd): Error {
  const cause = new GitError(args, end.signal ?? `exit code ${end.exitCode ?? 'none'}`, end.stderr)
  const full =
    end.signal === 'SIGXFSZ' || /No space left on device|File too large|Disk quota exceeded/.test(end.stderr)
  if (full) return new AppError('storage-full', 'git.storageFull', {}, { cause })
  if (end.stderr.includes('Read-only file system')) {
    return new AppError('unavailable', 'git.storageReadOnly', {}, { cause })
  }
  return cause
}

/**
 * The folder is named outright, so git neither searches for one nor asks who owns it;
 * `safe.directory` is for the commands that git itself starts.
 */
function settings(dir: string): string[] {
  return [`--git-dir=${dir}`, '-c', `safe.directory=${dir}`, '-c', 'core.hooksPath=/dev/null']
}

function environment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'))
  return {
    ...Object.fromEntries(inherited),
    GIT_LITERAL_PATHSPECS: '1',
    GIT_ALLOW_PROTOCOL: 'https:ssh',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: devNull,
    GIT_TERMINAL_PROMPT: '0',
    // Git 3 changes both defaults; object ids here have 40 digits and refs are files.
    GIT_DEFAULT_HASH: 'sha1',
    GIT_DEFAULT_REF_FORMAT: 'files',
    LC_ALL: 'C',
  }
}

async function feed(
  child: ChildProcessWithoutNullStreams,
  input: Iterable<Buffer> | AsyncIterable<Buffer>,
): Promise<void> {
  for await (const piece of input) {
    if (child.stdin.destroyed) return
    if (!child.stdin.write(piece)) await drained(child)
  }
}

function drained(child: ChildProcessWithoutNullStreams): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      child.stdin.off('drain', done).off('close', done)
      resolve()
    }
    child.stdin.on('drain', done).on('close', done)
  })
}
