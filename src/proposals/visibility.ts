import type { Content } from '../pages/content.ts'
import { canSee, maySeeDraftsOf, type Page } from '../pages/page.ts'
import { presentPath } from '../pages/redirects.ts'
import { hasRole, type User } from '../user.ts'
import { presentFile } from './present-file.ts'
import type { Proposal, ProposedFile } from './proposal.ts'
import { attachedTo } from './proposed-files.ts'

/**
 * Who may see a proposal: its author alone while it is a draft, then everyone who may see all that it touches. One
 * that touches a page which somebody may not see is as invisible to them as the page.
 */
export function maySeeProposal(user: User, proposal: Proposal, content: Content): boolean {
  const isAuthor = proposal.author.userId === user.id
  if (proposal.status === 'draft') return isAuthor
  if (hasRole(user, 'lead')) return true
  if (proposal.fault) return isAuthor
  return proposal.files.every((file) => maySeeFile(user, file, isAuthor, content))
}

function maySeeFile(user: User, file: ProposedFile, isAuthor: boolean, content: Content): boolean {
  const page = attachedTo(file)
  if (page !== undefined)
    return maySeeAttachment(user, file, isAuthor, content.catalog.find(presentPath(content, page)))
  const place = presentFile(content, file.file)
  if (!place) return isAuthor
  // A page that the proposal makes is its author's own text, whatever else there is at that path by now.
  if (file.before === undefined && isAuthor) return true
  if (file.hidden) return false
  const present = content.catalog.find(place.path)
  // Its last readers may not have been allowed to see it.
  if (!present) return isAuthor || file.before === undefined
  return canSee(user, present) && (!isDraftVariant(place.file, content) || maySeeDraftsOf(user, present))
}

/** As its page, in whatever state the page is; a new page is another file of the proposal. */
function maySeeAttachment(
  user: User,
  { before, hidden }: ProposedFile,
  isAuthor: boolean,
  page: Page | undefined,
): boolean {
  if (before === undefined && isAuthor) return true
  if (hidden) return false
  return page ? canSee(user, page) : isAuthor || before === undefined
}

/** Whether the present text of a file may be shown beside the proposal's. */
export function maySeePresent(user: User, file: string, content: Content): boolean {
  const variant = content.catalog.findFile(file)
  const page = variant && content.catalog.find(variant.path)
  if (!page) return true
  return canSee(user, page) && (!isDraftVariant(file, content) || maySeeDraftsOf(user, page))
}

function isDraftVariant(file: string, { catalog }: Content): boolean {
  return catalog.findFile(file)?.frontMatter.status === 'draft'
}
