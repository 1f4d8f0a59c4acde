import { createRequire } from 'node:module'
import type * as HtmlParser from 'htmlparser2'

// Required as sanitize-html requires it: jest cannot have one module both imported and required while it links.
const { parseDocument } = createRequire(import.meta.url)('htmlparser2') as typeof HtmlParser

export type HtmlNode = ReturnType<typeof parseDocument>['children'][number]
export type HtmlElement = Extract<HtmlNode, { attribs: unknown }>

export const isElement = (node: HtmlNode): node is HtmlElement => 'attribs' in node

export function parseHtml(html: string): HtmlNode[] {
  return parseDocument(html).children
}

/** The first element that fits, in the order of the text. */
export function findElement(
  nodes: readonly HtmlNode[],
  fits: (element: HtmlElement) => boolean,
): HtmlElement | undefined {
  // Not recursive: a hostile document may be nested as deep as it is long.
  const waiting = nodes.toReversed()
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (!isElement(node)) continue
    if (fits(node)) return node
    waiting.push(...node.children.toReversed())
  }
  return undefined
}

/** Of a text node; undefined for any other. */
function ownText(node: HtmlNode): string | undefined {
  return String(node.type) === 'text' && 'data' in node ? node.data : undefined
}

export function textOf(nodes: readonly HtmlNode[]): string {
  const texts: string[] = []
  const waiting = nodes.toReversed()
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const own = ownText(node)
    if (own !== undefined) texts.push(own)
    else if (isElement(node)) waiting.push(...node.children.toReversed())
  }
  return texts.join('')
}

const DROPPED = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'head',
  'iframe',
  'object',
  'svg',
  'form',
  'nav',
])
const BLOCKS = new Set(
  'address article aside blockquote details div dl dd dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main ol p pre section summary table ul'.split(
    ' ',
  ),
)
/** Deeper than any page of ours may be nested; what is deeper is taken as its text. */
const MAX_DEPTH = 60

/** Markdown that says what the HTML does, as far as Markdown goes; tags that it has no words for leave their text. */
export function htmlToMarkdown(nodes: readonly HtmlNode[]): string {
  return `${blocksOf(nodes, 0).join('\n\n')}\n`.replace(/^\n+$/, '')
}

/** Runs of text and what stands in it are paragraphs; blocks are what they are. */
function blocksOf(nodes: readonly HtmlNode[], depth: number): string[] {
  const blocks: string[] = []
  let run: HtmlNode[] = []
  const endRun = (): void => {
    const text = tidyInline(run.map((node) => inlineOf(node, depth)).join(''))
    if (text !== '') blocks.push(escapeStart(text))
    run = []
  }
  for (const node of nodes) {
    if (isElement(node) && DROPPED.has(node.name)) continue
    if (isElement(node) && (BLOCKS.has(node.name) || hasBlock(node))) {
      endRun()
      blocks.push(...blockOf(node, depth + 1).filter((block) => block.trim() !== ''))
    } else run.push(node)
  }
  endRun()
  return blocks
}

function hasBlock({ children }: HtmlElement): boolean {
  return children.some((child) => isElement(child) && BLOCKS.has(child.name))
}

function blockOf(element: HtmlElement, depth: number): string[] {
  const { name, children } = element
  if (depth > MAX_DEPTH) return [escapeText(textOf(children).trim())]
  const heading = /^h([1-6])$/.exec(name)
  if (heading) {
    const text = tidyInline(inlineOfAll(children, depth)).replaceAll('\n', ' ')
    return text === '' ? [] : [`${'#'.repeat(Number(heading[1]))} ${text}`]
  }
  const callout = calloutOf(element)
  if (callout) return [quote(`[!${callout}]\n${blocksOf(children, depth).join('\n\n')}`)]
  switch (name) {
    case 'hr':
      return ['---']
    case 'pre':
      return [codeBlock(element)]
    case 'blockquote':
      return [quote(blocksOf(children, depth).join('\n\n'))]
    case 'ul':
    case 'ol':
      return [listOf(element, depth)]
    case 'table':
      return tableOf(element, depth)
    case 'summary':
    case 'dt':
      return blocksOf(children, depth).map((block) => (block.includes('\n') ? block : `**${block}**`))
    default:
      return blocksOf(children, depth)
  }
}

