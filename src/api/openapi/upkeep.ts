import { json, operation, parameter } from './operation.ts'
import { path } from './parameters.ts'

/** Verification, translations, owners and sources. */
export const upkeepPaths = {
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
} as const
