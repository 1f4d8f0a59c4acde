import type { CommitId, TreeId } from './ids.ts'

/** A commit's object byte by byte, so that it can be put on another tree with nothing else changed. */
export interface RawCommit {
  readonly tree: TreeId
  readonly parents: readonly CommitId[]
  /** From the author on: people, times, signatures, message. */
  readonly rest: Buffer
}

const ID_LENGTH = 40

/** Format: https://git-scm.com/book/en/v2/Git-Internals-Git-Objects#_git_commit_objects */
export function parseRawCommit(body: Buffer): RawCommit {
  const idAt = (at: number) => body.toString('latin1', at, at + ID_LENGTH)
  const tree = idAt('tree '.length) as TreeId
  const parents: CommitId[] = []
  let at = 'tree \n'.length + ID_LENGTH
  while (body.toString('latin1', at, at + 'parent '.length) === 'parent ') {
    parents.push(idAt(at + 'parent '.length) as CommitId)
    at += 'parent \n'.length + ID_LENGTH
  }
  return { tree, parents, rest: body.subarray(at) }
}

export function formatRawCommit({ tree, parents, rest }: RawCommit): Buffer {
  const head = [`tree ${tree}`, ...parents.map((parent) => `parent ${parent}`)].map((line) => `${line}\n`)
  return Buffer.concat([Buffer.from(head.join(''), 'latin1'), rest])
}
