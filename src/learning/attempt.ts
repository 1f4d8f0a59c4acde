/** A quiz that somebody answered and did not pass. What they answered is not kept. */
export interface QuizAttempt {
  readonly userId: string
  readonly path: string
  readonly stepId: string
  /** ISO 8601, UTC. */
  readonly at: string
  /** The numbers of the questions that were not right, from 0. */
  readonly wrong: readonly number[]
}
