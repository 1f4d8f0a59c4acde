import { nextFence } from './footnotes.ts'
import { findLinks, type LinkTarget } from './link-scan.ts'
import { plainText } from './plain-text.ts'
export { readingMinutes } from './reading.ts'
import { countReading, wordsOf, type Reading } from './reading.ts'
import { createSlugger, type Slugger } from './slugger.ts'

export interface Heading {
  /** Equal to the `id` in the rendered page. */
  readonly id: string
  readonly text: string
  /** 1 to 6. */
  readonly level: number
}

export type { LinkTarget } from './link-scan.ts'

export interface Outline {
  readonly headings: readonly Heading[]
  readonly links: readonly LinkTarget[]
  /** Words of reading: see `readingMinutes`. */
  readonly words: number
}

/**
 * Headings, links and length of a page's Markdown (without front matter), by one pass over its lines.
 * For the catalog of all pages, which cannot afford to render them: what the lines alone do not tell
 * (a heading inside HTML inside a list) may differ from the rendered page.
 */
export function outline(body: string): Outline {
  if (body.length > MAX_LENGTH) return outlineOfPlainText(body)
  const scan: Scan = {
    headings: [],
    links: [],
    reading: { words: 0, syllables: 0 },
    slugger: createSlugger(),
  }
  const place: Place = { fence: '', html: undefined, item: 0, paragraph: '' }
  for (let start = 0; start <= body.length;) {
    let end = body.indexOf('\n', start)
    if (end === -1) end = body.length
    readLine(body.slice(start, body[end - 1] === '\r' ? end - 1 : end), place, scan)
    start = end + 1
  }
  return { headings: scan.headings, links: scan.links, words: wordsOf(scan.reading) }
}

/** The renderer shows longer pages as plain text, without headings and links. */
const MAX_LENGTH = 512 * 1024

function outlineOfPlainText(body: string): Outline {
  const reading: Reading = { words: 0, syllables: 0 }
  countReading(body, reading)
  return { headings: [], links: [], words: wordsOf(reading) }
}

interface Scan {
  readonly headings: Heading[]
  readonly links: LinkTarget[]
  readonly reading: Reading
  readonly slugger: Slugger
}

/** Where the pass has come to. */
interface Place {
  /** The marks of the code fence it is in, or ''. */
  fence: string
  /** What ends the HTML it is in. */
  html: 'blank line' | '-->' | undefined
  /** Columns before the content of the outermost list item it is in; 0: in none. */
  item: number
  /** The paragraph so far: an underline makes a heading of it. */
  paragraph: string
}

function readLine(line: string, place: Place, scan: Scan): void {
  const spaces = leadingSpaces(line)
  const isBlank = spaces === line.length
  if (place.item > 0 && !isBlank && spaces < place.item && !continuesParagraph(line, place)) {
    Object.assign(place, { fence: '', html: undefined, item: 0, paragraph: '' })
  }
  const content = place.item > 0 ? line.slice(Math.min(spaces, place.item)) : line
  if (place.fence) {
    place.fence = nextFence(place.fence, content)
  } else if (place.html === '-->') {
    if (line.includes('-->')) place.html = undefined
  } else if (isBlank) {
    place.html = undefined
    place.paragraph = ''
  } else {
    readText(content, place, scan)
  }
}

function readText(line: string, place: Place, scan: Scan): void {
  if (!/^[ \t]*[#=\-+*_<>`~\d]/.test(line)) return readPlain(line, line, place, scan)
  if (!place.html && place.item === 0 && place.paragraph && readUnderline(line, place, scan)) return
  const content = place.html ? line : enterItem(line, place)
  if (!place.html && opensBlock(content, place)) return
  if (!place.html && place.item === 0 && readHashes(line, place, scan)) return
  readPlain(line, content, place, scan)
}

function readPlain(line: string, content: string, place: Place, scan: Scan): void {
  countReading(line, scan.reading)
  if (line.includes('[')) findLinks(line, scan.links)
  if (place.html) return
  if (place.paragraph !== '') place.paragraph += `\n${content}`
  else if (!/^(?: {0,3}>| {4}|\t)/.test(line)) place.paragraph = content
}

const BLOCK_START = /^ {0,3}(?:#{1,6}(?:\s|$)|>|`{3}|~{3}|<|[-*+](?:\s|$)|\d{1,9}[.)](?:\s|$))/

/** A paragraph in a list item goes on in lines with less indent. */
function continuesParagraph(line: string, place: Place): boolean {
  return place.paragraph !== '' && place.fence === '' && !place.html && !BLOCK_START.test(line)
}

const RULE = /^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$/
const ITEM = /^( {0,3}(?:[-*+]|\d{1,9}[.)]))(?:([ \t]+)(?=\S)|[ \t]*$)/

/** @returns what the line holds after the marker of a list item. */
function enterItem(line: string, place: Place): string {
  if (place.item > 0) return line
  const marker = ITEM.exec(line)
  if (!marker || RULE.test(line) || (place.paragraph !== '' && !/^ {0,3}(?:[-*+]|1[.)])[ \t]+\S/.test(line)))
    return line
  const width = marker[1]?.length ?? 0
  const gap = marker[2]?.length ?? 1
  place.item = width + (gap > 4 ? 1 : gap)
  place.paragraph = ''
  return line.slice(place.item)
}

const HTML_BLOCK =
  /^ {0,3}<\/?(?:address|article|aside|base|blockquote|body|caption|center|col|colgroup|dd|details|dialog|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|meta|nav|noframes|ol|optgroup|option|p|param|pre|script|search|section|style|summary|table|tbody|td|textarea|tfoot|th|thead|title|tr|track|ul)(?:[\s/>]|$)/i
/** Any other tag that has a line to itself, and does not interrupt a paragraph. */
const HTML_LINE = /^ {0,3}<\/?[a-z][a-z0-9-]*(?:\s[^<>]*)?\/?>[ \t]*$/i

/** @returns true where the line is all taken: a fence, a comment. */
function opensBlock(line: string, place: Place): boolean {
  place.fence = nextFence('', line)
  const start = line.trimStart()
  if (start.startsWith('<!--')) place.html = start.includes('-->', 4) ? undefined : '-->'
  else if (start.startsWith('<') && (HTML_BLOCK.test(line) || (!place.paragraph && HTML_LINE.test(line)))) {
    place.html = 'blank line'
  } else if (!place.fence && (place.item > 0 || !RULE.test(line))) return false
  place.paragraph = ''
  return place.html !== 'blank line'
}

function readHashes(line: string, place: Place, scan: Scan): boolean {
  const match = /^ {0,3}(#{1,6})(?=\s|$)(.*)$/.exec(line)
  if (!match) return false
  countReading(line, scan.reading)
  if (line.includes('[')) findLinks(line, scan.links)
  addHeading((match[2] ?? '').trim().replace(/(?:^|[ \t]+)#+$/, ''), match[1]?.length ?? 1, scan)
  place.paragraph = ''
  return true
}

function readUnderline(line: string, place: Place, scan: Scan): boolean {
  const underline = /^ {0,3}(=+|-+)[ \t]*$/.exec(line)?.[1]
  if (!underline) return false
  addHeading(place.paragraph.trim(), underline.startsWith('=') ? 1 : 2, scan)
  place.paragraph = ''
  return true
}

function addHeading(markdown: string, level: number, { headings, slugger }: Scan): void {
  const text = plainText(markdown)
  headings.push({ id: slugger.slug(text), text, level })
}

function leadingSpaces(line: string): number {
  let at = 0
  while (at < line.length && (line[at] === ' ' || line[at] === '\t')) at++
  return at
}
