import type { FileChange } from './tree-changes.ts'

export const MERGE_RULES_FILE = '.gitattributes'

/** Logs only grow, a line an entry: where two copies of one grew, both keep their lines. */
export const MERGE_RULES = '*.jsonl merge=union\n'

/** Its blob id. */
export const MERGE_RULES_BLOB = '5c4616523f12c66af53b9501ab2116db950dd874'

/** The one file of git's own that may be written, with these very words: attributes can name programs to run. */
export function isMergeRules(change: FileChange): boolean {
  return (
    change.path === MERGE_RULES_FILE && 'content' in change && change.content.toString('utf8') === MERGE_RULES
  )
}
