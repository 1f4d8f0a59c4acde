import { parameter } from './operation.ts'

export const path = parameter(
  'path',
  'path',
  'The page’s whole path, such as lessons/read-the-official-docs-first.',
)

export const lang = parameter('lang', 'query', 'The language of the variant: ko or en.')

export const days = parameter('days', 'query', '7 or 30.')

export const handle = parameter('handle', 'path', 'The handle of a person.')
