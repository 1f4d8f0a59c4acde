import { posix } from 'node:path'
import { splitFrontMatter } from '../markdown/front-matter.ts'
import { nextFence } from '../markdown/footnotes.ts'
import type { MkDocsSite } from './mkdocs-site.ts'
import { dedent, parseSnippetName, readSectionMark, selectLines, type SnippetName } from './snippet-lines.ts'
import type { SourceTexts } from './source-texts.ts'
import { MAX_NESTED, type Allowance } from './taking-in.ts'

export interface WithSnippets {
  readonly text: string
  /** How many snippets stand in it now. */
  readonly count: number
  /** The files that they are of. */
  readonly sources: ReadonlySet<string>
  /** Names of those that stayed as they were written. */
  readonly left: readonly string[]
}

/** `--8<-- "name"`, or `--8<--` above and below a list of names; with a `;` before it, it is shown and does nothing. */
const SCISSORS = /^([ \t]*)(;*)-+8<-+(?:[ \t]+("[^"\r\n]+"|'[^'\r\n]+'))?$/
const TAB = '    '

/**
 * A page of MkDocs with the snippets of pymdownx in their place, in its code too, where that tool puts them as well
 * (https://facelessuser.github.io/pymdown-extensions/extensions/snippets/). Of a whole page the front matter is left
 * out of a text, and one that cannot be taken in stays as it is written: that tool drops it.
 */
export function takeInSnippets(
  written: string,
  {
    texts,
    site,
    source,
    allowance,
  }: {
    readonly texts: SourceTexts
    readonly site: MkDocsSite
    readonly source: string
    readonly allowance: Allowance
  },
): WithSnippets {
  const sources = new Set<string>()
  const left = new Set<string>()
  if (!written.includes('-8<-')) return { text: written, count: 0, sources, left: [] }
  const { body } = splitFrontMatter(written)
  const lineEnd = body.includes('\r\n') ? '\r\n' : '\n'
  const lines: string[] = []
  let fence = ''
  let count = 0
  place(linesOf(body), { indent: '', within: [], isSection: false })
  return {
    text: written.slice(0, written.length - body.length) + lines.join(lineEnd),
    count,
    sources,
    left: [...left],
  }

  function place(own: readonly string[], at: Place): void {
    for (let index = 0; index < own.length; index++) {
      const line = own[index] ?? ''
      const [scissors, space = '', escape = '', quoted] = (line.includes('-8<-') && SCISSORS.exec(line)) || []
      const isBlock = scissors !== undefined && escape === '' && quoted === undefined
      const end = isBlock ? endOfBlock(own, index) : index
      if (scissors === undefined || end < 0) write(withoutMark(line, at), at.indent)
      else if (escape !== '') write(line.replace(';', ''), at.indent)
      else if (quoted !== undefined) takeIn(quoted.slice(1, -1), space, at, [line])
      else {
        for (const name of own.slice(index + 1, end)) {
          const [, inner = '', path = ''] = /^(\s*)(.*)$/.exec(name) ?? []
          if (path === '') write('', '')
          else takeIn(path, inner, at, [line, name, own[end] ?? ''])
        }
        index = end
      }
    }
  }

  /** @param asWritten what stays where it cannot be taken in */
  function takeIn(name: string, space: string, at: Place, asWritten: readonly string[]): void {
    if (name.trimStart().startsWith(';')) return
    const indent = at.indent + space.replaceAll('\t', TAB)
    const found = at.within.length < MAX_NESTED ? find(name, at.within) : undefined
    const taken = found && linesToTake(found)
    const bytes = (taken ?? []).reduce((sum, line) => sum + Buffer.byteLength(line) + indent.length + 1, 0)
    if (!found || !taken || !allowance.take(bytes)) {
      left.add(name.trim())
      for (const line of asWritten) write(line, at.indent)
      return
    }
    count++
    sources.add(found.source)
    place(taken, { indent, within: [...at.within, found.source], isSection: found.section !== undefined })
  }

  function find(name: string, within: readonly string[]): Found | undefined {
    const named = parseSnippetName(name.trim())
    if (!named) return undefined
    const paths = site.bases.flatMap((base) => pathBelow(base ?? posix.dirname(source), named.path))
    const found = paths.map((path) => texts.find(path)).find((one) => one !== undefined)
    return found === undefined || within.includes(found) ? undefined : { ...named, source: found }
  }

  function linesToTake(found: Found): readonly string[] | undefined {
    const isPart = found.ranges.length > 0 || found.section !== undefined
    const size = texts.read(found.source)?.length ?? 0
    if (!(isPart ? allowance.look(size) : allowance.fits(size))) return undefined
    const all = texts.lines(found.source)
    const selected = all && selectLines(all, found)
    const taken = selected && isPart && site.dedent ? dedent(selected) : selected
    if (!taken) return undefined
    // Front matter is said about a page and not on it; an example shows it.
    if (fence === '') return linesOf(splitFrontMatter(taken.join('\n')).body)
    return taken.at(-1) === '' ? taken.slice(0, -1) : taken
  }

  function write(line: string | undefined, indent: string): void {
    if (line === undefined) return
    fence = nextFence(fence, line.trimStart())
    lines.push(line === '' ? '' : indent + line)
  }
}

interface Place {
  readonly indent: string
  /** The files that it stands in, the outermost first. */
  readonly within: readonly string[]
  readonly isSection: boolean
}

interface Found extends SnippetName {
  readonly source: string
}

function linesOf(text: string): string[] {
  return text.split(/\r?\n/)
}

/** -1 where it has none: the rest of the page is no list of names then. */
function endOfBlock(lines: readonly string[], start: number): number {
  return lines.findIndex((line, index) => {
    const [scissors, , escape, quoted] = (index > start && SCISSORS.exec(line)) || []
    return scissors !== undefined && escape === '' && quoted === undefined
  })
}

/**
 * The line as it is shown: one that begins or ends a section is not, but for one of the page itself that has words, for
 * older versions of the tool kept it. Undefined where it goes.
 */
function withoutMark(line: string, { isSection, within }: Place): string | undefined {
  const mark = isSection ? undefined : readSectionMark(line)
  if (!mark) return line
  if (mark.shown !== undefined) return mark.shown
  return within.length === 0 && /[\p{L}\p{N}]/u.test(mark.beside) ? line : undefined
}

/** Nothing that lies above the base, as a list of one or none. */
function pathBelow(base: string, path: string): string[] {
  if (posix.isAbsolute(path)) return []
  const whole = posix.join(base, path)
  // A base may be a file, which is found by its name alone then.
  if (posix.basename(base) === path && base !== '.') return [posix.normalize(base), whole]
  const isBelow = base === '.' ? !/^\.\.(?:\/|$)/.test(whole) : whole.startsWith(`${posix.normalize(base)}/`)
  return isBelow ? [whole] : []
}
