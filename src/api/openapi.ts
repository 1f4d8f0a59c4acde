import type { Routes } from '../web/routes.ts'

/** Describes all of /api/v1 (OpenAPI 3.1). A test holds it to the access table. */
export function apiDescription(routes: Routes): void {
  routes.get('/api/openapi.json', (_req, res) => res.json(description))
}

const path = parameter('path', 'path', 'The page’s whole path, such as lessons/read-the-official-docs-first.')
const lang = parameter('lang', 'query', 'The language of the variant: ko or en.')
const q = parameter('q', 'query', 'What is looked for; filters like kind:lesson may be part of it.')
const limit = parameter('limit', 'query', 'The most results to answer with; 10 where not given.')
const filters = ['kind', 'tag', 'lang', 'owner', 'status'].map((name) =>
  parameter(name, 'query', `Only this ${name}.`),
)
const stepId = parameter('id', 'path', 'The id of a step of the path.')
const feedbackId = parameter('id', 'path', 'The id of a question or an opinion.')
const markdown = { content: { 'text/markdown': { schema: { type: 'string' } } }, required: true }
const ifMatch = parameter('If-Match', 'header', 'The revision that must be the present one.')

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
    '/api/v1/pages/{path}': {
      get: operation('Read a page', [path, lang], {
        200: 'The page',
        304: 'Unchanged since the revision in If-None-Match',
      }),
      put: {
        ...operation(
          'Create or replace a page (leads)',
          [
            path,
            lang,
            parameter(
              'base',
              'query',
              'The revision this text began from: merged with what others changed since.',
            ),
            ifMatch,
            parameter('If-None-Match', 'header', '*: create only.'),
          ],
          {
            200: 'Saved; merged is true where others’ changes were kept too',
            201: 'Created',
            409: 'Both changed the same place: base, theirs and mine',
            412: 'The condition does not hold',
            413: 'Too large',
          },
        ),
        requestBody: markdown,
      },
      delete: operation('Delete a page (leads)', [path, ifMatch], {
        204: 'Deleted; its history stays',
        412: 'Changed since',
      }),
    },
    '/api/v1/pages/{path}/move': {
      post: operation('Move a page, or with folder its folder, links and all (leads): to, folder, dryRun', [path], {
        200: 'What moved and where links were mended',
        412: 'A page is there already',
      }),
    },
    '/api/v1/search': { get: operation('Search', [q, limit, ...filters], { 200: 'Results, best first' }) },
    '/api/v1/suggest': {
      get: operation('Pages whose title matches what is typed', [q, limit], { 200: 'Suggestions' }),
    },
    '/api/v1/paths': { get: operation('Learning paths', [lang], { 200: 'Paths' }) },
    '/api/v1/paths/{path}': { get: operation('A path with its steps', [path, lang], { 200: 'The path' }) },
    '/api/v1/paths/{path}/steps/{id}/completion': {
      put: {
        ...operation('Complete a step, for oneself', [path, stepId], {
          200: 'Its status and the revision that was read',
        }),
        requestBody: {
          content: {
            'application/json': {
              schema: {
                type: 'object',
                properties: { answers: { type: 'object' }, evidence: { type: 'string' } },
              },
            },
          },
        },
      },
    },
    '/api/v1/pages/{path}/read': {
      put: operation('That the caller has read a revision of a page', [path], { 204: 'Remembered' }),
    },
    '/api/v1/usage': {
      get: operation('How many people read each page by week: all for leads, their own for owners', [], {
        200: 'Counts',
      }),
    },
    '/api/v1/pages/{path}/feedback': {
      post: operation('Whether a page was helpful: helpful, text, passage', [path], { 201: 'Kept' }),
    },
    '/api/v1/pages/{path}/questions': {
      post: operation('Ask about a page: text, passage, step', [path], { 201: 'Asked' }),
    },
    '/api/v1/feedback': {
      get: operation('What waits for the caller’s answer, and what they said', [], { 200: 'Feedback' }),
    },
    '/api/v1/feedback/{id}/answer': {
      post: operation('Answer in words (owner, leads)', [feedbackId], {
        200: 'Answered',
        409: 'Settled already',
      }),
    },
    '/api/v1/feedback/{id}/close': {
      post: operation('Nothing to answer (owner, leads), or taken back', [feedbackId], { 200: 'Settled' }),
    },
    '/api/v1/me/notifications': {
      get: operation('What happened that concerns the caller, newest first', [], { 200: 'Notifications' }),
    },
    '/api/v1/me/notifications/seen': {
      post: operation('Up to which one the caller has seen', [], { 204: 'Remembered' }),
    },
    '/api/v1/me/progress': { get: operation('One’s own progress on all paths', [], { 200: 'Progress' }) },
  },
} as const

function parameter(name: string, place: 'path' | 'query' | 'header', about: string) {
  return { name, in: place, required: place === 'path', description: about, schema: { type: 'string' } }
}

function operation(summary: string, parameters: readonly unknown[], answers: Record<number, string>) {
  const problems = {
    400: 'Cannot be read',
    401: 'Not signed in',
    403: 'Not for this role',
    404: 'Missing, or not visible',
  }
  const responses = Object.fromEntries(
    Object.entries({ ...problems, ...answers }).map(([status, about]) => [status, { description: about }]),
  )
  return { summary, parameters, responses }
}
