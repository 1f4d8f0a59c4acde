import type { RefName } from '../git/repository.ts'
import { slugOfTitle } from '../pages/page-path.ts'

/** Branches that anyone may push; each is a proposal. */
export const PROPOSALS = 'refs/heads/proposals'
/** The same, before their author shows them. */
export const DRAFTS = 'refs/heads/drafts'

/** Names in refs may have 255 bytes in a folder of files, `.lock` among them. */
const MAX_SLUG = 40

export function refOf(folder: typeof PROPOSALS | typeof DRAFTS, branch: string): RefName {
  return `${folder}/${branch}` as RefName
}

/** A branch's name without the folder that says what it is. */
export function branchOf(ref: RefName): string {
  return ref.slice((ref.startsWith(`${DRAFTS}/`) ? DRAFTS : PROPOSALS).length + 1)
}

export function isDraftRef(ref: RefName): boolean {
  return ref.startsWith(`${DRAFTS}/`)
}

const CLOSED = 'refs/proposals/closed'

/** Where a closed proposal's commits are kept, so that nothing written is lost: by number, for branch names come again. */
export function closedRef(number: number): RefName {
  return `${CLOSED}/${number}` as RefName
}

/** Of any proposal, shown or not, also of one that is closed. */
export function isOfProposal(ref: RefName): boolean {
  return [PROPOSALS, DRAFTS, CLOSED].some((folder) => ref.startsWith(`${folder}/`))
}

/** A name that no other branch has, or is a folder of. */
export function freshBranch(number: number, title: string, taken: Iterable<RefName>): string {
  const slug = [...slugOfTitle(title)].slice(0, MAX_SLUG).join('').replace(/-+$/u, '')
  const name = slug === '' ? String(number) : `${number}-${slug}`
  const names = [...taken].map(branchOf)
  const isTaken = (one: string) => names.some((other) => other === one || other.startsWith(`${one}/`))
  let free = name
  for (let again = 2; isTaken(free); again++) free = `${name}-${again}`
  return free
}
