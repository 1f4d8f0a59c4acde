import { isImage } from '../attachments/media-type.ts'
import type { createReading } from '../attachments/reading.ts'
import type { SafeHtml } from '../markdown/safe-html.ts'
import { encodePath } from '../web/view.ts'
import type { Proposal, ProposedFile } from './proposal.ts'
import { proposedAttachment } from './proposed-files.ts'

/** A file beside a page as a proposal shows it. */
export interface AttachmentLook {
  readonly name: string
  readonly type: string
  readonly bytes: number
  readonly isImage: boolean
  /** As the proposal has it, whatever the wiki has. */
  readonly href: string
}

/** Undefined for pages, for what is removed, and for what cannot be attached. */
export async function lookAtAttachment(
  reading: ReturnType<typeof createReading>,
  { number }: Proposal,
  proposed: ProposedFile,
): Promise<AttachmentLook | undefined> {
  const found = proposedAttachment(proposed)
  if (!found) return undefined
  const { type, bytes } = await reading.describe(found.blob)
  const name = found.file.slice(found.file.lastIndexOf('/') + 1)
  return { name, type, bytes, isImage: isImage(type), href: addressIn(number, found.file) }
}

/** The page's HTML with the proposal's own files in their places, rather than those the wiki has by these names. */
export function withProposedFiles(html: SafeHtml, { number, files }: Proposal): SafeHtml {
  const own = files.filter((one) => proposedAttachment(one))
  return own.reduce<string>(
    (shown, { file }) => shown.replaceAll(`"/files/${encodePath(file)}"`, `"${addressIn(number, file)}"`),
    html,
  ) as SafeHtml
}

function addressIn(number: number, file: string): string {
  return `/files/${encodePath(file)}?proposal=${number}`
}
