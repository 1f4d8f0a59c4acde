import type { Step } from '../pages/front-matter.ts'
import { leadsTo } from './path-graph.ts'

/** Ids of the steps that come directly before a step, of those that there are. */
export function edgesOfSteps(steps: readonly Step[]): (id: string) => readonly string[] {
  const before = new Map(
    steps.map(({ id, after = [] }) => [id, after.map((other) => other.normalize('NFC'))]),
  )
  return (id) => (before.get(id) ?? []).filter((other) => before.has(other))
}

/**
 * By step id: which steps have to be done before it. An edge of a loop, which only a push can bring, holds nobody up.
 */
export function stepsBefore(steps: readonly Step[]): ReadonlyMap<string, readonly string[]> {
  const edges = edgesOfSteps(steps)
  const sound = (id: string) => edges(id).filter((other) => !leadsTo(other, id, edges))
  return new Map(steps.map(({ id }) => [id, sound(id)]))
}
