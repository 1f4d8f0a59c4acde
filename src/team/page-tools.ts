import { NO_ADDITION, type PageAddition } from '../pages/additions.ts'
import type { Page } from '../pages/page.ts'
import { hasRole, type User } from '../user.ts'

/** On a path's page: leads give it to people and see where it is hard, and so does who looks after it. */
export function addTeamTools(user: User, page: Page): PageAddition {
  if (page.kind !== 'path') return NO_ADDITION
  const isLead = hasRole(user, 'lead')
  const isOwner = page.owner === user.handle
  if (!isLead && !isOwner) return NO_ADDITION
  return {
    version: `team ${isLead}`,
    locals: { teamTools: { isLead } },
    personal: !isLead,
    slots: { tools: 'team/tools' },
  }
}
