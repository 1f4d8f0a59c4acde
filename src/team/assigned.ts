import type { Role } from '../user.ts'
import type { Day } from './days.ts'

/** That a person is to walk a path, as it is kept. */
export interface AssignmentRow {
  readonly id: string
  readonly userId: string
  /** As the path was called then. */
  readonly path: string
  /** The first day. */
  readonly start: Day
  readonly buddyId: string | undefined
  /** The lead who gave it, or who made the rule that did. */
  readonly assignedBy: string | undefined
  readonly ruleId: string | undefined
  /** ISO 8601, UTC. */
  readonly createdAt: string
  readonly endedAt: string | undefined
  /** When leads were told that the buddy has left; undefined while there is one, or nobody was told. */
  readonly buddyGoneToldAt: string | undefined
}

/** `anyone`: whoever comes, in whatever role. */
export const joinerRoles = ['anyone', 'member', 'lead', 'admin'] as const
export type JoinerRole = Role | 'anyone'

/** Everybody who comes to have a role is given a path. */
export interface JoinerRule {
  readonly id: string
  readonly path: string
  readonly role: JoinerRole
  readonly buddyId: string | undefined
  readonly createdBy: string
  /** ISO 8601, UTC. */
  readonly createdAt: string
}

/** That the owner of a step was told how many people have trouble there. */
export interface FrictionTold {
  readonly path: string
  readonly stepId: string
  /** ISO 8601, UTC. */
  readonly at: string
  readonly people: number
}
