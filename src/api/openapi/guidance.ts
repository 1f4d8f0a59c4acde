import { operation, parameter } from './operation.ts'
import { path } from './parameters.ts'

const applicationId = parameter('id', 'path', 'The id of an entry of the log.')
const contradictionId = parameter('id', 'path', 'The id of the pair.')
const actionNumber = parameter('number', 'path', 'The number of the action, from 0.')

/** Application logs, contradictions and retrospectives. */
export const guidancePaths = {
  '/api/v1/pages/{path}/applications': {
    get: operation('The application log of a lesson, newest first', [path], { 200: 'Counts and entries' }),
    post: operation('One more application: where, outcome (held, partly, not), note', [path], {
      201: 'Added to the log',
    }),
  },
  '/api/v1/pages/{path}/applications/{id}': {
    delete: operation('Take an entry back (one’s own within minutes; leads)', [path, applicationId], {
      204: 'Taken back',
    }),
  },
  '/api/v1/contradictions': {
    get: operation('Lessons that contradict each other (leads)', [], { 200: 'Pairs' }),
  },
  '/api/v1/contradictions/{id}': {
    post: operation(
      'Settle a pair (leads): way supersede (keep), conflict (follows, direction) or agree (reason)',
      [contradictionId],
      { 204: 'Settled', 412: 'A page was changed meanwhile' },
    ),
  },
  '/api/v1/pages/{path}/actions': {
    get: operation('What was agreed on in a retrospective', [path], { 200: 'Actions' }),
  },
  '/api/v1/pages/{path}/actions/{number}': {
    put: operation('Tick an action: done (its owner, leads)', [path, actionNumber], {
      200: 'The action',
      409: 'It has changed since',
    }),
  },
  '/api/v1/pages/{path}/lessons': {
    post: operation('Draw a lesson from a retrospective (leads): item, learned, what, owner, by', [path], {
      201: 'The path of the draft',
      409: 'The retrospective has changed since',
    }),
  },
} as const
