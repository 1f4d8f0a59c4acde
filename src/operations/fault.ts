import type { MessageParams } from '../errors.ts'

export type FaultKind =
  'git' | 'sql' | 'file-name' | 'front-matter' | 'link' | 'relation' | 'application-log' | 'stale'

/** One thing that is wrong, for a line of a list. */
export interface Fault {
  readonly kind: FaultKind
  /** The file of the repository, or the file of DATA_DIR, that it is found in. */
  readonly path: string
  readonly what: { readonly key: string; readonly params: MessageParams }
}
