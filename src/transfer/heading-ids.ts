import { outline } from '../markdown/outline.ts'
import { replaceOutsideCode } from './outside-code.ts'

const MARK = /\{:?[ ]?#([\w:.-]{1,200})[^{}\n]{0,200}\}[ \t]*$/
/** Only the mark, for a heading may have code in it. */
const OF_HEADING = /(?<=^ {0,3}#{1,6}[ \t][^\n]{1,500})[ \t]*\{:?[ ]?#[\w:.-]{1,200}[^{}\n]{0,200}\}[ \t]*$/gm

/**
 * Headings with an address that their author gave them (`## Title {#here}`) lose it, for here the address comes from
 * the heading's words.
 * @returns also which address each has now
 */
export function takeHeadingIds(text: string): { text: string; ids: ReadonlyMap<string, string> } {
  if (!/^ {0,3}#{1,6}[ \t][^\n]*\{:?[ ]?#/m.test(text)) return { text, ids: NONE }
  const without = replaceOutsideCode(text, OF_HEADING, () => '')
  const after = outline(without).headings
  const ids = new Map<string, string>()
  for (const [index, { text: words }] of outline(text).headings.entries()) {
    const id = MARK.exec(words)?.[1]
    const now = after[index]?.id
    if (id !== undefined && now !== undefined) ids.set(id, now)
  }
  return { text: without, ids }
}

const NONE: ReadonlyMap<string, string> = new Map()
