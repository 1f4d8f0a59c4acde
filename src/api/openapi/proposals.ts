import { json, operation, parameter } from './operation.ts'

const proposalId = parameter('id', 'path', 'The number of a proposal.')

/** Proposed edits. */
export const proposalsPaths = {
  '/api/v1/proposals': {
    get: operation(
      'Proposed edits, newest first',
      [
        parameter('state', 'query', 'open, mine or closed.'),
        parameter('limit', 'query', 'The most to answer with; 100 where not given.'),
        parameter('before', 'query', 'Only those with a smaller number.'),
      ],
      {
        200: 'Proposals',
      },
    ),
    post: {
      ...operation('Propose an edit, or a new page', [], {
        201: 'The proposal; its branch is in git',
        412: 'A new page, where there is one already',
      }),
      requestBody: json({
        path: { type: 'string' },
        markdown: { type: 'string' },
        lang: { enum: ['ko', 'en'] },
        base: { type: 'string', description: 'The revision it began from; none for a new page.' },
        why: { type: 'string', description: 'The first line is its title.' },
        draft: { type: 'boolean', description: 'Kept for oneself.' },
      }),
    },
  },
  '/api/v1/proposals/{id}': {
    get: operation('A proposal: differences, what accepting it would do, what was said', [proposalId], {
      200: 'The proposal',
    }),
  },
  '/api/v1/proposals/{id}/revisions': {
    post: {
      ...operation('Change one’s own proposal', [proposalId], {
        200: 'The proposal',
        412: 'It has moved since base',
      }),
      requestBody: json({
        markdown: { type: 'string' },
        base: { type: 'string', description: 'The blob that was changed.' },
        file: { type: 'string' },
        note: { type: 'string' },
      }),
    },
  },
  '/api/v1/proposals/{id}/comments': {
    post: {
      ...operation('Say something of a proposal, of a line of it, or in answer', [proposalId], {
        201: 'Said',
      }),
      requestBody: json({
        text: { type: 'string' },
        thread: { type: 'string' },
        file: { type: 'string' },
        side: { enum: ['old', 'new'] },
        line: { type: 'integer' },
      }),
    },
  },
  '/api/v1/proposals/{id}/decision': {
    post: {
      ...operation(
        'Accept, ask for changes, decline (leads); withdraw, show (its author); reopen',
        [proposalId],
        {
          200: 'The proposal',
          409: 'Decided or moved since, or it overlaps: files with base, theirs and mine',
        },
      ),
      requestBody: json({
        decision: { enum: ['accept', 'ask', 'decline', 'withdraw', 'reopen', 'show'] },
        reason: { type: 'string', description: 'Needed to ask and to decline.' },
        tip: { type: 'string', description: 'The commit that was looked at.' },
        asNew: { type: 'boolean', description: 'Make pages again that were deleted since.' },
        lookAgain: { type: 'boolean', description: 'Those who have read the page should look again.' },
      }),
    },
  },
} as const
