import type { Translate } from '../web/i18n.ts'
import type { Trouble } from './standing.ts'

/** Why somebody is to be spoken to, as a sentence. */
export function saidOfTrouble({ kind, days, times, title }: Trouble, t: Translate): string {
  // The other kinds begin with two.
  const key = kind === 'late' && days === 1 ? 'team.trouble.late.one' : `team.trouble.${kind}`
  return t(key, { days, times, step: title })
}
