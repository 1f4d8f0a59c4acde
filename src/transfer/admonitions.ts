import { nextFence } from '../markdown/footnotes.ts'

/** What other tools call the boxes that stand out, and what this wiki calls them (markdown/callouts.ts). */
const KINDS: Readonly<Record<string, string>> = {
  note: 'NOTE',
  info: 'NOTE',
  abstract: 'NOTE',
  summary: 'NOTE',
  tldr: 'NOTE',
  todo: 'NOTE',
  quote: 'NOTE',
  cite: 'NOTE',
  example: 'NOTE',
  question: 'NOTE',
  help: 'NOTE',
  faq: 'NOTE',
  tip: 'TIP',
  hint: 'TIP',
  success: 'TIP',
  check: 'TIP',
  done: 'TIP',
  important: 'IMPORTANT',
  secondary: 'NOTE',
  warning: 'WARNING',
  attention: 'WARNING',
  caution: 'CAUTION',
  danger: 'CAUTION',
  error: 'CAUTION',
  failure: 'CAUTION',
  fail: 'CAUTION',
  missing: 'CAUTION',
  bug: 'CAUTION',
}

/** `:::note[Title]` or `:::note Title`, as Docusaurus writes them. */
const COLONS = /^( *)(:{3,})([a-z]+)(?:\[([^\]\n]*)\]|[ \t]+([^\n{]*?))?[ \t]*(?:\{[^}\n]*\})?[ \t]*\r?$/
/** `!!! note "Title"`, `??? note`, as MkDocs writes them (Python-Markdown's admonition and its details). */
const MARKS = /^( *)(?:!!!|\?\?\?\+?)[ \t]+([a-z][a-z-]*)(?:[ \t]+[a-z-]+)*(?:[ \t]+"([^"\n]*)")?[ \t]*\r?$/
/** `=== "Label"`, one of several texts of which MkDocs Material shows one at a time. */
const TAB = /^( *)===[!+]*[ \t]+"([^"\n]*)"[ \t]*\r?$/
/** `> [!info]- Title`, as Obsidian writes them. */
const QUOTE = /^( *> *)\[!([a-zA-Z]+)\][-+]?/

/**
 * Boxes of Docusaurus, MkDocs and Obsidian become those of this wiki; the texts of MkDocs' tabs follow one another, each
 * under its label. Nothing in code is touched.
 */
export function convertAdmonitions(text: string): { text: string; converted: number } {
  if (!/^ *(?::{3}|!!!|\?\?\?|===[!+]* +"|> *\[!)/m.test(text)) return { text, converted: 0 }
  const written: string[] = []
  const boxes: Box[] = []
  let fence = ''
  let converted = 0
  for (const line of text.split('\n')) {
    const open = boxes.length
    closeLeft(boxes, line)
    if (boxes.length < open) endQuote(written, boxes)
    const own = withoutIndent(line, boxes)
    const isCode = fence !== ''
    fence = nextFence(fence, own.replace(/\r$/, ''))
    if (!isCode && fence === '') {
      const closing = /^ *(:{3,}) *\r?$/.exec(own)
      if (closing && boxes.at(-1)?.colons === closing[1]?.length) {
        boxes.pop()
        written.push(boxes.length > 0 ? quoted('', boxes) : '')
        continue
      }
      const box = openBox(own)
      if (box) {
        if (written.length > 0 && written.at(-1)?.trim() !== '') written.push(quoted('', boxes).trimEnd())
        boxes.push(box)
        if (box.kind === undefined) written.push(quoted(`**${box.title}**`, boxes), quoted('', boxes))
        else written.push(quoted(`[!${box.kind}]${box.title ? ` ${box.title}` : ''}`, boxes))
        converted++
        continue
      }
    }
    const next = isCode || fence !== '' ? own : own.replace(QUOTE, quoteOf)
    if (next !== own) converted++
    written.push(boxes.length > 0 ? quoted(next, boxes) : next)
  }
  if (boxes.length > 0 && /^[> ]+$/.test(written.at(-1) ?? '')) written.splice(-1, 1, '')
  return converted === 0 ? { text, converted } : { text: written.join('\n'), converted }
}

interface Box {
  /** Undefined for a tab, which is no box here. */
  readonly kind: string | undefined
  readonly title: string | undefined
  /** How many colons open and close it; undefined for one that ends with its indentation. */
  readonly colons: number | undefined
  readonly indent: number
}

function openBox(line: string): Box | undefined {
  const colons = COLONS.exec(line)
  if (colons) {
    const [, indent = '', marks = '', name = '', bracketed, plain] = colons
    const kind = KINDS[name]
    return kind === undefined
      ? undefined
      : { kind, title: bracketed ?? (plain || undefined), colons: marks.length, indent: indent.length }
  }
  const tab = TAB.exec(line)
  if (tab) return { kind: undefined, title: tab[2], colons: undefined, indent: tab[1]?.length ?? 0 }
  const [, indent = '', name = '', title] = MARKS.exec(line) ?? []
  if (name === '') return undefined
  return { kind: KINDS[name] ?? 'NOTE', title: title || undefined, colons: undefined, indent: indent.length }
}

/** Boxes without an end of their own end where a line is no longer indented below them. */
function closeLeft(boxes: Box[], line: string): void {
  if (line.trim() === '') return
  let below = 0
  for (const [index, box] of boxes.entries()) {
    if (box.colons !== undefined) continue
    below += box.indent + 4
    if (!line.startsWith(' '.repeat(below))) {
      boxes.length = index
      return
    }
    below -= box.indent
  }
}

/** One blank line that is not of the box stands between it and what follows. */
function endQuote(written: string[], boxes: readonly Box[]): void {
  while (/^[> ]*$/.test(written.at(-1) ?? 'x')) written.pop()
  written.push(quoted('', boxes))
}

function withoutIndent(line: string, boxes: readonly Box[]): string {
  const indent = boxes.filter(({ colons }) => colons === undefined).length * 4
  return line.startsWith(' '.repeat(indent)) ? line.slice(indent) : line.trimStart()
}

function quoted(line: string, boxes: readonly Box[]): string {
  const depth = boxes.filter(({ kind }) => kind !== undefined).length
  return `${'> '.repeat(depth)}${line}`.replace(/ +$/, '')
}

function quoteOf(whole: string, before: string, name: string): string {
  const kind = KINDS[name.toLowerCase()] ?? 'NOTE'
  return kind === name.toUpperCase() && !/[-+]$/.test(whole) ? whole : `${before}[!${kind}]`
}
