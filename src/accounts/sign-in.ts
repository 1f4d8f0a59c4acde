import type { Request, RequestHandler, Response } from 'express'
import passport from 'passport'
import { Strategy as LocalStrategy } from 'passport-local'
import type { Accounts } from './accounts.ts'
import { clearSessionCookie, readCookies, setDeviceCookie, setSessionCookie } from './cookies.ts'
import type { Checked } from './credentials.ts'
import { traceOf } from './trace.ts'

export interface SignIn {
  /** Checks the fields `login` and `password` of the form. @throws TooManyError. */
  authenticate(req: Request, res: Response): Promise<Checked>
  /** Starts a session under a new id; one that the browser came with ends. */
  begin(req: Request, res: Response, userId: string, knownDevice?: boolean): Promise<void>
  /** Puts a session in place that was started elsewhere, after a new password. */
  replace(req: Request, res: Response, sessionId: string): void
  end(req: Request, res: Response): Promise<void>
}

/** Signing in through Passport, with sessions of our own: an instance, nothing global. */
export function createSignIn({ checkCredentials, sessions, devices }: Accounts): SignIn {
  const authenticator = new passport.Passport()
  authenticator.use(
    new LocalStrategy(
      { usernameField: 'login', passwordField: 'password', session: false, passReqToCallback: true },
      (req, login, password, done) => {
        const { device } = readCookies(req)
        checkCredentials({ login, password, device }, traceOf(req)).then(
          (checked) => done(null, { checked }),
          done,
        )
      },
    ),
  )

  return {
    authenticate: (req, res) =>
      new Promise((resolve, reject) => {
        const answer = (error: Error | null, found?: { checked: Checked } | false) => {
          if (error) reject(error)
          else resolve(found ? found.checked : { ok: false, triesLeft: undefined })
        }
        const run = authenticator.authenticate('local', { session: false }, answer) as RequestHandler
        void run(req, res, reject)
      }),
    async begin(req, res, userId, knownDevice = false) {
      const present = readCookies(req).session
      if (present !== undefined) await sessions.end(present)
      setSessionCookie(req, res, await sessions.start(userId))
      if (!knownDevice) setDeviceCookie(req, res, await devices.remember(userId))
    },
    replace: setSessionCookie,
    async end(req, res) {
      const present = readCookies(req).session
      if (present !== undefined) await sessions.end(present)
      clearSessionCookie(req, res)
    },
  }
}
