import express, { type Express, type Request, type RequestHandler, type Response } from 'express'
import { ForbiddenError, UnauthenticatedError } from '../errors.ts'
import { hasRole } from '../user.ts'
import { accessTable, refusals, type Access } from './access.ts'

export type Handler = (req: Request, res: Response) => unknown
type Mount = (pattern: string, ...handlers: Handler[]) => void

export interface Routes {
  readonly get: Mount
  readonly post: Mount
  readonly put: Mount
  readonly delete: Mount
}

/** Form bodies: a page of 1 MB is 3 MB where Hangul is percent-encoded. */
const readFormBody = express.urlencoded({ extended: false, limit: '4mb', parameterLimit: 2_000 })

/**
 * The one way to mount a route: its row in the access table decides who gets through.
 * @throws Error at start-up for a route that has no row.
 */
export function createRoutes(app: Express): Routes {
  const mount =
    (method: 'get' | 'post' | 'put' | 'delete'): Mount =>
    (pattern, ...handlers) => {
      const row = `${method.toUpperCase()} ${pattern}`
      const access = accessTable[row]
      if (access === undefined) throw new Error(`The access table has no row for ${row}`)
      const guard = admit(access, refusals[row])
      const before = method === 'post' ? [readFormBody, guard] : [guard]
      app[method](pattern, ...before, ...(handlers as RequestHandler[]))
    }
  return { get: mount('get'), post: mount('post'), put: mount('put'), delete: mount('delete') }
}

function admit(access: Access, refusal = `errors.needs.${access}`): RequestHandler {
  return (req, _res, next) => {
    if (access === 'anyone') return next()
    const { user } = req.viewer
    if (!user) throw new UnauthenticatedError()
    if (!hasRole(user, access)) throw new ForbiddenError(refusal)
    next()
  }
}
