import type { Request } from 'express'
import type { User } from '../user.ts'
import type { Translations } from '../web/i18n.ts'
import type { Routes } from '../web/routes.ts'
import type { Views } from '../web/view.ts'
import type { Accounts } from './accounts.ts'
import { accountPages } from './account-routes.ts'
import { doorRoutes } from './door-routes.ts'
import { inviteRoutes } from './invite-routes.ts'
import { peopleRoutes } from './people-routes.ts'
import type { Person } from './people.ts'
import { createSignIn, type SignIn } from './sign-in.ts'
import { tokenRoutes } from './token-routes.ts'

export interface AccountRoutesDeps {
  readonly accounts: Accounts
  readonly views: Views
  readonly translations: Translations
  /** Where people reach the wiki, for links that are handed over; undefined: as the request says. */
  readonly baseUrl: string | undefined
  /** The pages that a person owns and the viewer may see. */
  readonly pagesOf?: (viewer: User, person: Person) => readonly OwnedPage[] | Promise<readonly OwnedPage[]>
  /** Gives all pages of one (a handle) to another. @throws InvalidError for who cannot look after them. */
  readonly handOver?: (user: User, from: string, to: string) => Promise<unknown>
}

export interface OwnedPage {
  readonly path: string
  readonly title: string
  readonly lang: string
}

export interface AccountRouting extends AccountRoutesDeps {
  readonly signIn: SignIn
}

/** Signing in and out, one's own account, people, and what admins do with them. */
export function accountRoutes(routes: Routes, deps: AccountRoutesDeps): void {
  const routing: AccountRouting = { ...deps, signIn: createSignIn(deps.accounts) }
  doorRoutes(routes, routing)
  accountPages(routes, routing)
  tokenRoutes(routes, routing)
  peopleRoutes(routes, routing)
  inviteRoutes(routes, routing)
}

/** A link as it is handed over: under the configured address, so that a forged Host cannot lead away. */
export function linkTo(req: Request, baseUrl: string | undefined, path: string): string {
  return `${baseUrl ?? `${req.protocol}://${req.host}`}${path}`
}
