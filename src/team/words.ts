import type { Translate } from '../web/i18n.ts'
import type { Trouble } from './standing.ts'

/** Why somebody is to be spoken to, as a sentence. */
export function saidOfTrouble({ kind, days, times, title }: Trouble, t: Translate): string {
  return t(`team.trouble.${kind}`, { days, times, step: title })
}
