import { splitFrontMatter } from '../markdown/front-matter.ts'
import { nextFence } from '../markdown/footnotes.ts'
import { findLinkSpans } from '../markdown/link-spans.ts'
import { isRelative } from '../markdown/links.ts'
import { relativeAddress } from '../markdown/relative-address.ts'
import { readMdx, COMPONENT } from './mdx.ts'
import { replaceOutsideCode } from './outside-code.ts'
import { readProps, withProps } from './partial-props.ts'
import type { SourceLinks } from './source-links.ts'
import type { SourceTexts } from './source-texts.ts'
import { MAX_NESTED, type Allowance } from './taking-in.ts'

export interface PartialRules {
  readonly texts: SourceTexts
  readonly links: SourceLinks
  readonly allowance: Allowance
}

export interface Partials {
  /** Text of MDX, whose imports may be gone already, with the partials that it imported in their place. */
  readonly takeIn: (text: string) => string
  readonly count: () => number
  /** Files and values that could not be put in: they stay as they are written. */
  readonly left: () => readonly string[]
}

/**
 * The Markdown that a page of Docusaurus imports (`import Name from './_part.mdx'`) and shows with `<Name />`
 * (https://docusaurus.io/docs/markdown-features/react#importing-markdown).
 * @param written the page as it is written, for its imports
 */
