import { hash } from 'node:crypto'

/** Where a gap comes from: a search that found nothing, a wish, a link that leads nowhere, a question on a page. */
export const gapKinds = ['search', 'wish', 'missing-page', 'question'] as const
export type GapKind = (typeof gapKinds)[number]

export const gapStatuses = ['open', 'taken', 'closed'] as const
export type GapStatus = (typeof gapStatuses)[number]

/** Something that the wiki lacks, as those who miss it say it. */
export interface Demand {
  readonly id: string
  readonly kind: GapKind
  readonly text: string
  /** How many miss it: people of wishes and questions, people a day of searches, pages that link to it. */
  readonly count: number
  /** Breaks ties of `count`. */
  readonly times: number
  /** ISO 8601, UTC; of the last who missed it. Empty where nobody knows. */
  readonly at: string
  /** Ids of accounts, where they said who they are: they are told when it is there. */
  readonly askers: readonly string[]
  /** Pages that link to it, or the page it was asked on. */
  readonly pages: readonly string[]
  readonly notes: readonly WishNote[]
  /** Of a missing page: where it is linked to. Undefined where it is linked to by a title. */
  readonly path: string | undefined
  /** The id of the question. */
  readonly question: string | undefined
}

export interface WishNote {
  readonly userId: string
  readonly note: string
  readonly at: string
}

/** A demand with what was decided about it. */
export interface Gap extends Demand {
  readonly status: GapStatus
  /** The handle of who is writing it. */
  readonly assignee: string | undefined
  /** `2026-12-24`. */
  readonly due: string | undefined
  readonly late: boolean
  /** The page that answers it, or is going to. */
  readonly page: string | undefined
  readonly reason: string
  /** When the last decision was made. */
  readonly changedAt: string | undefined
}

/** The same for the same need, whoever has it first: nothing need be written for a gap to have an id. */
export function gapId(kind: GapKind, key: string): string {
  return hash('sha256', `${kind}\n${key}`, 'base64url').slice(0, 22)
}
