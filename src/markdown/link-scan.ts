import { isRelative, matchWikilink } from './links.ts'

/** A link as its author wrote it: of a wikilink what stands before the `|`, of a Markdown link its address. */
export interface LinkTarget {
  readonly kind: 'wiki' | 'relative'
  readonly target: string
}

/** What is longer is no address in the wiki, and is not worth looking further for its end. */
const MAX_ADDRESS = 2000

const DEFINITION = /^ {0,3}\[(?!\^)[^\][]{1,999}\]:[ \t]*<?([^\s<>]+)/

/** Adds the wikilinks and the relative Markdown links of a line that are not in code. */
export function findLinks(line: string, links: LinkTarget[]): void {
  const defined = DEFINITION.exec(line)?.[1]
  if (defined !== undefined) addRelative(defined, links)
  for (let at = 0; at < line.length; at++) {
    const character = line[at]
    if (character === '\\') at++
    else if (character === '`') at = codeEnd(line, at) - 1
    else if (character === '[' && line[at + 1] === '[') at += addWikilink(line, at, links)
    else if (character === ']' && line[at + 1] === '(') addRelative(readAddress(line, at + 2), links)
  }
}

function addWikilink(line: string, at: number, links: LinkTarget[]): number {
  const link = matchWikilink(line.slice(at, at + 600))
  if (!link) return 0
  links.push({ kind: 'wiki', target: link.target })
  return link.raw.length - 1
}

function addRelative(address: string, links: LinkTarget[]): void {
  if (isRelative(address)) links.push({ kind: 'relative', target: address })
}

function readAddress(line: string, from: number): string {
  const angled = /[ \t]{0,10}<([^<>]{0,2000})>/y
  angled.lastIndex = from
  const inAngles = angled.exec(line)?.[1]
  if (inAngles !== undefined) return inAngles
  let depth = 0
  let start = from
  while (line[start] === ' ') start++
  let end = start
  for (const last = Math.min(line.length, start + MAX_ADDRESS); end < last; end++) {
    const character = line[end]
    if (character === ' ' || character === '\t') break
    if (character === '(') depth++
    else if (character === ')' && depth-- === 0) break
  }
  return line.slice(start, end)
}

/** Where the code span at `at` ends, or the run of backticks where it is not closed on its line. */
function codeEnd(line: string, at: number): number {
  let open = at
  while (line[open] === '`') open++
  const marks = line.slice(at, open)
  for (let close = line.indexOf(marks, open); close !== -1; close = line.indexOf(marks, close)) {
    let end = close
    while (line[end] === '`') end++
    if (end - close === marks.length) return end
    close = end
  }
  return open
}