export function createPartials(written: string, source: string, rules: PartialRules): Partials {
  const { texts, links, allowance } = rules
  const left = new Set<string>()
  let count = 0
  return { takeIn: takerFor(written, source, []), count: () => count, left: () => [...left] }

  function takerFor(own: string, from: string, within: readonly string[]): (text: string) => string {
    const imports = importsOf(own)
    if (imports.size === 0) return (text) => text
    return (text) => {
      const taken = replaceOutsideCode(text, COMPONENT, (match) => {
        const [tag, name = '', attributes = ''] = match
        const address = imports.get(name)
        if (address === undefined) return tag
        const around = lineAround(text, match.index ?? 0, tag.length)
        const placed = placePartial(address, attributes, around, from, within)
        if (placed === undefined) left.add(address)
        // Tags are not shown, and what is missing should be.
        return placed ?? `\`${tag.replace(/\s+/g, ' ').replaceAll('`', "'")}\``
      })
      replaceOutsideCode(taken, OTHER_USE, ([tag, name = '']) => {
        const address = imports.get(name)
        if (address !== undefined) left.add(address)
        return tag
      })
      return taken
    }
  }

  /** Undefined where it cannot be put there. */
  function placePartial(
    address: string,
    attributes: string,
    around: Around,
    from: string,
    within: readonly string[],
  ): string | undefined {
    const file = within.length < MAX_NESTED ? findPartial(address, from) : undefined
    if (file === undefined || file === from || within.includes(file)) return undefined
    const body = splitFrontMatter(texts.read(file) ?? '').body
    const filled = withProps(body, readProps(attributes), (bytes) => allowance.take(bytes))
    if (!filled) return undefined
    const inner = takerFor(body, file, [...within, from])
    const text = moveLinks(readMdx(filled.text, inner).text, file, from).replace(/^(?:[ \t]*\n)+|\s+$/g, '')
    const placed = setInto(text, around)
    if (placed === undefined || !allowance.take(placed.length - text.length)) return undefined
    for (const expression of filled.left) left.add(expression)
    count++
    return placed
  }

  function findPartial(address: string, from: string): string | undefined {
    const found = links.find(from, address.replace(/^@site\//, '/'))
    return found !== undefined && texts.read(found) !== undefined ? found : undefined
  }

  /** Addresses of files are those of the partial's folder, and what has no ending is an address of the page it is on. */
  function moveLinks(text: string, from: string, to: string): string {
    let moved = ''
    let done = 0
    for (const { form, target, start, end } of findLinkSpans(text)) {
      const [, path = '', tail = ''] = /^([^?#]*)(.*)$/s.exec(target) ?? []
      if (form === 'wiki' || path === '' || path.startsWith('/') || !isRelative(path)) continue
      const found = links.find(from, path)
      const isAddress = !/\.\w+$/.test(path) && links.find(to, path) !== undefined
      if (found === undefined || isAddress) continue
      const address = relativeAddress(to, found) + tail
      moved += text.slice(done, start) + (form === 'angle' ? `<${address}>` : address)
      done = end
    }
    return moved + text.slice(done)
  }
}

const IMPORT = /^import\s+([A-Z]\w*)(?:\s*,\s*\{[^{}\n]{0,300}\})?\s+from\s+['"]([^'"\n]+\.mdx?)['"];?\s*$/
/** What is left of them: with text inside, or with values that are programs. */
const OTHER_USE = /<([A-Z]\w*)\b/g

/** Names and the addresses of the Markdown that they stand for. */
function importsOf(text: string): Map<string, string> {
  const found = new Map<string, string>()
  if (!/^import\s/m.test(text)) return found
  let fence = ''
  for (const line of text.split(/\r?\n/)) {
    const wasCode = fence !== ''
    fence = nextFence(fence, line)
    const [, name, address] = (!wasCode && fence === '' && IMPORT.exec(line)) || []
    if (name !== undefined && address !== undefined) found.set(name, address)
  }
  return found
}

/** What stands on the lines of a tag and beside them. */
interface Around {
  readonly before: string
  readonly after: string
  readonly lineBefore: string
  readonly lineAfter: string
}

function lineAround(text: string, at: number, length: number): Around {
  const start = text.lastIndexOf('\n', at - 1) + 1
  const end = (text.indexOf('\n', at + length) + 1 || text.length + 1) - 1
  return {
    before: text.slice(start, at),
    after: text.slice(at + length, end),
    lineBefore: text.slice(text.lastIndexOf('\n', start - 2) + 1, Math.max(0, start - 1)),
    lineAfter: text.slice(end + 1, (text.indexOf('\n', end + 1) + 1 || text.length + 1) - 1),
  }
}

/** The marks of a quotation or a list item, which the lines below go on in. */
const MARKS = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?$/
const ENDS_PARAGRAPH = /^[ \t>]*(?::::.*)?$/
const LONGEST_MARKS = 40

/** A text of several blocks as part of the blocks around it. Undefined where they have no room there. */
function setInto(text: string, { before, after, lineBefore, lineAfter }: Around): string | undefined {
  const isOwnLine = MARKS.test(before) && before.length <= LONGEST_MARKS && after.trim() === ''
  if (/^[ \t>]*\|/.test(before)) return inRow(text)
  if (!text.includes('\n') && !isOwnLine) return text
  if (!isOwnLine) return `\n\n${text}\n\n`
  const marks = before.replace(/[^\s>]/g, ' ')
  const [first = '', ...rest] = text.split('\n')
  const lines = [first, ...rest.map((line) => (line.trim() === '' ? marks.trimEnd() : marks + line))]
  const isItem = /[^\s>]/.test(before)
  if (!isItem && !ENDS_PARAGRAPH.test(lineBefore)) lines[0] = `\n${before}${first}`
  if (!ENDS_PARAGRAPH.test(lineAfter)) lines.push(marks.trimEnd())
  return lines.join('\n')
}

const NO_PARAGRAPH = /^[ \t]*(?:[-*+>#|]|\d{1,9}[.)]|`{3}|~{3}|:::)/m

/** A row of a table is one line, and has room for paragraphs only. */
function inRow(text: string): string | undefined {
  if (NO_PARAGRAPH.test(text)) return undefined
  const paragraphs = text.split(/\n[ \t\r]*\n/).map((lines) => lines.replace(/\s*\n\s*/g, ' ').trim())
  return paragraphs.join('<br><br>').replace(/(?<!\\)\|/g, '\\|')
}
