import { z } from 'zod'

const text = z.string().max(1_000)

/** The same filters for people and for programs. */
export const SearchQuery = z.object({
  q: text.default(''),
  kind: text.optional(),
  tag: text.optional(),
  lang: text.optional(),
  owner: text.optional(),
  status: text.optional(),
})

const total = z.coerce.number().int().min(0).max(1_000_000)

/** A finished search, as the page of results tells of it. */
export const FinishedForm = z.object({ q: text.min(1), total, opened: z.string().max(600).optional() })

/** The same, as programs do. */
export const FinishedBody = z.object({
  query: text.min(1),
  found: total,
  opened: z.string().max(600).optional(),
})

/** An unchosen facet is sent as an empty field by a form. */
export function dropEmpty<T extends Record<string, unknown>>(query: T): T {
  return Object.fromEntries(
    Object.entries(query).filter(([name, value]) => value !== '' || name === 'q'),
  ) as T
}
