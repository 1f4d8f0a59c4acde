import type { CommitId } from './ids.ts'
import { runGit } from './run.ts'

/** The commit where two histories part; undefined where they have none in common. Starts a process. */
export async function mergeBase(dir: string, one: CommitId, other: CommitId): Promise<CommitId | undefined> {
  const { exitCode, stdout } = await runGit(dir, ['merge-base', one, other], { answers: [1] })
  return exitCode === 0 ? (stdout.toString('latin1').trim() as CommitId) : undefined
}
