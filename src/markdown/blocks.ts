import { nextFence } from './footnotes.ts'

/** A piece of a page that can be shown by itself: a heading, a paragraph, a list item, a table, a code block. */
export interface Block {
  readonly markdown: string
  /** 1 to 6 for a heading. */
  readonly level: number | undefined
}

const HEADING = /^ {0,3}(#{1,6})(?:\s|$)/
const ITEM = /^(?:[-*+]|\d{1,9}[.)])\s/
const INDENTED = /^(?: {2,}|\t)/

/** Cuts Markdown (without front matter) at its blank lines, headings and list items, by one pass over its lines. */
export function splitBlocks(body: string): Block[] {
  const blocks: Block[] = []
  let lines: string[] = []
  let fence = ''
  let isItem = false
  const close = (): void => {
    while (lines.at(-1)?.trim() === '') lines.pop()
    const marks = HEADING.exec(lines[0] ?? '')?.[1]
    if (lines.length > 0) blocks.push({ markdown: lines.join('\n'), level: marks?.length })
    lines = []
    isItem = false
  }
  const begins = (line: string): boolean => {
    if (lines.length === 0) return false
    // What is indented after a blank line still belongs to the list item before it.
    if (isItem && INDENTED.test(line)) return false
    return HEADING.test(line) || ITEM.test(line) || lines.at(-1) === ''
  }
  for (const line of body.split(/\r?\n/)) {
    if (fence !== '') lines.push(line)
    else if (line.trim() === '') {
      if (isItem) lines.push('')
      else close()
    } else {
      if (begins(line)) close()
      if (lines.length === 0) isItem = ITEM.test(line)
      lines.push(line)
      if (HEADING.test(line)) close()
    }
    fence = nextFence(fence, isItem ? line.trimStart() : line)
  }
  close()
  return blocks
}
