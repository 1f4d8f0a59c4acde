/** Who asks, as every layer knows them. Roles and what they may do: DESIGN §8 of the README's map. */
export const roles = ['member', 'lead', 'admin'] as const
export type Role = (typeof roles)[number]

export const langs = ['ko', 'en'] as const
export type Lang = (typeof langs)[number]

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** Where a team is at home whose people have not said otherwise. */
export const HOME_TIME_ZONE = 'Asia/Seoul'

export interface User {
  readonly id: string
  /** The name in addresses and in front matter (`owner: handle`): lower case, unique, never reused. */
  readonly handle: string
  readonly email: string
  readonly name: string
  readonly role: Role
  /** Undefined: as the browser asks. */
  readonly lang: Lang | undefined
  readonly theme: Theme
  /** Where they live, as an IANA name (`Europe/Berlin`); undefined: in the wiki's own time zone. */
  readonly timeZone?: string | undefined
}

/** An admin may do what a lead may, and a lead what a member may. */
export function hasRole(user: Pick<User, 'role'>, needed: Role): boolean {
  return roles.indexOf(user.role) >= roles.indexOf(needed)
}
