import type { User } from '../user.ts'

/** What this feature asks of the accounts. */
export interface WalkingPeople {
  findById(id: string): Promise<User | undefined>
  findByHandle(handle: string): Promise<User | undefined>
  /** Leads and admins who can sign in. */
  leads(): Promise<readonly User[]>
}

/** Where nobody is known. */
export const NOBODY: WalkingPeople = {
  findById: () => Promise.resolve(undefined),
  findByHandle: () => Promise.resolve(undefined),
  leads: () => Promise.resolve([]),
}
