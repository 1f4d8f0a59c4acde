import {
  Document,
  isMap,
  isScalar,
  LineCounter,
  parseDocument,
  type Node,
  type Pair,
  type YAMLMap,
} from 'yaml'
import { isDeepStrictEqual } from 'node:util'
import { InvalidError } from '../errors.ts'

export interface Split {
  /** What stands between the `---` fences; undefined where the file has none. */
  readonly yaml: string | undefined
  readonly body: string
}

const FENCED = /^(\uFEFF?---[ \t]*\r?\n)([\s\S]*?)(?<=\n)(---[ \t]*(?:\r?\n|$))/

/** Cuts a Markdown file into its front matter and its body, both as written (CRLF stays, a BOM is left out). */
export function splitFrontMatter(source: string): Split {
  const match = FENCED.exec(source)
  if (!match) return { yaml: undefined, body: source.replace(/^\uFEFF/, '') }
  return { yaml: match[2] ?? '', body: source.slice(match[0].length) }
}

/**
 * No page has more to say about itself, and the library needs the square of the keys to find one
 * twice (measured at these limits: 0.2 s).
 */
const MAX_LENGTH = 64_000
const MAX_ENTRIES = 4_000
const MAX_DEPTH = 100

/**
 * Front matter as data. Dates stay strings; an empty block is `{}`.
 * @throws InvalidError 'markdown.frontMatter' {line (of the file, from 1), reason} for what is not a YAML mapping.
 */
export function parseYaml(yaml: string): Record<string, unknown> {
  return readData(parse(yaml))
}

/**
 * The file with some top-level keys set, or removed where the value is undefined. Every other byte of
 * it stays, as far as YAML can be cut there (a block in braces, or one with anchors, is written anew).
 * @throws InvalidError 'markdown.frontMatter' where the front matter there is cannot be read.
 */
export function setFrontMatter(source: string, changes: Readonly<Record<string, unknown>>): string {
  const match = FENCED.exec(source)
  if (!match) return createBlock(source, changes)
  const [whole, opening = '', yaml = '', closing = ''] = match
  const lineEnd = opening.endsWith('\r\n') ? '\r\n' : '\n'
  const wanted = { ...parseYaml(yaml), ...changes }
  for (const key of Object.keys(wanted)) if (wanted[key] === undefined) delete wanted[key]
  const spliced = spliceKeys(yaml, changes, lineEnd)
  const changed = spliced !== undefined && holds(spliced, wanted) ? spliced : rewrite(wanted, lineEnd)
  return opening + changed + closing + source.slice(whole.length)
}

function createBlock(source: string, changes: Readonly<Record<string, unknown>>): string {
  const lineEnd = /\r?\n/.exec(source)?.[0] ?? '\n'
  const set = Object.entries(changes).filter(([, value]) => value !== undefined)
  if (set.length === 0) return source
  const bom = source.startsWith('\uFEFF') ? '\uFEFF' : ''
  const block = set.map(([key, value]) => writeKey(key, value, lineEnd)).join('')
  return `${bom}---${lineEnd}${block}---${lineEnd}${lineEnd}${source.slice(bom.length)}`
}

function parse(yaml: string): Document.Parsed {
  if (yaml.length > MAX_LENGTH || (yaml.match(/[\n,[{]/g)?.length ?? 0) > MAX_ENTRIES)
    throw refuse(1, 'too long')
  const lineCounter = new LineCounter()
  const document = attempt(() =>
    parseDocument(yaml, {
      schema: 'core',
      uniqueKeys: true,
      prettyErrors: false,
      lineCounter,
      logLevel: 'silent',
    }),
  )
  const fault = document.errors[0]
  if (fault) throw refuse(lineCounter.linePos(fault.pos[0]).line, fault.message, fault)
  return document
}

function readData(document: Document.Parsed): Record<string, unknown> {
  const data: unknown = attempt<unknown>(() => document.toJS({ maxAliasCount: 20 }) as unknown)
  if (data === null) return {}
  if (typeof data !== 'object' || Array.isArray(data)) throw refuse(1, 'not a mapping')
  refuseTraps(data, 0)
  return data as Record<string, unknown>
}

/** A key `__proto__` would turn on whoever copies the data key by key, and nesting on whoever walks it. */
function refuseTraps(data: object, depth: number): void {
  if (depth > MAX_DEPTH) throw refuse(1, 'nested too deeply')
  for (const [key, value] of Object.entries(data)) {
    if (key === '__proto__') throw refuse(1, 'the key __proto__ is not allowed')
    if (typeof value === 'object' && value !== null) refuseTraps(value as object, depth + 1)
  }
}

/** The library throws on too many aliases, and overflows the stack on deep nesting. */
function attempt<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw refuse(1, String((error as Error).message), error)
  }
}

/** @param line of the block, from 1; the file has its fence above it. */
function refuse(line: number, message: string, cause?: unknown): InvalidError {
  const [first = ''] = message.split('\n', 1)
  const reason = first.includes('call stack') ? 'nested too deeply' : first.slice(0, 200)
  return new InvalidError('markdown.frontMatter', { line: line + 1, reason }, { cause })
}

