import { AppError } from '../errors.ts'
import type { CommitId } from './ids.ts'
import type { RefName } from './refs.ts'

/** The branch is no longer where the caller thought: read it again and decide anew. */
export class RefMovedError extends AppError {
  constructor() {
    super('conflict', 'git.refMoved')
  }
}

/** Compare-and-swap of a ref, from `before` (undefined: must not exist) to `after` (undefined: it goes). */
export interface RefMove {
  readonly ref: RefName
  readonly before: CommitId | undefined
  readonly after: CommitId | undefined
}
