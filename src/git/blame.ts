import { NotFoundError } from '../errors.ts'
import type { Signature } from './commit-object.ts'
import type { CommitId } from './ids.ts'
import { runGit } from './run.ts'

export interface BlameLine {
  /** From 1. */
  readonly line: number
  readonly text: string
  readonly commit: CommitId
  readonly author: Signature
  readonly time: Date
}

interface Origin {
  author: { name: string; email: string }
  time: Date
}

/**
 * Who last changed each line of a file.
 * @throws NotFoundError `git.fileMissing`
 */
export async function blame(dir: string, commit: CommitId, path: string): Promise<BlameLine[]> {
  const args = ['blame', '--porcelain', '--encoding=UTF-8', commit, '--', path]
  const { stdout, exitCode, stderr } = await runGit(dir, args, { answers: [128] })
  if (exitCode === 128 && /no such path|bad revision/.test(stderr)) throw new NotFoundError('git.fileMissing')
  if (exitCode !== 0) throw new Error(`git blame failed: ${stderr}`)
  return parseBlame(stdout.toString('utf8'))
}

/** A commit's details come once, with its first line: https://git-scm.com/docs/git-blame#_the_porcelain_format */
function parseBlame(output: string): BlameLine[] {
  const origins = new Map<string, Origin>()
  const found: BlameLine[] = []
  let commit = ''
  let line = 0
  for (const row of output.split('\n')) {
    const start = /^([0-9a-f]{40}) \d+ (\d+)/.exec(row)
    if (row.startsWith('\t'))
      found.push({ line, text: row.slice(1), commit: commit as CommitId, ...originOf(commit) })
    else if (start) [commit, line] = [start[1]!, Number(start[2])]
    else readDetail(originOf(commit), row)
  }
  return found

  function originOf(id: string): Origin {
    const known = origins.get(id) ?? { author: { name: '', email: '' }, time: new Date(0) }
    origins.set(id, known)
    return known
  }
}

function readDetail(origin: Origin, row: string): void {
  const [key, ...words] = row.split(' ')
  const value = words.join(' ')
  if (key === 'author') origin.author.name = value
  else if (key === 'author-mail') origin.author.email = value.replace(/^<|>$/g, '')
  else if (key === 'author-time') origin.time = new Date(Number(value) * 1000)
}
