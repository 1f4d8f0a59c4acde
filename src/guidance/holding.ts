import { byMoment, outcomes, type Application, type Outcome, type Reassurance } from './application-log.ts'

/** How often a lesson held. */
export type Counts = Readonly<Record<Outcome, number>>

const LOOKED_AT = 5
const MOST = 3

/**
 * Whether a lesson has stopped holding: the latest two did not hold, or more than half of the latest five (three of
 * them, also where there are fewer than five). Only what was applied since the text last changed speaks of it.
 * @param newestFirst its applications
 * @param revision the blob id of the lesson now
 * @param reassured that somebody found this text true nonetheless, the last time: only what came after it speaks
 * @param changedAt ISO 8601; when it came to be so, for entries that do not name their revision
 */
export function hasStoppedHolding(
  newestFirst: readonly Application[],
  revision: string,
  changedAt: string,
  reassured?: Reassurance,
): boolean {
  const latest = newestFirst
    .filter((entry) => (entry.revision === undefined ? entry.at >= changedAt : entry.revision === revision))
    .filter((entry) => !reassured || byMoment(entry, reassured) > 0)
    .slice(0, LOOKED_AT)
  const failed = latest.filter(({ outcome }) => outcome === 'not').length
  const [last, before] = latest
  return (
    (last?.outcome === 'not' && before?.outcome === 'not') || (failed >= MOST && last?.outcome !== 'held')
  )
}

export function countOutcomes(entries: readonly Application[]): Counts {
  const count = (outcome: Outcome) => entries.filter((entry) => entry.outcome === outcome).length
  return Object.fromEntries(outcomes.map((outcome) => [outcome, count(outcome)])) as Counts
}
