import { operation } from './operation.ts'
import { path } from './parameters.ts'

/** What was read. */
export const readsPaths = {
  '/api/v1/pages/{path}/read': {
    put: operation('That the caller has read a revision of a page', [path], { 204: 'Remembered' }),
  },
  '/api/v1/usage': {
    get: operation('How many people read each page by week: all for leads, their own for owners', [], {
      200: 'Counts',
    }),
  },
} as const
