import { NotFoundError } from '../errors.ts'
import type { CommitId } from './ids.ts'
import { runGit } from './run.ts'

/** @throws NotFoundError `git.commitMissing` */
export async function isAncestor(dir: string, ancestor: CommitId, descendant: CommitId): Promise<boolean> {
  if (ancestor === descendant) return true
  const args = ['merge-base', '--is-ancestor', ancestor, descendant]
  const { exitCode } = await runGit(dir, args, { answers: [1, 128] })
  if (exitCode === 128) throw new NotFoundError('git.commitMissing')
  return exitCode === 0
}
