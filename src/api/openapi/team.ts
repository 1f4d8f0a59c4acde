import { operation, parameter } from './operation.ts'
import { handle, lang, path } from './parameters.ts'

const assignmentId = parameter('id', 'path', 'The id of an assignment or of a rule.')
const teamPath = parameter('path', 'query', 'The whole path of a learning path.')
const cohort = parameter('cohort', 'query', 'Only who began in this month: 2026-11.')

/** Assignments and the team. */
export const teamPaths = {
  '/api/v1/paths/{path}/assignments': {
    post: operation('Assign a path to somebody (leads): handle, start (a day), buddy', [path], {
      201: 'Assigned; who has it already has the new start and buddy',
    }),
  },
  '/api/v1/assignments/{id}': {
    delete: operation('End an assignment (leads); what was done is kept', [assignmentId], { 204: 'Ended' }),
  },
  '/api/v1/assignments/{id}/start-again': {
    post: operation('Count due dates from today (leads)', [assignmentId], { 200: 'The assignment' }),
  },
  '/api/v1/paths/{path}/joiners': {
    post: operation('Assign a path to whoever comes to have a role (leads): role, buddy', [path], {
      201: 'From now on',
    }),
  },
  '/api/v1/joiners/{id}': {
    delete: operation('End such a rule (leads)', [assignmentId], { 204: 'Ended' }),
  },
  '/api/v1/team': {
    get: operation(
      'People by steps (leads): of one path, or of the one with most people; and the paths there are',
      [teamPath, cohort, lang],
      {
        200: 'Steps, and how each person stands at each of them',
      },
    ),
  },
  '/api/v1/team/{handle}': {
    get: operation('How one person stands (themselves, leads, their buddy)', [handle, lang], {
      200: 'Their paths',
    }),
  },
  '/api/v1/team/friction': {
    get: operation('Where the steps of a path are hard (leads, owners of its pages)', [teamPath, lang], {
      200: 'Steps, the hardest first, no names; of the path with most people where none is named; `paths`: the others',
    }),
  },
} as const
