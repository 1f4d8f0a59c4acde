/** Footnotes of a page: the definitions taken out of its Markdown before it is lexed. */
export interface FootnoteSource {
  readonly body: string
  /** Markdown of each note by its label. */
  readonly notes: ReadonlyMap<string, string>
}

const DEFINITION = /^ {0,3}\[\^([^\][\s]{1,64})\]:[ \t]?(.*)$/
const FENCE = /^ {0,3}(`{3,}|~{3,})/
const INDENTED = /^(?: {4}|\t)/
/** What ends the lazy continuation of a note's paragraph. */
const BLOCK_START = /^ {0,3}(?:#{1,6}(?:\s|$)|>|[-*+] |\d{1,9}[.)] |`{3}|~{3}|<)/

/**
 * Takes footnote definitions (`[^label]: text`, with lines indented by four spaces belonging to them)
 * out of a page's Markdown. The first definition of a label wins.
 */
export function takeFootnotes(body: string): FootnoteSource {
  const notes = new Map<string, string>()
  if (!body.includes('[^')) return { body, notes }
  const kept: string[] = []
  const lines = body.split(/\r\n|\r|\n/)
  let fence = ''
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    fence = nextFence(fence, line)
    const definition = fence ? null : DEFINITION.exec(line)
    if (!definition) {
      kept.push(line)
      continue
    }
    const [, label = '', first = ''] = definition
    const end = findNoteEnd(lines, at + 1)
    const text = [first, ...lines.slice(at + 1, end).map((own) => own.replace(INDENTED, ''))].join('\n')
    if (!notes.has(label)) notes.set(label, text)
    // A blank line stays, so that what stood around the note is not joined.
    kept.push('')
    at = end - 1
  }
  return notes.size === 0 ? { body, notes } : { body: kept.join('\n'), notes }
}

/** The fence a line is in: its marks, or '' outside; a closing fence is the last line inside. */
export function nextFence(fence: string, line: string): string {
  const marks = FENCE.exec(line)?.[1]
  if (!fence)
    return marks && !(marks.startsWith('`') && line.trimStart().slice(marks.length).includes('`'))
      ? marks
      : ''
  const closes = marks?.[0] === fence[0] && marks !== undefined && marks.length >= fence.length
  return closes && /^\s*[`~]+\s*$/.test(line) ? '' : fence
}

function findNoteEnd(lines: readonly string[], from: number): number {
  let end = from
  let paragraph = true
  for (let at = from; at < lines.length; at++) {
    const line = lines[at] ?? ''
    if (line.trim() === '') paragraph = false
    else if (INDENTED.test(line) || (paragraph && !DEFINITION.test(line) && !BLOCK_START.test(line)))
      end = at + 1
    else break
  }
  return end
}

/** Numbers the notes of a page in the order in which they are referred to. */
export interface Footnotes {
  has(label: string): boolean
  /** Counts one more reference to a note. */
  refer(label: string): { number: number; noteId: string; referenceId: string }
  /** The notes referred to so far, in order; a note may be added while this is read. */
  referred(): Iterable<{ label: string; noteId: string; referenceIds: readonly string[] }>
}

/** @param isTaken whether an id is a heading's; notes give way. */
export function createFootnotes(
  notes: ReadonlyMap<string, string>,
  isTaken: (id: string) => boolean,
): Footnotes {
  const order: { label: string; noteId: string; referenceIds: string[] }[] = []
  const byLabel = new Map<string, number>()
  const freeId = (id: string): string => (isTaken(id) ? freeId(`${id}-note`) : id)
  return {
    has: (label) => notes.has(label),
    refer(label) {
      let number = byLabel.get(label)
      if (number === undefined) {
        number = order.push({ label, noteId: freeId(`fn${order.length + 1}`), referenceIds: [] })
        byLabel.set(label, number)
      }
      const note = order[number - 1] as (typeof order)[number]
      const count = note.referenceIds.length
      const referenceId = freeId(count === 0 ? `r${number}` : `r${number}-${count + 1}`)
      note.referenceIds.push(referenceId)
      return { number, noteId: note.noteId, referenceId }
    },
    *referred() {
      for (let index = 0; index < order.length; index++) yield order[index] as (typeof order)[number]
    },
  }
}
