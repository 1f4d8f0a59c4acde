import { NO_ADDITION, type AddToPage } from '../pages/additions.ts'
import { isTemplate } from '../pages/page-path.ts'
import { hasRole } from '../user.ts'
import type { Attachments } from './attachments.ts'

/** The way from a page to its files, where it has some or may be given some. */
export function addAttachmentsToPage(attachments: Attachments): AddToPage {
  return async (user, page) => {
    const count = isTemplate(page.path) ? 0 : await attachments.count(page.path)
    if (count === 0 && !hasRole(user, 'lead')) return NO_ADDITION
    return {
      version: `attachments ${count}`,
      locals: { attachmentCount: count },
      personal: false,
      slots: { tools: 'attachments/tools' },
    }
  }
}
