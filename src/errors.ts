/**
 * What can go wrong and is the caller's to know. Everything else that is thrown is a defect: it
 * answers 500 with a request id and its details go to the log alone.
 *
 * `key` names a message in a feature's `messages.ts` (Korean and English), `params` fill it in.
 */
export type ErrorCode =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'precondition-failed'
  | 'precondition-required'
  | 'too-large'
  | 'too-many'
  | 'storage-full'
  | 'unavailable'

export type MessageParams = Readonly<Record<string, string | number>>

export class AppError extends Error {
  readonly code: ErrorCode
  readonly key: string
  readonly params: MessageParams

  constructor(code: ErrorCode, key: string, params: MessageParams = {}, options?: ErrorOptions) {
    super(`${key} ${JSON.stringify(params)}`, options)
    this.name = new.target.name
    this.code = code
    this.key = key
    this.params = params
  }
}

/** Input that cannot be accepted; `field` says where on the form, when there is one. */
export class InvalidError extends AppError {
  readonly field: string | undefined

  constructor(key: string, params?: MessageParams, options?: ErrorOptions & { field?: string }) {
    super('invalid', key, params, options)
    this.field = options?.field
  }
}

export class UnauthenticatedError extends AppError {
  constructor(key = 'errors.unauthenticated', params?: MessageParams) {
    super('unauthenticated', key, params)
  }
}

export class ForbiddenError extends AppError {
  constructor(key = 'errors.forbidden', params?: MessageParams) {
    super('forbidden', key, params)
  }
}

/** Missing, or not visible to who asks: the two are never told apart. */
export class NotFoundError extends AppError {
  constructor(key = 'errors.notFound', params?: MessageParams) {
    super('not-found', key, params)
  }
}

export class PreconditionFailedError extends AppError {
  constructor(key: string, params?: MessageParams) {
    super('precondition-failed', key, params)
  }
}

export class TooManyError extends AppError {
  readonly retryAfterSeconds: number

  constructor(key: string, retryAfterSeconds: number, params?: MessageParams) {
    super('too-many', key, { ...params, minutes: Math.ceil(retryAfterSeconds / 60) })
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** A command or a start-up that cannot go on: one sentence in English that says what to do. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
