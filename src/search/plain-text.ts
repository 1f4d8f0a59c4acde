import { squash } from './normalise.ts'

export interface Section {
  /** Position among the document's headings; -1 is before the first. */
  readonly heading: number
  readonly text: string
}

/** Markdown as the plain text of its sections, without its marks: for excerpts, not for display as a page. */
export function sectionsOf(body: string, headings: readonly string[]): Section[] {
  const sections: Section[] = []
  let lines: string[] = []
  let heading = -1
  let inFence = false
  const close = (): void => {
    const text = lines.join(' ').replace(/\s+/g, ' ').trim()
    if (text !== '') sections.push({ heading, text })
    lines = []
  }
  for (const line of body.split('\n')) {
    if (FENCE.test(line)) {
      inFence = !inFence
      continue
    }
    const title = inFence ? null : HEADING.exec(line)
    if (title === null) {
      lines.push(inFence ? line : plainLine(line))
      continue
    }
    close()
    heading = nextHeading(headings, heading, plainLine(title[1] ?? ''))
  }
  close()
  return sections
}

/** One line without Markdown: links leave their label, emphasis, list and quote marks go. */
export function plainLine(line: string): string {
  if (line.length > LINE_LIMIT) return line
  if (RULE.test(line)) return ''
  return line
    .replace(BLOCK_MARKS, '')
    .replace(WIKILINK, (_, path: string, label: string | undefined) => label ?? path)
    .replace(LINK, '$1')
    .replace(REFERENCE, '')
    .replace(TAG, ' ')
    .replace(EMPHASIS, '')
    .replace(CALLOUT, '')
    .replace(ENTITY, (entity, name: string) => ENTITIES[name] ?? entity)
}

/** The next heading of that text; a heading the page does not list leaves us where we were. */
function nextHeading(headings: readonly string[], current: number, text: string): number {
  const asked = squash(text)
  const next = headings.findIndex((heading, at) => at > current && squash(heading) === asked)
  return next < 0 ? current : next
}

const LINE_LIMIT = 20_000
const FENCE = /^\s{0,3}(?:```|~~~|:::)/
const HEADING = /^ {0,3}#{1,6}\s+(.*?)(?:\s+#+)?(?:\s*\{#[^}]*\})?\s*$/
const BLOCK_MARKS = /^\s*(?:>\s?)*\s*(?:[-*+]\s+(?:\[[ xX]\]\s)?|\d{1,4}[.)]\s+)?/
/** A thematic break, or the line under a table's heads. */
const RULE = /^[\s:|*_-]*[-*_]{3}[\s:|*_-]*$/
const WIKILINK = /\[\[([^\]|]{1,300})(?:\|([^\]]{1,300}))?\]\]/g
const LINK = /!?\[([^[\]]{0,500})\]\([^()\s]{0,2000}(?:\s"[^"]{0,300}")?\)/g
const REFERENCE = /^\s*\[[^\]]{1,200}\]:\s+\S+.*$|\{\{<?[^}]{0,200}>?\}\}/g
const TAG = /<\/?[a-zA-Z][^<>]{0,500}>|<!--[^>]{0,500}-->/g
const EMPHASIS = /\*{1,3}|_{2,3}|~~|`+|\|/g
const CALLOUT = /^\[!\w+\]\s*/
const ENTITY = /&(amp|lt|gt|quot|nbsp|#39);/g
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', '#39': "'" }
