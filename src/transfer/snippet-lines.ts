/** Which lines of a file a snippet names. */
export interface SnippetName {
  readonly path: string
  /** From and to, counted from 1, negative ones from the end; undefined: from the first, to the last. */
  readonly ranges: readonly (readonly [number | undefined, number | undefined])[]
  readonly section: string | undefined
}

const NAME = /^(.+?)(?:((?::-?\d*){1,2}(?:,(?=[-\d:])-?\d*(?::-?\d*)?)*)|:([a-z][-\w]*))?$/i
const MAX_NAME = 600

/** `file.md`, `file.md:3`, `file.md::3`, `file.md:1:3,5:-1`, `file.md:section`. */
export function parseSnippetName(name: string): SnippetName | undefined {
  const [, path = '', lines, section] = (name.length <= MAX_NAME && NAME.exec(name)) || []
  if (path.trim() === '') return undefined
  const ranges = (lines ?? '')
    .slice(1)
    .split(',')
    .map((range) => range.split(':').map((text) => (/\d/.test(text) ? Number(text) : undefined)))
    .map(([from, to]) => [from, to] as const)
  return { path: path.trim(), ranges: lines === undefined ? [] : ranges, section }
}

/** The lines that are named; undefined where the file has no such section. */
export function selectLines(
  lines: readonly string[],
  { ranges, section }: Pick<SnippetName, 'ranges' | 'section'>,
): readonly string[] | undefined {
  if (section !== undefined) return linesOfSection(lines, section)
  if (ranges.length === 0) return lines
  const total = lines.length
  return ranges.flatMap(([from, to]) => {
    const start = from === undefined ? 0 : from < 0 ? Math.max(0, total + from) : Math.max(0, from - 1)
    const end = to === undefined ? total : to < 0 ? Math.max(0, total + 1 + to) : to
    return lines.slice(start, end)
  })
}

/** A line that begins or ends a section. */
export interface SectionMark {
  readonly type: 'start' | 'end'
  readonly name: string
  /** What stands beside it on its line: a comment's marks, as a rule. */
  readonly beside: string
  /** The line without its first `;`, where it has one: it shows the mark and is none. */
  readonly shown: string | undefined
}

const MARK = /(?<![-;])(;*)-+8<-+[ \t]+\[[ \t]*(start|end)[ \t]*:[ \t]*([a-z][-\w]*)[ \t]*\]/i

export function readSectionMark(line: string): SectionMark | undefined {
  if (!line.includes('-8<-')) return undefined
  const match = MARK.exec(line)
  if (!match) return undefined
  const [whole, escape = '', type = '', name = ''] = match
  return {
    type: type.toLowerCase() as SectionMark['type'],
    name,
    beside: line.slice(0, match.index) + line.slice(match.index + whole.length),
    shown: escape === '' ? undefined : line.slice(0, match.index) + line.slice(match.index + 1),
  }
}

function linesOfSection(lines: readonly string[], section: string): string[] | undefined {
  let within: string[] | undefined
  for (const line of lines) {
    const mark = readSectionMark(line)
    const isOwn = mark?.name === section && mark.shown === undefined
    if (isOwn && mark.type === 'end') return within
    if (isOwn) within ??= []
    else if (!mark || mark.shown !== undefined) within?.push(mark?.shown ?? line)
  }
  return within
}

/** What all lines are set in by taken off them. */
export function dedent(lines: readonly string[]): string[] {
  const indents = lines.filter((line) => line.trim() !== '').map((line) => /^[ \t]*/.exec(line)?.[0] ?? '')
  const least = indents.reduce((shared, indent) => sharedStart(shared, indent), indents[0] ?? '')
  return lines.map((line) => (line.trim() === '' ? '' : line.slice(least.length)))
}

function sharedStart(one: string, other: string): string {
  let length = 0
  while (length < one.length && one[length] === other[length]) length++
  return one.slice(0, length)
}
