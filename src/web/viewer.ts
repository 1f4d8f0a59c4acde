import type { Request } from 'express'
import { UnauthenticatedError } from '../errors.ts'
import type { Lang, Theme, User } from '../user.ts'

/** Who looks, and how they want to see it. Set once a request by `accounts/guards`. */
export interface Viewer {
  readonly user: User | undefined
  readonly via: 'session' | 'token' | undefined
  readonly lang: Lang
  readonly theme: Theme
  /** How many notifications they have not seen. */
  readonly unseen: number
}

declare module 'express-serve-static-core' {
  interface Request {
    id: string
    viewer: Viewer
  }
}

/** @throws UnauthenticatedError where nobody is signed in. */
export function signedIn(req: Request): User {
  if (!req.viewer.user) throw new UnauthenticatedError()
  return req.viewer.user
}

/** True where the answer should be JSON: programs get problem details, people get pages. */
export function wantsJson(req: Request): boolean {
  return req.path.startsWith('/api/') || req.viewer?.via === 'token'
}