/** Boxes of Confluence (`confluence-information-macro-warning`) and of Notion (`figure.callout`). */
function calloutOf({ name, attribs }: HtmlElement): string | undefined {
  const classes = ` ${attribs.class ?? ''} `
  if (name === 'figure' && classes.includes(' callout ')) return 'NOTE'
  const [, kind] = / confluence-information-macro-(information|note|tip|warning) /.exec(classes) ?? []
  if (kind === undefined) return undefined
  return { information: 'NOTE', note: 'WARNING', tip: 'TIP', warning: 'CAUTION' }[kind]
}

function quote(text: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n')
}

function codeBlock(element: HtmlElement): string {
  const inner = findElement(element.children, ({ name }) => name === 'code')
  const said = `${element.attribs['data-syntaxhighlighter-params'] ?? ''} ${element.attribs.class ?? ''} ${inner?.attribs.class ?? ''}`
  const [, language = ''] = /(?:brush: ?|language-)([\w+#-]+)/.exec(said) ?? []
  const code = textOf(element.children).replace(/^\n/, '').replace(/\s+$/, '')
  const longest = Math.max(2, ...[...code.matchAll(/`{3,}/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language === 'text' ? '' : language}\n${code}\n${fence}`
}

function listOf(list: HtmlElement, depth: number): string {
  const items = list.children.filter((child) => isElement(child))
  let number = Number(list.attribs.start ?? 1) || 1
  return items
    .map((item) => {
      // A list that stands in a list without an item of its own belongs to the item before.
      if (item.name !== 'li') return indent(blockOf(item, depth + 1).join('\n\n'), '  ')
      const mark = list.name === 'ol' ? `${number++}. ` : '- '
      const text = joinItem(blocksOf(item.children, depth + 1))
      return mark + checkOf(item) + indent(text, ' '.repeat(mark.length)).trimStart()
    })
    .join('\n')
}

/** The text of an item, the lists in it right below. */
function joinItem(blocks: readonly string[]): string {
  return blocks.reduce((text, block) => {
    const isList = /^(?:- |\d+\. )/.test(block)
    return text === '' ? block : `${text}${isList ? '\n' : '\n\n'}${block}`
  }, '')
}

function checkOf(item: HtmlElement): string {
  const box = findElement(item.children, ({ name, attribs }) => {
    return (
      (name === 'input' && attribs.type === 'checkbox') ||
      / checkbox-(?:on|off)\b/.test(` ${attribs.class ?? ''}`)
    )
  })
  if (!box && item.attribs['data-inline-task-id'] === undefined) return ''
  const isDone =
    /\bchecked\b/.test(item.attribs.class ?? '') ||
    /checkbox-on/.test(box?.attribs.class ?? '') ||
    box?.attribs.checked !== undefined
  return isDone ? '[x] ' : '[ ] '
}

function indent(text: string, by: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? '' : by + line))
    .join('\n')
}

/** A table of one cell is a frame around its text; cells that span are written once and leave the others empty. */
function tableOf(table: HtmlElement, depth: number): string[] {
  const rows = rowsOf(table).map((row) =>
    row.children.filter((cell) => isElement(cell) && /^t[dh]$/.test(cell.name)),
  )
  const [only, ...others] = rows.flat() as HtmlElement[]
  // Before its cells are written: tables in tables would be written twice at every level.
  if (only && others.length === 0) return blocksOf(only.children, depth)
  const cells = rows.map((row) => (row as HtmlElement[]).map((cell) => cellOf(cell, depth)))
  const width = Math.max(0, ...cells.map(({ length }) => length))
  if (width === 0) return []
  const line = (row: readonly string[]): string => {
    return `| ${Array.from({ length: width }, (_, index) => row[index] ?? '').join(' | ')} |`
  }
  const [head = [], ...rest] = cells
  return [[line(head), line(Array<string>(width).fill('---')), ...rest.map(line)].join('\n')]
}

/** Those of the table itself, not of tables in its cells. */
function rowsOf(element: HtmlElement): HtmlElement[] {
  return element.children.flatMap((child) => {
    if (!isElement(child)) return []
    return child.name === 'tr' ? [child] : /^t(?:head|body|foot)$/.test(child.name) ? rowsOf(child) : []
  })
}

function cellOf(cell: HtmlElement, depth: number): string {
  const text = blocksOf(cell.children, depth + 1).join('<br>')
  return text.replaceAll('\n', '<br>').replaceAll('|', '\\|')
}

function inlineOfAll(nodes: readonly HtmlNode[], depth: number): string {
  return nodes.map((node) => inlineOf(node, depth + 1)).join('')
}

function inlineOf(node: HtmlNode, depth: number): string {
  const own = ownText(node)
  if (own !== undefined) return escapeText(own.replace(/[\s\u00a0]+/g, ' '))
  if (!isElement(node) || DROPPED.has(node.name)) return ''
  const { name, attribs, children } = node
  if (depth > MAX_DEPTH) return escapeText(textOf(children))
  const inner = () => inlineOfAll(children, depth)
  switch (name) {
    case 'br':
      return '\\\n'
    case 'b':
    case 'strong':
      return around('**', inner())
    case 'i':
    case 'em':
      return around('*', inner())
    case 's':
    case 'del':
    case 'strike':
      return around('~~', inner())
    case 'code':
    case 'tt':
    case 'kbd':
      return codeSpan(textOf(children))
    case 'img':
      return imageOf(node)
    case 'a':
      return linkOf(attribs.href, inner())
    default:
      return inner()
  }
}

function imageOf({ attribs }: HtmlElement): string {
  // Confluence shows a thumbnail of what it links to.
  const { src = '' } = attribs
  const alt = attribs.alt ?? attribs['data-linked-resource-default-alias'] ?? ''
  return src === '' || src.startsWith('data:')
    ? escapeText(alt)
    : `![${alt.replace(/[[\]\\\n]/g, ' ').trim()}](${addressOf(src)})`
}

function linkOf(href: string | undefined, text: string): string {
  const label = tidyInline(text).replaceAll('\\\n', ' ')
  const isSafe = href !== undefined && !/^\s*(?:javascript|vbscript|data):/i.test(href)
  if (!isSafe || href === '') return text
  return label === '' ? '' : `[${label}](${addressOf(href)})`
}

function addressOf(href: string): string {
  return href
    .trim()
    .replace(
      /[\s()<>\\]/g,
      (letter) => `%${letter.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`,
    )
}

/** Marks stand right at the words, or they are no marks. */
function around(mark: string, text: string): string {
  const [, before = '', own = '', after = ''] = /^(\s*)([^]*?)(\s*)$/.exec(text) ?? []
  return own === '' ? text : `${before}${mark}${own}${mark}${after}`
}

function codeSpan(text: string): string {
  const code = text.replace(/\s+/g, ' ').trim()
  if (code === '') return ''
  const fence = '`'.repeat(Math.max(0, ...[...code.matchAll(/`+/g)].map(([run]) => run.length)) + 1)
  const gap = code.startsWith('`') || code.endsWith('`') ? ' ' : ''
  return fence + gap + code + gap + fence
}

function tidyInline(text: string): string {
  return text
    .replace(/ +/g, ' ')
    .replace(/ *\n */g, '\n')
    .replace(/(?:\\\n)+$/, '')
    .trim()
}

function escapeText(text: string): string {
  return text.replace(/[\\`*_[\]<>~]/g, '\\$&')
}

/** What begins a line would otherwise make it a heading, a list or a quote. */
function escapeStart(text: string): string {
  return text.replace(/^(#{1,6} |[-+] |=|-{3,})/gm, '\\$1').replace(/^(\d{1,9})([.)] )/gm, '$1\\$2')
}
