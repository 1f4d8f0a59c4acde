import { splitFrontMatter } from '../markdown/front-matter.ts'
import { convertAdmonitions } from './admonitions.ts'
import type { Dialect } from './dialect.ts'
import { takeHeadingIds } from './heading-ids.ts'
import { readHtmlPage } from './html-page.ts'
import { readMdx } from './mdx.ts'
import { withoutMkDocsMarks } from './mkdocs-marks.ts'
import { note, type Note } from './note.ts'
import { replaceOutsideCode } from './outside-code.ts'
import { createPartials } from './partials.ts'
import { takeInSnippets } from './snippets.ts'
import type { TakingIn } from './taking-in.ts'

export interface Translated {
  readonly text: string
  readonly notes: Note[]
  /** Addresses that headings had, and have now. */
  readonly ids: ReadonlyMap<string, string>
  /** Files whose text stands in it now. */
  readonly takenIn: ReadonlySet<string>
}

/** A page's text as other tools write it, in the Markdown of this wiki; links are led to their pages later. */
export function translate(
  written: string,
  source: string,
  { tool }: Pick<Dialect, 'tool'>,
  { texts, links, siteOf, allow }: TakingIn,
): Translated {
  const notes: Note[] = []
  const plain = { notes, ids: new Map<string, string>(), takenIn: new Set<string>() }
  if (/\.html?$/i.test(source))
    return { ...plain, text: readHtmlPage(written), notes: [note('transfer.html')] }
  if (tool === 'plain' && isOwn(written)) return { ...plain, text: written }
  const step = (before: string, after: string, why: Note): string => {
    if (before !== after) notes.push(why)
    return after
  }
  let text = written
  let takenIn: Translated['takenIn'] = plain.takenIn
  if (tool === 'mkdocs') {
    const allowance = allow(Buffer.byteLength(text))
    const whole = takeInSnippets(text, { texts, site: siteOf(source), source, allowance })
    text = whole.text
    takenIn = whole.sources
    if (whole.count > 0) notes.push(note('transfer.snippets', { count: whole.count }))
    if (whole.left.length > 0) notes.push(note('transfer.snippets.left', { names: whole.left.join(', ') }))
  }
  if (tool === 'docusaurus' || /\.mdx$/i.test(source)) {
    const partials = createPartials(text, source, {
      texts,
      links: links(),
      allowance: allow(Buffer.byteLength(text)),
    })
    const mdx = readMdx(text, partials.takeIn)
    text = mdx.text
    if (partials.count() > 0) notes.push(note('transfer.partials', { count: partials.count() }))
    if (partials.left().length > 0)
      notes.push(note('transfer.partials.left', { names: partials.left().join(', ') }))
    if (mdx.imports) notes.push(note('transfer.imports'))
    if (mdx.components > 0) notes.push(note('transfer.components', { count: mdx.components }))
  }
  const { text: boxed, converted } = convertAdmonitions(text)
  text = step(text, boxed, note('transfer.boxes', { count: converted }))
  if (tool === 'gollum') text = step(text, withoutContents(text), note('transfer.contents'))
  if (tool === 'obsidian') text = step(text, hideComments(text), note('transfer.comments'))
  if (tool === 'mkdocs') text = step(text, withoutMkDocsMarks(text), note('transfer.marks'))
  if (tool === 'plain') return { ...plain, text }
  text = step(text, linkFrames(text), note('transfer.frames'))
  const taken = takeHeadingIds(text)
  return { text: step(text, taken.text, note('transfer.headings.ids')), notes, ids: taken.ids, takenIn }
}

/** A page of this wiki, as its export has it, means what it says: nothing in it is another tool's. */
function isOwn(text: string): boolean {
  const yaml = splitFrontMatter(text).yaml ?? ''
  return ['title', 'kind', 'lang'].every((key) => new RegExp(`^${key}:`, 'm').test(yaml))
}

/** The wiki shows a page's contents beside every page. */
function withoutContents(text: string): string {
  return replaceOutsideCode(text, /^[ \t]*\[\[_TOC_(?:[ ]*\|[^\]\n]*)?\]\][ \t]*$/gm, () => '')
}

/** What another site would show inside the page is linked, for the wiki loads nothing from elsewhere. */
function linkFrames(text: string): string {
  return replaceOutsideCode(
    text,
    /<iframe\s([^<>]{1,2000}?)\/?>(?:\s*<\/iframe>)?/gi,
    ([whole, attributes = '']) => {
      const [, address] = /(?:^|\s)src="(https?:[^"\s]+)"/i.exec(attributes) ?? []
      const [, title] = /(?:^|\s)title="([^"\n]+)"/i.exec(attributes) ?? []
      return address === undefined ? whole : `[${title ?? address}](${address})`
    },
  )
}

function hideComments(text: string): string {
  return replaceOutsideCode(text, /%%(?!%)([^%]{1,10000})%%/g, ([, comment = '']) => {
    return `<!--${comment.replaceAll('--', '- -')}-->`
  })
}
