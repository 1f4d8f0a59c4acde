import type { Routes } from '../web/routes.ts'

/** Describes all of /api/v1 (OpenAPI 3.1). A test holds it to the access table. */
export function apiDescription(routes: Routes): void {
  routes.get('/api/openapi.json', (_req, res) => res.json(description))
}

const path = parameter('path', 'path', 'The page’s whole path, such as lessons/read-the-official-docs-first.')
const fileName = parameter('name', 'path', 'The file’s name, such as map.png.')
const lang = parameter('lang', 'query', 'The language of the variant: ko or en.')
const q = parameter('q', 'query', 'What is looked for; filters like kind:lesson may be part of it.')
const limit = parameter('limit', 'query', 'The most results to answer with; 10 where not given.')
const filters = ['kind', 'tag', 'lang', 'owner', 'status'].map((name) =>
  parameter(name, 'query', `Only this ${name}.`),
)
const proposalId = parameter('id', 'path', 'The number of a proposal.')
const stepId = parameter('id', 'path', 'The id of a step of the path.')
const applicationId = parameter('id', 'path', 'The id of an entry of the log.')
const contradictionId = parameter('id', 'path', 'The id of the pair.')
const actionNumber = parameter('number', 'path', 'The number of the action, from 0.')
const gapNumber = parameter('id', 'path', 'The id of a gap.')
const gapKind = parameter('kind', 'query', 'Only search, wish, missing-page or question.')
const gapStatus = parameter(
  'status',
  'query',
  'open, taken, closed or all; what is not closed where not given.',
)
const days = parameter('days', 'query', '7 or 30.')
const feedbackId = parameter('id', 'path', 'The id of a question or an opinion.')
const assignmentId = parameter('id', 'path', 'The id of an assignment or of a rule.')
const handle = parameter('handle', 'path', 'The handle of a person.')
const teamPath = parameter('path', 'query', 'The whole path of a learning path.')
const cohort = parameter('cohort', 'query', 'Only who began in this month: 2026-11.')
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
        204: 'Deleted: in the trash for 30 days, in its history for good',
        412: 'Changed since',
      }),
    },
    '/api/v1/pages/{path}/move': {
      post: operation(
        'Move a page, or with folder its folder, links and all (leads): to, folder, dryRun',
        [path],
        {
          200: 'What moved and where links were mended',
          412: 'A page is there already',
        },
      ),
    },
    '/api/v1/pages/{path}/undeletion': {
      post: {
        ...operation('Bring a deleted page back from the trash, in one commit (leads)', [path], {
          200: 'Its path',
          404: 'Not in your trash',
          412: 'Another page is in its place',
        }),
        requestBody: json({
          commit: { type: 'string', description: 'By which it was deleted; may be left out.' },
        }),
      },
    },
    '/api/v1/trash': {
      get: operation('Deleted pages of the last 30 days (leads: their own; admins: all)', [], {
        200: 'Newest first; commit names the deletion, taken the page that is in its place',
      }),
    },
    '/api/v1/pages/{path}/files': {
      get: operation('The files that belong to a page or are used by it', [path], { 200: 'Files' }),
    },
    '/api/v1/pages/{path}/files/{name}': {
      get: operation('A file’s bytes; ranges are answered', [path, fileName], {
        200: 'The file',
        206: 'The part that Range asks for',
        304: 'Unchanged since the revision in If-None-Match',
        416: 'It has no such part',
      }),
      put: {
        ...operation(
          'Attach a file, its bytes as the body (leads)',
          [
            path,
            fileName,
            parameter('number', 'query', 'yes: where another file has the name, it gets a number.'),
            parameter('If-None-Match', 'header', '*: create only.'),
          ],
          { 200: 'Replaced', 201: 'Created', 412: 'The name is taken', 413: 'Too large' },
        ),
        requestBody: {
          required: true,
          content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
        },
      },
      delete: operation('Remove a file (leads)', [path, fileName], { 204: 'Removed; its history stays' }),
    },
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
    '/api/v1/pages/{path}/verification': {
      post: {
        ...operation('Say whether a page is still true (owner, leads)', [path], {
          200: 'How the page stands now',
          412: 'The page has changed since revision',
        }),
        requestBody: json({
          verdict: { enum: ['still-true', 'changed', 'archive'] },
          revision: { type: 'string', description: 'What was looked at; may be left out.' },
        }),
      },
    },
    '/api/v1/pages/{path}/publication': {
      post: operation('Publish an archived page again (owner, leads)', [path], {
        200: 'How the page stands now',
      }),
    },
    '/api/v1/pages/{path}/translation': {
      post: {
        ...operation('Say that a translation is in step with its original (owner, leads)', [path], {
          200: 'Noted',
          412: 'The original has changed since revision',
        }),
        requestBody: json({
          lang: { enum: ['ko', 'en'] },
          revision: { type: 'string', description: 'Of the original; may be left out.' },
        }),
      },
    },
    '/api/v1/pages/{path}/owner': {
      put: {
        ...operation('Give a page to somebody, or to nobody (leads)', [path], { 200: 'The owner' }),
        requestBody: json({ owner: { type: ['string', 'null'], description: 'A handle.' } }),
      },
    },
    '/api/v1/people/{handle}/hand-over': {
      post: {
        ...operation(
          'Give the pages of one to another, in one commit (leads)',
          [parameter('handle', 'path', 'Whose pages.')],
          { 200: 'How many' },
        ),
        requestBody: json({
          to: { type: ['string', 'null'], description: 'A handle; null: nobody.' },
          paths: { type: 'array', items: { type: 'string' }, description: 'Which of them; may be left out.' },
        }),
      },
    },
    '/api/v1/upkeep': {
      get: operation(
        'How pages stand between two verifications, now and over the last weeks (leads)',
        ['folder', 'owner', 'state'].map((name) => parameter(name, 'query', `Only this ${name}.`)),
        { 200: 'counts, weeks and pages, worst first' },
      ),
    },
    '/api/v1/upkeep/translations': {
      get: operation('What to translate next, by readings (leads)', [], { 200: 'Pages' }),
    },
    '/api/v1/sources': {
      get: operation(
        'What the pages rest on that the caller looks after (leads: all pages), and whether it is still there',
        [],
        { 200: 'Sources' },
      ),
      post: {
        ...operation('Settle a source on the pages that rest on it: owners on theirs, leads on all', [], {
          200: 'On how many pages',
        }),
        requestBody: json({
          url: { type: 'string' },
          act: { enum: ['replace', 'hold', 'remove'] },
          to: { type: 'string', description: 'The new address, for replace.' },
        }),
      },
    },
    '/api/v1/sources/check': {
      post: operation('Ask for all sources now, in the background (leads)', [], {
        202: 'Begun',
        409: 'Checking is off',
      }),
    },
    '/api/v1/me/notifications': {
      get: operation('What happened that concerns the caller, newest first', [], { 200: 'Notifications' }),
    },
    '/api/v1/me/notifications/seen': {
      post: operation('Up to which one the caller has seen', [], { 204: 'Remembered' }),
    },
    '/api/v1/pages/{path}/changes': {
      get: operation(
        'What changed since a revision of a page: from, to, diff (unified), html',
        [path, parameter('since', 'query', 'The revision (blob id) that was read.'), lang],
        { 200: 'The changes' },
      ),
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
    '/api/v1/me/progress': { get: operation('One’s own progress on all paths', [], { 200: 'Progress' }) },
  },
} as const

function parameter(name: string, place: 'path' | 'query' | 'header', about: string) {
  return { name, in: place, required: place === 'path', description: about, schema: { type: 'string' } }
}

function json(properties: Readonly<Record<string, unknown>>) {
  return { content: { 'application/json': { schema: { type: 'object', properties } } }, required: true }
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
