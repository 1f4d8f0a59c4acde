import { isMap, parseDocument, type Document, type ParsedNode } from 'yaml'
import { InvalidError } from '../errors.ts'

export interface Split {
  /** What stands between the `---` fences; undefined where the file has none. */
  readonly yaml: string | undefined
  readonly body: string
}

const OPENING = /^\uFEFF?---[ \t]*\r?\n/u
const CLOSING = /^---[ \t]*(?:\r?\n|$)/mu

/** Cuts a Markdown file into its front matter and its body, both as written (CRLF stays, a BOM is left out). */
export function splitFrontMatter(source: string): Split {
  const opening = OPENING.exec(source)?.[0]
  const rest = opening === undefined ? '' : source.slice(opening.length)
  const closing = opening === undefined ? null : CLOSING.exec(rest)
  if (!closing) return { yaml: undefined, body: source.replace(/^\uFEFF/u, '') }
  return { yaml: rest.slice(0, closing.index), body: rest.slice(closing.index + closing[0].length) }
}

/**
 * Front matter as data. Dates stay strings; an empty block is `{}`.
 * @throws InvalidError 'markdown.frontMatter' {line (of the file, from 1), reason} for what is not a YAML mapping.
 */
export function parseYaml(yaml: string): Record<string, unknown> {
  return dataOf(readDocument(yaml))
}

/**
 * The file with some top-level keys set, or removed where the value is undefined. Every other byte stays.
 * @throws InvalidError 'markdown.frontMatter' where the front matter there is cannot be read.
 */
export function setFrontMatter(source: string, changes: Readonly<Record<string, unknown>>): string {
  const entries = Object.entries(changes)
  if (entries.length === 0) return source
  const { yaml = '', body } = splitFrontMatter(source)
  const document = readDocument(yaml)
  dataOf(document)
  for (const [key, value] of entries) {
    if (value === undefined) document.delete(key)
    else document.set(key, document.createNode(value))
  }
  const text = document.toString({ lineWidth: 0, flowCollectionPadding: false })
  return `---\n${text === '{}\n' ? '' : text}---\n${body}`
}

function readDocument(yaml: string): Document<ParsedNode> {
  const document = parseDocument(yaml, { schema: 'core', uniqueKeys: true, prettyErrors: true, logLevel: 'error' })
  const [error] = document.errors
  if (error) {
    // The first line of the file is the fence.
    const line = (error.linePos?.[0].line ?? 1) + 1
    throw new InvalidError('markdown.frontMatter', { line, reason: firstLine(error.message) }, { field: 'more' })
  }
  return document as Document<ParsedNode>
}

function dataOf(document: Document<ParsedNode>): Record<string, unknown> {
  if (document.contents === null) return {}
  if (!isMap(document.contents)) throw new InvalidError('markdown.frontMatter', { line: 2, reason: 'not a mapping' }, { field: 'more' })
  try {
    return document.toJS({ maxAliasCount: 20 }) as Record<string, unknown>
  } catch (error) {
    throw new InvalidError('markdown.frontMatter', { line: 2, reason: firstLine((error as Error).message) }, { field: 'more', cause: error })
  }
}

function firstLine(text: string): string {
  return text.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/u, '') ?? ''
}
