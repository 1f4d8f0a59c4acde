import type { CommitRecord } from '../git/repository.ts'
import { readTrailers } from '../pages/trailers.ts'

/** Whether a commit looks after pages without changing what their readers are told. */
export function isUpkeep(commit: Pick<CommitRecord, 'body'>): boolean {
  if (commit.body === '') return false
  return (
    readTrailers(commit, 'Verified').includes('still-true') ||
    ['Owner', 'Source', 'Translation-Of'].some((key) => readTrailers(commit, key).length > 0)
  )
}
