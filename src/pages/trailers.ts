import type { CommitRecord } from '../git/repository.ts'
import type { CommitId } from '../git/ids.ts'
import type { Content } from './content.ts'

/** The trailer `Look-again: yes`: its author says that whoever has read the page should read what changed. */
export const LOOK_AGAIN = 'Look-again'

/** What the commit says beside its subject, for those who wait for it. */
export function trailersOf(form: {
  readonly closes?: string | undefined
  readonly lookAgain?: string | undefined
  readonly verified?: string | undefined
}): Record<string, string> {
  const { closes, lookAgain, verified } = form
  return {
    ...(closes !== undefined && { Closes: closes }),
    ...(lookAgain !== undefined && { [LOOK_AGAIN]: lookAgain }),
    ...(verified !== undefined && { Verified: 'changed' }),
  }
}

/** The values of `key` at the end of a commit's message, as `git interpret-trailers` reads them. */
export function readTrailers({ body }: Pick<CommitRecord, 'body'>, key: string): string[] {
  const last =
    body
      .trim()
      .split(/\n{2,}/)
      .at(-1) ?? ''
  const prefix = `${key.toLowerCase()}:`
  return last
    .split('\n')
    .filter((line) => line.toLowerCase().startsWith(prefix))
    .map((line) => line.slice(prefix.length).trim())
}

/** Commits that came after `since`, oldest first, up to `last` where it is given; none where `since` is not known. */
export function commitsAfter(
  { history }: Pick<Content, 'history'>,
  since: CommitId | undefined,
  last?: CommitId,
): CommitRecord[] {
  const found: CommitRecord[] = []
  if (since === undefined || !history.find(since)) return found
  for (const commit of history.recent()) {
    if (commit.id === since) break
    if (commit.id === last) found.length = 0
    found.push(commit)
  }
  return found.reverse()
}
