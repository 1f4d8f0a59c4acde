import { NotFoundError } from '../errors.ts'
import type { Signature } from './commit-object.ts'
import type { BlobId, CommitId } from './ids.ts'
import { endOf, gitFailure, startGit } from './run.ts'

export interface CommitRecord {
  readonly id: CommitId
  readonly parents: readonly CommitId[]
  readonly author: Signature
  readonly time: Date
  readonly subject: string
  readonly body: string
  /** Of a merge only what differs from every parent. */
  readonly files: readonly FileRecord[]
}

export interface FileRecord {
  readonly path: string
  /** Undefined for a file that is gone. */
  readonly blob: BlobId | undefined
  readonly status: 'A' | 'M' | 'D'
}

export interface HistoryRange {
  /** Excluded, with all before it. */
  readonly from?: CommitId | undefined
  readonly to: CommitId
  /** Without it no commit has files: for branches of strangers, whose trees may have no end. */
  readonly withFiles?: boolean
}

const FIELDS = '%H%n%P%n%an%n%ae%n%at%n%B'
const START_OF_COMMIT = '\u0001'

/**
 * Commits newest first, a child always before its parents whatever the clocks said. One process,
 * read as it writes; to stop early ends it.
 * @throws NotFoundError `git.commitMissing`
 */
export async function* history(
  dir: string,
  { from, to, withFiles = true }: HistoryRange,
): AsyncGenerator<CommitRecord> {
  const range = from ? [to, `^${from}`] : [to]
  const format = `--format=${START_OF_COMMIT}${FIELDS}`
  const args = [
    'log',
    '-z',
    ...(withFiles ? ['--raw', '-c'] : ['--no-patch']),
    '--no-renames',
    '--no-abbrev',
    '--topo-order',
    '--no-mailmap',
    format,
  ]
  const child = startGit(dir, [...args, '--encoding=UTF-8', ...range, '--'])
  child.stdin.end()
  const ended = endOf(child)
  try {
    yield* parseRecords(tokens(child.stdout))
    const end = await ended
    if (/bad object|bad revision|unknown revision/.test(end.stderr))
      throw new NotFoundError('git.commitMissing')
    if (end.exitCode !== 0) throw gitFailure(args, end)
  } finally {
    child.kill()
    await ended
  }
}

async function* tokens(stream: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of stream) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    let at = 0
    for (let end = bytes.indexOf(0); end >= 0; end = bytes.indexOf(0, at)) {
      yield bytes.toString('utf8', at, end)
      at = end + 1
    }
    rest = bytes.subarray(at)
  }
  if (rest.length > 0) yield rest.toString('utf8')
}

/** A commit's own token, then two a file: `:modes ids status` and the path, the first after a line feed. */
async function* parseRecords(all: AsyncIterable<string>): AsyncGenerator<CommitRecord> {
  let current: (CommitRecord & { files: FileRecord[] }) | undefined
  let change: Omit<FileRecord, 'path'> | undefined
  for await (const token of all) {
    if (change) {
      current?.files.push({ path: token, ...change })
      change = undefined
    } else if (token.startsWith(START_OF_COMMIT)) {
      if (current) yield current
      current = parseCommit(token.slice(START_OF_COMMIT.length))
    } else if (token.trimStart().startsWith(':')) change = parseChange(token.trimStart())
  }
  if (current) yield current
}

function parseCommit(text: string): CommitRecord & { files: FileRecord[] } {
  const [id = '', parents = '', name = '', email = '', seconds = '', ...rest] = text.split('\n')
  const message = rest.join('\n').trim().split('\n')
  const blank = message.findIndex((line) => line.trim() === '')
  const subject = blank < 0 ? message : message.slice(0, blank)
  return {
    id: id as CommitId,
    parents: parents.split(' ').filter((parent) => parent !== '') as CommitId[],
    author: { name, email },
    time: new Date(Number(seconds) * 1000),
    subject: subject.join(' '),
    body: blank < 0 ? '' : message.slice(blank).join('\n').trim(),
    files: [],
  }
}

/** `:MODE MODE ID ID S`; of a merge with n parents n colons, n + 1 modes and ids, n letters. */
function parseChange(line: string): Omit<FileRecord, 'path'> {
  const words = line.replace(/^:+/, '').split(' ')
  const letters = words.at(-1) ?? ''
  const blob = words.at(-2) ?? ''
  if (/^0+$/.test(blob)) return { blob: undefined, status: 'D' }
  return { blob: blob as BlobId, status: /^A+$/.test(letters) ? 'A' : 'M' }
}
