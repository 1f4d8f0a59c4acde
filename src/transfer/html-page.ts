import {
  findElement,
  htmlToMarkdown,
  isElement,
  parseHtml,
  textOf,
  type HtmlElement,
  type HtmlNode,
} from './html-to-markdown.ts'

/**
 * An exported page as Markdown, its title as the first heading: of Confluence (`#main-content` below
 * `#title-heading`), of Notion (`article.page`), and of anything else that has a `main`, an `article` or a body.
 */
export function readHtmlPage(html: string): string {
  const nodes = parseHtml(html)
  const content =
    findElement(nodes, hasId('main-content')) ??
    findElement(nodes, hasClass('page-body')) ??
    findElement(nodes, ({ name }) => name === 'main') ??
    findElement(nodes, ({ name }) => name === 'article') ??
    findElement(nodes, ({ name }) => name === 'body')
  const title = titleOf(nodes)
  const attachments = attachmentsOf(nodes)
  const properties = findElement(nodes, hasClass('properties'))
  const body = htmlToMarkdown([
    ...(properties ? [properties] : []),
    ...(content?.children ?? nodes),
    ...attachments,
  ])
  const isTitled = title === '' || body.startsWith(`# ${title}\n`)
  return isTitled ? body : `# ${title}\n\n${body}`
}

const hasId = (id: string) => (element: HtmlElement) => element.attribs.id === id
const hasClass = (name: string) => (element: HtmlElement) =>
  ` ${element.attribs.class ?? ''} `.includes(` ${name} `)

/** Confluence writes `Space : Title`, in the title's own heading as well. */
function titleOf(nodes: readonly HtmlNode[]): string {
  const heading = findElement(nodes, hasId('title-text'))
  const found =
    heading ??
    findElement(nodes, hasClass('page-title')) ??
    findElement(nodes, ({ name }) => name === 'title') ??
    findElement(nodes, ({ name }) => name === 'h1')
  const text = textOf(found?.children ?? [])
    .replace(/\s+/g, ' ')
    .trim()
  return heading || found?.name === 'title' ? text.replace(/^[^:]{1,80} : (?=\S)/, '') : text
}

/** Confluence lists a page's attachments below its text, outside of it. */
function attachmentsOf(nodes: readonly HtmlNode[]): HtmlNode[] {
  const heading = findElement(nodes, hasId('attachments'))
  const section = heading?.parent?.parent
  return section && isElement(section) ? [section] : []
}
