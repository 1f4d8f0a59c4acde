import { operation, parameter } from './operation.ts'
import { path } from './parameters.ts'

const feedbackId = parameter('id', 'path', 'The id of a question or an opinion.')

/** Questions and opinions on pages. */
export const feedbackPaths = {
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
} as const
