import type { Person } from '../accounts/people.ts'
import type { DemandDeps } from './demands.ts'
import { createDemands } from './demands.ts'
import { gapKinds, type Demand, type Gap, type GapKind } from './gap.ts'
import type { Decision, GapStore, Wish } from './store.ts'

export interface GapListDeps extends DemandDeps {
  readonly store: GapStore
  /** Everybody, also those who have left. */
  readonly people: () => Promise<readonly Person[]>
  /** `2026-11-24`. */
  readonly today: () => string
}

export type GapList = ReturnType<typeof createGapList>

/** All gaps: what is missed just now, with what was decided about it. */
export function createGapList(deps: GapListDeps) {
  const { store, people, today } = deps
  const demands = createDemands(deps)

  /** All gaps of these kinds, closed ones too, the most wanted first. Missing pages cost a look at every page. */
  const all = async (kinds: readonly GapKind[] = gapKinds): Promise<Gap[]> => {
    const [decisions, wishes, everybody] = await Promise.all([store.decisions(), store.wishes(), people()])
    const here = new Map(everybody.filter(({ disabled }) => !disabled).map((one) => [one.id, one]))
    const handleOf = (id: string | undefined) => (id === undefined ? undefined : here.get(id)?.handle)
    const decided = new Map(decisions.map((decision) => [decision.id, decision]))
    const own = wishes.filter((wish) => here.has(wish.userId) && isSince(wish, decided))
    const wanted = [
      ...(kinds.includes('search') ? await demands.fromSearches() : []),
      ...(kinds.includes('wish') ? demands.fromWishes(own) : []),
      ...(kinds.includes('missing-page') ? demands.fromLinks() : []),
      ...(kinds.includes('question') ? await demands.fromQuestions() : []),
    ]
    const known = new Set(wanted.map(({ id }) => id))
    const gaps = wanted.map((demand) => {
      const decision = decided.get(demand.id)
      return toGap(demand, decision && holds(demand, decision) ? decision : undefined, handleOf, today())
    })
    const withoutDemand = decisions
      .filter((decision) => kinds.includes(decision.kind) && !known.has(decision.id) && isKept(decision))
      .map((decision) => toGap(demandOf(decision, wishes), decision, handleOf, today()))
    return [...gaps, ...withoutDemand].sort(byDemand)
  }

  return {
    all,
    find: async (id: string): Promise<Gap | undefined> => (await all()).find((gap) => gap.id === id),
  }
}

/** A wish that was made after the gap was closed opens it again. */
function isSince({ gapId, at }: Wish, decided: ReadonlyMap<string, Decision>): boolean {
  const decision = decided.get(gapId)
  return decision?.status !== 'closed' || at > decision.at
}

/** Whether what was decided still stands, though somebody misses it. */
function holds(demand: Demand, decision: Decision): boolean {
  if (decision.status === 'taken') return true
  switch (demand.kind) {
    case 'search':
      return demand.at <= decision.at
    case 'wish':
      return false
    case 'missing-page':
      // A page that closed it and is gone again leaves the link as missing as it was.
      return decision.page === undefined
    case 'question':
      return true
  }
}

/** What was closed can be looked up; what is being written stays also when nobody asks any more. */
function isKept({ status, kind }: Decision): boolean {
  return status === 'closed' || kind === 'wish' || kind === 'search'
}

function demandOf({ id, kind, text }: Decision, wishes: readonly Wish[]): Demand {
  const own = wishes.filter(({ gapId }) => gapId === id)
  return {
    id,
    kind,
    text,
    count: own.length,
    times: 0,
    at: own.at(-1)?.at ?? '',
    askers: own.map(({ userId }) => userId),
    pages: [],
    notes: own.filter(({ note }) => note !== ''),
    path: undefined,
    question: undefined,
  }
}

function toGap(
  demand: Demand,
  decision: Decision | undefined,
  handleOf: (id: string | undefined) => string | undefined,
  today: string,
): Gap {
  const assignee = decision?.status === 'taken' ? handleOf(decision.assigneeId) : undefined
  // Whoever was to write it has left: nobody writes it.
  const isOpen = decision === undefined || (decision.status === 'taken' && assignee === undefined)
  const due = isOpen ? undefined : decision.due
  return {
    ...demand,
    status: isOpen ? 'open' : decision.status,
    assignee,
    due,
    late: due !== undefined && decision?.status === 'taken' && due < today,
    page: decision?.page,
    reason: decision?.reason ?? '',
    changedAt: isOpen ? undefined : decision.at,
  }
}

function byDemand(a: Gap, b: Gap): number {
  return b.count - a.count || b.times - a.times || b.at.localeCompare(a.at) || a.text.localeCompare(b.text)
}