/** Cuts each key out of the text, or another value in; undefined where the text does not allow it. */
function spliceKeys(
  yaml: string,
  changes: Readonly<Record<string, unknown>>,
  lineEnd: string,
): string | undefined {
  let text = yaml
  // A whole block may be set in, and what is added stands where the other keys do.
  const indent = /^(?:[ \t]*(?:#[^\n]*)?\r?\n)*([ \t]*)/.exec(yaml)?.[1] ?? ''
  const write = (key: string, value: unknown): string =>
    writeKey(key, value, lineEnd).replace(/^(?=[^\r\n])/gm, indent)
  for (const [key, value] of Object.entries(changes)) {
    const { contents } = parse(text)
    if (contents !== null && !(isMap(contents) && !contents.flow)) return undefined
    const place = contents && findPlace(text, contents, key)
    if (place && isDeepStrictEqual(parseYaml(text)[key], value)) continue
    if (place && value === undefined) text = text.slice(0, place.start) + text.slice(place.lineEnd)
    else if (place) {
      text =
        text.slice(0, place.start) +
        write(key, value)
          .replace(/\r?\n$/, '')
          .trimStart() +
        text.slice(place.end)
    } else if (value !== undefined) {
      text += (text === '' || text.endsWith('\n') ? '' : lineEnd) + write(key, value)
    }
  }
  return text
}

/** From the key to the end of its value, and to the end of the value's line, with a remark after it. */
function findPlace(
  text: string,
  map: YAMLMap,
  key: string,
): { start: number; end: number; lineEnd: number } | undefined {
  const pair = map.items.find((item: Pair) => isScalar(item.key) && item.key.value === key)
  const start = (pair?.key as { range?: [number, number, number] } | undefined)?.range?.[0]
  if (pair === undefined || start === undefined) return undefined
  const value = pair.value as { range?: [number, number, number] } | null
  let end = value?.range?.[1] ?? text.indexOf(':', start) + 1
  while (end > start && /\s/.test(text[end - 1] ?? '')) end--
  const lineEnd = text.indexOf('\n', end)
  return { start, end, lineEnd: lineEnd === -1 ? text.length : lineEnd + 1 }
}

function writeKey(key: string, value: unknown, lineEnd: string): string {
  const written = new Document({ [key]: value }, { schema: 'core' }).toString({ lineWidth: 0 })
  return lineEnd === '\r\n' ? written.replaceAll('\n', lineEnd) : written
}

function holds(yaml: string, wanted: Record<string, unknown>): boolean {
  try {
    return isDeepStrictEqual(parseYaml(yaml), wanted)
  } catch {
    return false
  }
}

/** Remarks are lost, but the data is what was asked for. */
function rewrite(wanted: Record<string, unknown>, lineEnd: string): string {
  if (Object.keys(wanted).length === 0) return ''
  const written = new Document(wanted, { schema: 'core' }).toString({ lineWidth: 0 })
  return lineEnd === '\r\n' ? written.replaceAll('\n', lineEnd) : written
}

/**
 * The file with one top-level key as `edit` makes it of the node that is there (undefined where there is none), so
 * that remarks and unknown keys inside it stay. Where YAML cannot be cut so, the key is written anew.
 * @throws InvalidError 'markdown.frontMatter' where the front matter there is cannot be read.
 */
export function editFrontMatter(
  source: string,
  key: string,
  edit: (document: Document.Parsed, node: Node | undefined) => Node,
): string {
  const [, opening = '', yaml = ''] = FENCED.exec(source) ?? []
  const document = parse(yaml)
  const { contents } = document
  const there = isMap(contents) && !contents.flow ? findPlace(yaml, contents, key) : undefined
  const text = there ? yaml.slice(there.start, there.end) : ''
  // The library takes remarks above the next key for the end of this one.
  const [after = ''] = /(?:\r?\n#[^\n]*)+$/.exec(text) ?? []
  const node = edit(document, isMap(contents) ? contents.get(key, true) : undefined)
  const fresh = withoutLines(writeLike(text, key, node), after.split(/\r?\n/).filter(Boolean))
  if (!there) return setFrontMatter(source, parseYaml(fresh))
  const written = fresh.replace(/\n$/, '').replaceAll('\n', opening.endsWith('\r\n') ? '\r\n' : '\n')
  const changed = yaml.slice(0, there.start) + written + after + yaml.slice(there.end)
  if (!holds(changed, { ...parseYaml(yaml), ...parseYaml(fresh) }))
    return setFrontMatter(source, parseYaml(fresh))
  return opening + changed + source.slice(opening.length + yaml.length)
}

/** A key in the manner of the text that was there. */
function writeLike(there: string, key: string, node: Node): string {
  return new Document({ [key]: node }, { schema: 'core' }).toString({
    lineWidth: 0,
    flowCollectionPadding: /\{ \S/.test(there),
    indentSeq: !/^\S+:[^\n]*\n- /.test(there),
  })
}

/** The text without the last line that says each of these. */
function withoutLines(text: string, lines: readonly string[]): string {
  const kept = text.split('\n')
  for (const line of lines) {
    const at = kept.findLastIndex((one) => one.trim() === line.trim())
    if (at >= 0) kept.splice(at, 1)
  }
  return kept.join('\n')
}
