import { AppError } from '../errors.ts'
import type { CommitId } from '../git/ids.ts'
import type { Incoming, NewCommit } from '../git/incoming.ts'
import type { ChangedFile, Repository } from '../git/repository.ts'
import type { Pages } from '../pages/pages.ts'
import type { User } from '../user.ts'
import { findFileFaults, findPageFaults, findTwins, MOST_FILES, type PushFault } from './faults.ts'

interface CheckDeps {
  readonly pages: Pages
  readonly incoming: Incoming
  /** The incoming objects, with all that the wiki has. */
  readonly repository: Repository
  readonly user: User
  readonly main: CommitId | undefined
  /** All that the person may already have: what leads to these is no news. */
  readonly known: readonly CommitId[]
  /** The commit by which the person who pushes knows one. */
  readonly shownFor: (commit: CommitId) => CommitId
}

/** Everything that is wrong with what a branch would bring, against where it parted from the wiki's own. */
export async function findPushFaults(deps: CheckDeps, tip: CommitId, ref: string): Promise<PushFault[]> {
  const { incoming, repository, main, known, shownFor } = deps
  try {
    await incoming.requireComplete([tip], known)
    const commits = await incoming.newCommits([tip], known)
    const base = main && (await repository.mergeBase(main, tip))
    if (main && !base) return [{ place: ref, key: 'gitHttp.fault.unrelated', params: {} }]
    const brought = base ? await repository.changedFiles(base, tip, MOST_FILES) : []
    const now = await findFileFaults(repository, brought)
    const found = [
      ...findAuthorFaults(commits, deps.user, shownFor),
      ...(await findPastFaults(deps, commits, now)),
      ...now,
      ...(await findPageFaults(repository, deps.pages, brought)),
      ...(await findTwins(repository, tip, brought)),
    ]
    return [...new Map(found.map((fault) => [`${fault.place} ${fault.key}`, fault])).values()]
  } catch (error) {
    if (error instanceof AppError) return [{ place: ref, key: error.key, params: error.params }]
    throw error
  }
}

/** Nobody speaks in another's name: what is new is written and committed by the account that pushes it. */
function findAuthorFaults(
  commits: readonly NewCommit[],
  user: User,
  shownFor: CheckDeps['shownFor'],
): PushFault[] {
  const own = user.email.toLowerCase()
  return commits.flatMap(({ id, authorEmail, committerEmail }): PushFault[] => {
    const other = [authorEmail, committerEmail].find((email) => email.toLowerCase() !== own)
    if (other === undefined) return []
    return [
      {
        place: shownFor(id).slice(0, 7),
        key: 'gitHttp.fault.author',
        params: { other: other || '?', own: user.email },
        hint: 'gitHttp.hint.author',
      },
    ]
  })
}

/** What was in one of the commits and is not so any more: it would stay in everybody's clone. */
async function findPastFaults(
  { repository, shownFor }: CheckDeps,
  commits: readonly NewCommit[],
  now: readonly PushFault[],
): Promise<PushFault[]> {
  const told = new Set(now.map(({ place, key }) => `${place} ${key}`))
  const faults: PushFault[] = []
  for (const { id, parents } of commits) {
    const [first] = parents
    if (first === undefined) continue
    const changed: ChangedFile[] = await repository.changedFiles(first, id, MOST_FILES)
    for (const fault of await findFileFaults(repository, changed)) {
      if (told.has(`${fault.place} ${fault.key}`)) continue
      faults.push({
        ...fault,
        place: `${fault.place} (${shownFor(id).slice(0, 7)})`,
        hint: 'gitHttp.hint.past',
      })
    }
  }
  return faults
}
