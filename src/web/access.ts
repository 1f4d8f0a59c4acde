import type { Role } from '../user.ts'

/** `anyone` needs no sign-in; a role lets in everyone with at least that role. */
export type Access = 'anyone' | Role

/**
 * Who may use which route. A route without a row cannot be mounted (`routes.ts`), so everything is
 * closed until a line here opens it. Visibility of single pages is decided in the operations.
 */
export const accessTable: Readonly<Record<string, Access>> = {
  'GET /healthz': 'anyone',
  'GET /readyz': 'anyone',
  'GET /robots.txt': 'anyone',
  'GET /login': 'anyone',
  'POST /login': 'anyone',
  'POST /logout': 'anyone',
  'GET /setup': 'anyone',
  'POST /setup': 'anyone',
  'GET /invite': 'anyone',
  'POST /invite': 'anyone',
  'POST /lang': 'anyone',

  'GET /account': 'member',
  'POST /account': 'member',
  'POST /account/password': 'member',
  'GET /account/tokens': 'member',
  'POST /account/tokens': 'member',
  'GET /account/tokens/:id/revoke': 'member',
  'POST /account/tokens/:id/revoke': 'member',
  'GET /people/:handle': 'member',

  'GET /admin/people': 'admin',
  'POST /admin/people/:handle/role': 'admin',
  'GET /admin/people/:handle/disable': 'admin',
  'POST /admin/people/:handle/disable': 'admin',
  'POST /admin/people/:handle/enable': 'admin',
  'GET /admin/people/:handle/password': 'admin',
  'POST /admin/people/:handle/password': 'admin',
  'GET /admin/invites': 'admin',
  'POST /admin/invites': 'admin',
  'GET /admin/invites/:id/revoke': 'admin',
  'POST /admin/invites/:id/revoke': 'admin',

  'GET /': 'member',
  'GET /learn': 'member',
  'GET /lessons': 'member',
  'GET /guides': 'member',
  'GET /onboarding': 'member',
  'GET /paths': 'member',
  'GET /retros': 'member',
  'GET /directions': 'member',
  'GET /notes': 'member',
  'GET /wiki/*path': 'member',
  'GET /history/*path': 'member',
  'GET /diff/*path': 'member',
  'GET /blame/*path': 'member',
  'GET /search': 'member',
  'GET /search/suggest': 'member',
  'POST /learn/step': 'member',
  'POST /seen': 'member',

  'GET /write': 'lead',
  'GET /new/:kind': 'lead',
  'POST /new/:kind': 'lead',
  'GET /edit/*path': 'lead',
  'POST /edit/*path': 'lead',
  'POST /merge/*path': 'lead',
  'POST /preview': 'lead',
  'POST /restore/*path': 'lead',
  'GET /delete/*path': 'lead',
  'POST /delete/*path': 'lead',

  'GET /api/openapi.json': 'member',
  'GET /api/v1/pages/*path': 'member',
  'PUT /api/v1/pages/*path': 'lead',
  'DELETE /api/v1/pages/*path': 'lead',
  'GET /api/v1/search': 'member',
  'GET /api/v1/suggest': 'member',
  'GET /api/v1/paths': 'member',
  'GET /api/v1/paths/*path': 'member',
  'PUT /api/v1/paths/*path/steps/:id/completion': 'member',
  'GET /api/v1/me/progress': 'member',
}
