import type { MessageParams } from '../errors.ts'
import type { messages } from './messages.ts'

/** One line of a report: what was done to a file and why, as a message. */
export interface Note {
  readonly key: keyof typeof messages
  readonly params: MessageParams
}

export function note(key: keyof typeof messages, params: MessageParams = {}): Note {
  return { key, params }
}
