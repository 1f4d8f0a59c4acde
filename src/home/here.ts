import type { Walk, WalkStep } from '../learning/paths.ts'

/** The one step that the home page asks for. */
export interface Here {
  readonly walk: Walk
  readonly step: WalkStep
  /** False: a path to begin is suggested. */
  readonly begun: boolean
}

/** The path that newcomers are offered first, where the wiki has it. */
const FIRST_PATH = 'paths/first-two-weeks'

/** Whether the page of a path links to that of another. */
export type LeadsOn = (from: string, to: string) => boolean

/**
 * The next step of the path walked last; where there is none, the first step of a path to begin: one that was given
 * to this person before one that they may choose; of these, one to which a path that they have finished leads on.
 */
export function chooseHere(walks: readonly Walk[], leadsOn: LeadsOn): Here | undefined {
  // A path whose steps all wait for something else asks for nothing now.
  const open = walks.filter((walk) => walk.next && !walk.finished)
  const ongoing = open.filter((walk) => walk.begun).sort((a, b) => b.lastAt.localeCompare(a.lastAt))
  const fresh = open.filter((walk) => !walk.begun)
  const given = fresh
    .filter(({ assignment }) => assignment !== undefined)
    .sort((a, b) => (a.assignment?.start ?? '').localeCompare(b.assignment?.start ?? ''))
  const finished = walks.filter((walk) => walk.finished || walk.finish !== undefined)
  const first = fresh.find(({ path }) => path === FIRST_PATH)
  const onward = fresh.find((to) => finished.some((from) => leadsOn(from.path, to.path)))
  const walk = ongoing[0] ?? given[0] ?? first ?? onward ?? fresh[0]
  return walk?.next && { walk, step: walk.next, begun: walk.begun }
}
