import { json, operation, parameter } from './operation.ts'
import { days } from './parameters.ts'

const q = parameter('q', 'query', 'What is looked for; filters like kind:lesson may be part of it.')
const limit = parameter('limit', 'query', 'The most results to answer with; 10 where not given.')
const filters = ['kind', 'tag', 'lang', 'owner', 'status'].map((name) =>
  parameter(name, 'query', `Only this ${name}.`),
)

/** Search, suggestions and what people searched for. */
export const searchPaths = {
  '/api/v1/search': { get: operation('Search', [q, limit, ...filters], { 200: 'Results, best first' }) },
  '/api/v1/searches': {
    get: operation('What people searched for, without names (leads)', [days], {
      200: 'Queries, the most wanted first',
    }),
    post: {
      ...operation('That the caller has finished a search: it is counted, without their name', [], {
        204: 'Counted',
      }),
      requestBody: json({
        query: { type: 'string' },
        found: { type: 'integer', description: 'How many results they saw.' },
        opened: { type: 'string', description: 'The path of the page that they opened.' },
      }),
    },
  },
  '/api/v1/suggest': {
    get: operation('Pages whose title matches what is typed', [q, limit], { 200: 'Suggestions' }),
  },
} as const
