import type { FileChange } from '../git/repository.ts'
import { MERGE_RULES_FILE, MERGE_RULES } from '../git/merge-rules.ts'
import type { Content } from '../pages/content.ts'

/**
 * Tells git, in every clone, to join two logs that both grew by keeping both. Goes in with the first line of a log; a
 * file of that name that the team keeps already stays as it is.
 */
export function mergeRulesFor({ history }: Pick<Content, 'history'>): FileChange[] {
  if (history.latest(MERGE_RULES_FILE) !== undefined) return []
  return [{ path: MERGE_RULES_FILE, content: Buffer.from(MERGE_RULES) }]
}
