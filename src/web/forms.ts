import type { Request } from 'express'
import type { z } from 'zod'
import { InvalidError, type MessageParams } from '../errors.ts'

export interface FieldError {
  readonly key: string
  readonly params: MessageParams
}
export type FieldErrors = Readonly<Record<string, FieldError>>

export type ParsedForm<T> =
  | { readonly ok: true; readonly values: T }
  | { readonly ok: false; readonly errors: FieldErrors; readonly typed: Readonly<Record<string, string>> }

/**
 * A sent form against its schema. Message keys come from the schema (`z.string().min(1, 'pages.title.missing')`);
 * other faults get a general one. What was typed comes back, so that the form can be shown again with it.
 */
export function parseForm<T>(schema: z.ZodType<T>, body: unknown): ParsedForm<T> {
  const parsed = schema.safeParse(body ?? {})
  if (parsed.success) return { ok: true, values: parsed.data }
  const errors: Record<string, FieldError> = {}
  for (const issue of parsed.error.issues) {
    const field = issue.path.join('.') || 'form'
    errors[field] ??= describe(issue)
  }
  return { ok: false, errors, typed: typedText(body) }
}

/** The query against its schema. @throws InvalidError (400), also for a parameter that is sent twice. */
export function parseQuery<T>(schema: z.ZodType<T>, req: Request): T {
  return parse(schema, req.query, 'errors.query')
}

/** A JSON body against its schema. @throws InvalidError (400) that names the first fault. */
export function parseBody<T>(schema: z.ZodType<T>, body: unknown): T {
  return parse(schema, body, 'errors.body')
}

/** The strings of a sent form, for showing it again. */
export function typedText(body: unknown): Record<string, string> {
  if (typeof body !== 'object' || body === null) return {}
  const fields = Object.entries(body as Record<string, unknown>)
  return Object.fromEntries(fields.filter((field): field is [string, string] => typeof field[1] === 'string'))
}

/** An error of an operation as the error of the form field it is about. */
export function fieldErrors(error: InvalidError, fallback = 'form'): FieldErrors {
  return { [error.field ?? fallback]: { key: error.key, params: error.params } }
}

function parse<T>(schema: z.ZodType<T>, value: unknown, key: string): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const field = issue?.path.join('.') ?? ''
  throw new InvalidError(key, { field: field === '' ? '?' : field, reason: issue?.message ?? '' })
}

const OWN_KEY = /^[a-zA-Z]+(\.[a-zA-Z]+)+$/

function describe(issue: z.core.$ZodIssue): FieldError {
  if (OWN_KEY.test(issue.message)) return { key: issue.message, params: {} }
  if (issue.code === 'unrecognized_keys')
    return { key: 'errors.field.unknown', params: { field: issue.keys.join(', ') } }
  return { key: 'errors.field.invalid', params: {} }
}
