import { json, operation, parameter } from './operation.ts'
import { lang, path } from './parameters.ts'

const markdown = { content: { 'text/markdown': { schema: { type: 'string' } } }, required: true }
const ifMatch = parameter('If-Match', 'header', 'The revision that must be the present one.')

/** Pages, their changes and the trash. */
export const pagesPaths = {
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
      428: 'Without If-Match',
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
  '/api/v1/pages/{path}/changes': {
    get: operation(
      'What changed since a revision of a page: from, to, diff (unified), html',
      [path, parameter('since', 'query', 'The revision (blob id) that was read.'), lang],
      { 200: 'The changes' },
    ),
  },
} as const
