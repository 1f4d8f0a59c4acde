import { note, type Note } from './note.ts'

/** The tool that a tree was written for; it decides what its links, names and files mean. */
export type Tool = 'plain' | 'obsidian' | 'mkdocs' | 'docusaurus' | 'gollum' | 'notion' | 'confluence'

export interface Dialect {
  readonly tool: Tool
  /** Whether HTML files are pages: only where the tree is an export as HTML, and not where it has a page or two. */
  readonly html: boolean
}

const NOTION_ID = / [0-9a-f]{32}(?=\/|\.[a-z]+$)/
const CONFLUENCE_ID = /_\d{5,}\.html?$/

/** @param sources files of the tree. @param hidden what it has that starts with a dot */
export function detectDialect(sources: readonly string[], hidden: readonly string[] = []): Dialect {
  const markdown = sources.filter((source) => /\.(?:md|markdown|mdx)$/i.test(source)).length
  const html = sources.filter((source) => /\.html?$/i.test(source)).length > markdown
  return { tool: toolOf(sources, hidden, html), html }
}

function toolOf(sources: readonly string[], hidden: readonly string[], html: boolean): Tool {
  const has = (pattern: RegExp): boolean => sources.some((source) => pattern.test(source))
  if (hidden.some((name) => /(?:^|\/)\.obsidian$/.test(name))) return 'obsidian'
  if (has(/(?:^|\/)docusaurus\.config\.[cm]?[jt]s$/)) return 'docusaurus'
  if (has(/(?:^|\/)mkdocs\.ya?ml$/)) return 'mkdocs'
  if (has(NOTION_ID)) return 'notion'
  if (html && (has(CONFLUENCE_ID) || has(/^(?:[^/]+\/)?styles\/site\.css$/))) return 'confluence'
  if (has(/^_(?:Sidebar|Footer|Header)\.(?:md|markdown)$/)) return 'gollum'
  // Vaults have a page of that name as well; the names of a wiki have dashes where theirs have spaces.
  const isWiki = has(/^Home\.(?:md|markdown)$/) && !has(/[^/ ] [^/]*\.(?:md|markdown)$/)
  if (isWiki) return 'gollum'
  return has(/\.(?:canvas|base)$/) ? 'obsidian' : 'plain'
}

/** A name without the number that the tool's export put at its end; numbers come back where two would be equal. */
export function withoutExportId(name: string, { tool }: Pick<Dialect, 'tool'>): string {
  if (tool === 'notion') return name.replace(/ [0-9a-f]{32}$/, '') || name
  if (tool === 'confluence') return name.replace(/_\d{5,}$/, '') || name
  return name
}

const CODE = /\.(?:[cm]?[jt]sx?|css|scss)$/i
/** Where a site keeps what its pages offer to readers. */
const CONTENT = /(?:^|\/)(?:docs|blog|static|i18n|versioned_docs)\//
const PROGRAM = /\.(?:py|toml|ini|lock|sh|json|ya?ml|xml)$/i
const SITE = /\.(?:css|js|gif)$/i

/** Why a file that is no page is not wanted: it is of the tool, and says nothing to readers. */
export function whyOfTool(source: string, { tool }: Pick<Dialect, 'tool'>): Note | undefined {
  const isSite = tool === 'mkdocs' || tool === 'docusaurus'
  const isTool = isSite
    ? CODE.test(source) || (PROGRAM.test(source) && !CONTENT.test(source))
    : tool === 'confluence' && (SITE.test(source) || /(?:^|\/)images\/icons\//.test(source))
  return isTool ? note('transfer.skipped.tool', { tool }) : undefined
}

/** What Docusaurus does not publish: Markdown whose name, or a folder of its section, begins with `_`. */
const PARTIAL =
  /(?:^|\/)(?:_[^/]*|(?:docs|blog|pages|i18n|versioned_docs)\/(?:[^/]+\/)*_[^/]*\/(?:[^/]+\/)*[^/]*)\.mdx?$/i

/** Why a page is not one: a wiki's frame is shown around its pages, and what pages take in is shown on them. */
export function whyNoPage(source: string, { tool }: Pick<Dialect, 'tool'>): Note | undefined {
  if (tool === 'docusaurus' && PARTIAL.test(source)) return note('transfer.skipped.partial')
  const isFrame = tool === 'gollum' && /(?:^|\/)_(?:Sidebar|Footer|Header)\.[a-z]+$/.test(source)
  return isFrame ? note('transfer.skipped.frame') : undefined
}
