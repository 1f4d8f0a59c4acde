import type { Edit } from './edit.ts'

/** A wiki link that is being written: `[[` before the caret on its line, and not yet `]]` or `|`. */
export interface OpenLink {
  /** Where what is typed after `[[` begins. */
  readonly from: number
  readonly query: string
}

const LONGEST = 100

export function findOpenLink(text: string, caret: number): OpenLink | undefined {
  const before = text.slice(Math.max(0, caret - LONGEST - 2), caret)
  const opening = before.lastIndexOf('[[')
  if (opening === -1) return undefined
  const query = before.slice(opening + 2)
  return /[[\]|\n]/.test(query) ? undefined : { from: caret - query.length, query }
}

/** The link with its target and its end; an end that is already there is used. */
export function closeLink(text: string, caret: number, open: OpenLink, target: string): Edit {
  const to = text.startsWith(']]', caret) ? caret + 2 : caret
  const insert = `${target}]]`
  const end = open.from + insert.length
  return { from: open.from, to, insert, start: end, end }
}
