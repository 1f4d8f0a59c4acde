import type { FrontMatter } from './front-matter.ts'

export type ReviewState = 'verified' | 'overdue' | undefined

const DAY_MS = 24 * 60 * 60 * 1000

/** Whether a page was checked within its interval; undefined where nobody has said that it was checked. */
export function reviewState(
  { reviewed, reviewEvery }: Pick<FrontMatter, 'reviewed' | 'reviewEvery'>,
  now: Date,
): ReviewState {
  if (reviewed === undefined) return undefined
  if (reviewEvery === undefined) return 'verified'
  const due = Date.parse(reviewed) + Number.parseInt(reviewEvery, 10) * DAY_MS
  return now.getTime() > due + DAY_MS ? 'overdue' : 'verified'
}
