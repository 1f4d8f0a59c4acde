import type { ErrorRequestHandler, Request, Response } from 'express'
import { AppError, NotFoundError, TooManyError, type ErrorCode } from '../errors.ts'
import type { Log } from '../log.ts'
import { typedText } from './forms.ts'
import type { Translations } from './i18n.ts'
import { storageFault } from './storage-faults.ts'
import type { Views } from './view.ts'
import { wantsJson } from './viewer.ts'

const STATUS: Readonly<Record<ErrorCode, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'precondition-failed': 412,
  'precondition-required': 428,
  'too-large': 413,
  'too-many': 429,
  'storage-full': 507,
  unavailable: 503,
}

interface ErrorTools {
  readonly views: Views
  readonly translations: Translations
  readonly log: Log
}

/** The last handler: a page for people, RFC 9457 problem details for programs, details only in the log. */
export function answerErrors({ views, translations, log }: ErrorTools): ErrorRequestHandler {
  return (thrown: unknown, req, res, _next) => {
    const error = asAppError(thrown)
    if (error === undefined)
      log.error({ err: thrown, id: req.id, method: req.method, path: req.path }, 'defect')
    // Who reads the log is to know of a disk before anybody comes and says so.
    else if (error.cause !== undefined && STATUS[error.code] >= 500)
      log.error({ err: error.cause, id: req.id, method: req.method, path: req.path }, error.code)
    if (res.headersSent) {
      res.destroy()
      return
    }
    const status = error ? STATUS[error.code] : 500
    if (error instanceof TooManyError) res.setHeader('Retry-After', String(error.retryAfterSeconds))
    if (req.path.startsWith('/git/')) sendToGit(req, res, status, error, translations)
    else if (wantsJson(req)) sendProblem(req, res, status, error, translations)
    else sendPage(req, res, status, error, views)
  }
}

/** For whatever no route answered. */
export function answerNotFound(): never {
  throw new NotFoundError()
}

function sendProblem(
  req: Request,
  res: Response,
  status: number,
  error: AppError | undefined,
  translations: Translations,
): void {
  const t = translations[req.viewer?.lang ?? 'en']
  const { key, params } = messageOf(req, error)
  if (status === 401) res.setHeader('WWW-Authenticate', 'Bearer')
  res.status(status).type('application/problem+json')
  res.end(
    JSON.stringify({
      type: 'about:blank',
      title: t(`errors.title.${error?.code ?? 'defect'}`),
      status,
      detail: t(key, params),
      code: error?.code ?? 'defect',
      requestId: req.id,
    }),
  )
}

/** Git's client shows a plain text as its own `remote: …`, and asks for a password where it is told how. */
function sendToGit(
  req: Request,
  res: Response,
  status: number,
  error: AppError | undefined,
  translations: Translations,
): void {
  const t = translations[req.viewer?.lang ?? 'en']
  if (status === 401) res.setHeader('WWW-Authenticate', 'Basic realm="Giljabi", charset="UTF-8"')
  res.status(status).type('text/plain')
  const { key, params } = messageOf(req, error)
  const hint = status === 401 ? `${t('errors.git.token')}\n` : ''
  res.end(`${t(key, params)}\n${hint}`)
}

/** What is said of an error; of a defect no more than where the log has it. */
function messageOf({ id }: Request, error: AppError | undefined): Pick<AppError, 'key' | 'params'> {
  return error ?? { key: 'errors.defect', params: { id } }
}

function sendPage(
  req: Request,
  res: Response,
  status: number,
  error: AppError | undefined,
  views: Views,
): void {
  if (status === 401 && req.method === 'GET') {
    res.redirect(303, `/login?next=${encodeURIComponent(req.originalUrl)}`)
    return
  }
  const layout = req.viewer.user ? ('shell' as const) : ('door' as const)
  // What was typed is shown again: nobody loses a text to a session that ended or a check that failed.
  const typed = req.method === 'POST' ? keepable(typedText(req.body)) : {}
  const locals = {
    code: error?.code ?? 'defect',
    message: messageOf(req, error),
    typed,
    requestId: req.id,
    layout,
    title: '',
  }
  views.send(req, res, 'errors/error', locals, status)
}

function keepable(typed: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(typed).filter(([name]) => !/password|token/i.test(name)))
}

/** Our own errors, and those of Express and its body parsers in our words. */
function asAppError(thrown: unknown): AppError | undefined {
  if (thrown instanceof AppError) return thrown
  if (typeof thrown !== 'object' || thrown === null) return undefined
  const { status, type, name } = thrown as {
    status?: number
    type?: string
    name?: string
  }
  if (type === 'entity.too.large') return new AppError('too-large', 'errors.tooLarge', {}, { cause: thrown })
  const storage = storageFault(thrown)
  if (storage) return storage
  const clientFault = name === 'URIError' || (status !== undefined && status >= 400 && status < 500)
  return clientFault ? new AppError('invalid', 'errors.request', {}, { cause: thrown }) : undefined
}
