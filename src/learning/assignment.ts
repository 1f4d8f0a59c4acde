/** That somebody was given a path to walk, as whoever assigns paths knows it. */
export interface Assignment {
  /** The first day, `2026-11-24`. */
  readonly start: string
  readonly buddy: Buddy | undefined
  /** The day up to which a step with `due: <days>d` is to be done, `2026-11-27`: working days from the start. */
  readonly dueOn: (days: number) => string
  /** Whether that day is over where the walker lives. */
  readonly isLate: (day: string) => boolean
}

export interface Buddy {
  readonly id: string
  readonly handle: string
  readonly name: string
}

/** Whom a buddy accompanies on which path. */
export interface Accompanied {
  readonly userId: string
  readonly path: string
}

/** Who was given which path. Asked on views, so it answers from memory. */
export interface Assignments {
  /** Undefined for somebody who walks a path of their own accord. */
  assignmentOf(userId: string, path: string): Promise<Assignment | undefined>
  /** The people on the paths whose buddy this person is. */
  accompaniedBy(userId: string): Promise<readonly Accompanied[]>
  /** Changes whenever an answer would: part of the version of what pages show. */
  readonly version: () => string
}

/** Where nobody assigns paths. */
export const NO_ASSIGNMENTS: Assignments = {
  assignmentOf: () => Promise.resolve(undefined),
  accompaniedBy: () => Promise.resolve([]),
  version: () => '',
}
