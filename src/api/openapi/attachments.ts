import { operation, parameter } from './operation.ts'
import { path } from './parameters.ts'

const fileName = parameter('name', 'path', 'The file’s name, such as map.png.')
const bytes = {
  required: true,
  content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
} as const

/** Files of pages. */
export const attachmentsPaths = {
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
      requestBody: bytes,
    },
    delete: operation('Remove a file (leads)', [path, fileName], { 204: 'Removed; its history stays' }),
  },
  '/api/v1/pages/{path}/proposed-files/{name}': {
    put: {
      ...operation(
        'Send a file, its bytes as the body, for a proposal: the next one whose text links to it brings it along',
        [path, fileName],
        { 201: 'Kept for 90 days; markdown is what to write', 413: 'Too large', 429: 'Too many today' },
      ),
      requestBody: bytes,
    },
  },
} as const
