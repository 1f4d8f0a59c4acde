import type { Routes } from '../web/routes.ts'
import { attachmentsPaths } from './openapi/attachments.ts'
import { feedbackPaths } from './openapi/feedback.ts'
import { gapsPaths } from './openapi/gaps.ts'
import { guidancePaths } from './openapi/guidance.ts'
import { learningPaths } from './openapi/learning.ts'
import { notificationsPaths } from './openapi/notifications.ts'
import { pagesPaths } from './openapi/pages.ts'
import { proposalsPaths } from './openapi/proposals.ts'
import { readsPaths } from './openapi/reads.ts'
import { searchPaths } from './openapi/search.ts'
import { teamPaths } from './openapi/team.ts'
import { upkeepPaths } from './openapi/upkeep.ts'

/** Describes all of /api/v1 (OpenAPI 3.1). A test holds it to the access table. */
export function apiDescription(routes: Routes): void {
  routes.get('/api/openapi.json', (_req, res) => res.json(description))
}

export const description = {
  openapi: '3.1.0',
  info: { title: 'Giljabi', version: '1', description: 'Pages, search and learning paths of this wiki.' },
  security: [{ token: [] }],
  components: {
    securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
    schemas: {
      Problem: {
        type: 'object',
        description: 'RFC 9457 problem details.',
        properties: {
          type: { type: 'string' },
          title: { type: 'string' },
          status: { type: 'integer' },
          detail: { type: 'string' },
          code: { type: 'string' },
          requestId: { type: 'string' },
        },
      },
      Page: {
        type: 'object',
        properties: {
          path: { type: 'string' },
          title: { type: 'string' },
          kind: { type: 'string' },
          lang: { type: 'string' },
          revision: { type: 'string', description: 'The blob id; also the ETag.' },
          frontMatter: { type: 'object' },
          markdown: { type: 'string' },
          html: { type: 'string' },
        },
      },
    },
  },
  paths: {
    ...pagesPaths,
    ...attachmentsPaths,
    ...proposalsPaths,
    ...searchPaths,
    ...gapsPaths,
    ...learningPaths,
    ...readsPaths,
    ...guidancePaths,
    ...feedbackPaths,
    ...upkeepPaths,
    ...notificationsPaths,
    ...teamPaths,
  },
} as const
