import type { Attachment } from '../attachments/shelf.ts'
import type { Content } from '../pages/content.ts'
import type { User } from '../user.ts'
import type { Proposal } from './proposal.ts'
import { proposedAttachment } from './proposed-files.ts'
import { maySeeProposal } from './visibility.ts'

/** A file that one of the proposals would attach, in the first that has it and that `user` may see. */
export function findAttachmentIn(
  proposals: readonly Proposal[],
  content: Content,
  user: User,
  file: string,
): Attachment | undefined {
  for (const proposal of proposals) {
    const proposed = proposal.files.find((one) => one.file === file)
    const found = proposed && proposedAttachment(proposed)
    if (found && maySeeProposal(user, proposal, content)) return found
  }
  return undefined
}
