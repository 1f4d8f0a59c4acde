import { json, operation, parameter } from './operation.ts'

const gapNumber = parameter('id', 'path', 'The id of a gap.')
const gapKind = parameter('kind', 'query', 'Only search, wish, missing-page or question.')
const gapStatus = parameter(
  'status',
  'query',
  'open, taken, closed or all; what is not closed where not given.',
)

/** What the wiki lacks, and wishes for pages. */
export const gapsPaths = {
  '/api/v1/gaps': {
    get: operation('What the wiki lacks, the most wanted first (leads)', [gapKind, gapStatus], {
      200: 'Gaps',
    }),
  },
  '/api/v1/gaps/{id}': {
    get: operation('One gap: for leads, for who writes it, for who asked', [gapNumber], { 200: 'The gap' }),
    post: {
      ...operation('Take, give, put back or close a gap (leads)', [gapNumber], {
        200: 'The gap as it is now',
        409: 'Taken by somebody else, or closed',
      }),
      requestBody: json({
        action: { enum: ['take', 'give', 'put-back', 'close'] },
        to: { type: 'string', description: 'give: a handle.' },
        due: { type: 'string', description: 'take, give: a day such as 2026-12-24.' },
        reason: { type: 'string', description: 'close: why.' },
        page: { type: 'string', description: 'close: the path of the page that answers it.' },
      }),
    },
  },
  '/api/v1/wishes': {
    get: operation('The pages that the caller asked for, with what became of it', [], { 200: 'Gaps' }),
    post: {
      ...operation('Ask for a page', [], { 201: 'The gap' }),
      requestBody: json({ query: { type: 'string' }, note: { type: 'string' } }),
    },
  },
  '/api/v1/wishes/{id}': {
    delete: operation('Take one’s own wish back', [gapNumber], { 204: 'Taken back' }),
  },
} as const
