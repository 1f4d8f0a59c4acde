import type { Role } from '../src/user.ts'

export interface CastMember {
  readonly name: string
  readonly email: string
  readonly handle: string
  readonly role: Role
  readonly password: string
}

/** The people of the tests: an admin, a lead, a member and somebody new. */
export const ada = member('Ada Han', 'ada', 'admin', 'a bridge of old timber')
export const leo = member('Leo Park', 'leo', 'lead', 'seven maps on the wall')
export const mina = member('김민아', 'mina', 'member', '강가를 따라 걷는 아침')
export const noa = member('Noa Lim', 'noa', 'member', 'first day with new shoes')

export const cast: readonly CastMember[] = [ada, leo, mina, noa]

function member(name: string, handle: string, role: Role, password: string): CastMember {
  return { name, email: `${handle}@team.example`, handle, role, password }
}
