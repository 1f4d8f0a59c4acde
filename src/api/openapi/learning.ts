import { operation, parameter } from './operation.ts'
import { lang, path } from './parameters.ts'

const stepId = parameter('id', 'path', 'The id of a step of the path.')

/** Paths, their steps and progress. */
export const learningPaths = {
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
  '/api/v1/confirmations': {
    get: operation('Tasks that wait for the caller to confirm them (leads, buddies)', [], { 200: 'Tasks' }),
  },
  '/api/v1/paths/{path}/steps/{id}/confirmation': {
    post: operation(
      'Confirm somebody’s task, or send it back: handle, verdict (confirmed, back), said',
      [path, stepId],
      { 200: 'The status of their step now' },
    ),
  },
  '/api/v1/records/{id}': {
    get: operation(
      'The record of somebody having walked a path to its end',
      [parameter('id', 'path', 'The number of the record.')],
      { 200: 'The record' },
    ),
  },
  '/api/v1/me/progress': { get: operation('One’s own progress on all paths', [], { 200: 'Progress' }) },
} as const
