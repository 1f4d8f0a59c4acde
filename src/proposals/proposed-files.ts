import { attachmentName, isAttachment } from '../attachments/attachment-name.ts'
import { filesLinkedFrom } from '../attachments/linked-files.ts'
import type { Attachment } from '../attachments/shelf.ts'
import type { BlobId } from '../git/ids.ts'
import { readVariant } from '../pages/page.ts'
import { pageOfAttachment, pageOfFile, type PagePath } from '../pages/page-path.ts'
import type { ProposedFile } from './proposal.ts'

/** The page that a proposed file is attached to; undefined for pages, and for what belongs to none. */
export function attachedTo({ file }: Pick<ProposedFile, 'file'>): PagePath | undefined {
  return isAttachment(file) ? pageOfAttachment(file) : undefined
}

export function hasAllowedName(file: string): boolean {
  const name = file.slice(file.lastIndexOf('/') + 1)
  try {
    return attachmentName(name) === name
  } catch {
    return false
  }
}

/** An ordinary file that a proposal would add or change beside a page. */
export function proposedAttachment(proposed: ProposedFile): Attachment | undefined {
  const { file, mode, after } = proposed
  const isFile = after !== undefined && mode?.startsWith('100')
  return isFile && attachedTo(proposed) !== undefined ? { file, blob: after } : undefined
}

/** The files that the text of a page leads to or shows. */
export function filesInText(file: string, source: string): string[] {
  const place = pageOfFile(file)
  return place ? filesLinkedFrom(readVariant({ ...place, file }, '' as BlobId, Buffer.from(source))) : []
}
