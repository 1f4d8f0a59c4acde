import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { AppError } from '../errors.ts'
import type { Log } from '../log.ts'
import { createResponseParser, type ObjectResponse } from './response-parser.ts'
import { endOf, gitFailure, startGit, type GitEnd } from './run.ts'

export interface ObjectReader {
  /** Content and type; undefined when there is no such object. `name` is an id, full or short, never a person's text. */
  read(name: string): Promise<ObjectResponse | undefined>
  /** Id, type and size alone. */
  describe(name: string): Promise<ObjectResponse | undefined>
  close(): Promise<void>
}

interface Request {
  readonly command: 'contents' | 'info'
  readonly name: string
  readonly resolve: (response: ObjectResponse | undefined) => void
  readonly reject: (error: Error) => void
  deaths: number
}

const COMMAND = ['cat-file', '--batch-command']
const MAX_DEATHS = 2

/**
 * Reads objects through one long-lived process, many requests in flight, answered in order. When
 * the process dies, what was not answered is asked again; only the request it died over is counted,
 * and given up the second time (a damaged object kills it every time).
 */
export function createObjectReader(dir: string, log: Log): ObjectReader {
  const waiting: Request[] = []
  let child: ChildProcessWithoutNullStreams | undefined
  let ended: Promise<void> = Promise.resolve()
  let closed = false

  function ask(command: Request['command'], name: string): Promise<ObjectResponse | undefined> {
    if (closed) return Promise.reject(new AppError('unavailable', 'git.closed'))
    return new Promise((resolve, reject) => {
      const request = { command, name, resolve, reject, deaths: 0 }
      waiting.push(request)
      if (child) send(child, request)
      else start()
    })
  }

  function start(): void {
    const started = startGit(dir, COMMAND, { detached: true })
    child = started
    const parse = createResponseParser(
      () => waiting[0]?.command === 'contents',
      (response) => waiting.shift()?.resolve(response),
    )
    started.stdout.on('data', parse)
    ended = endOf(started).then(replace)
    for (const request of waiting) send(started, request)
  }

  function replace(end: GitEnd): void {
    child = undefined
    const first = waiting[0]
    if (!closed) log.warn({ signal: end.signal, stderr: end.stderr }, 'git cat-file ended and is replaced')
    if (first && ++first.deaths >= MAX_DEATHS) waiting.shift()?.reject(gitFailure(COMMAND, end))
    if (waiting.length > 0) start()
  }

  async function close(): Promise<void> {
    closed = true
    while (child) {
      child.stdin.end()
      await ended
    }
  }

  return { read: (name) => ask('contents', name), describe: (name) => ask('info', name), close }
}

function send(child: ChildProcessWithoutNullStreams, { command, name }: Request): void {
  child.stdin.write(`${command} ${name}\n`)
}
