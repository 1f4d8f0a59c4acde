import { nextFence } from '../markdown/footnotes.ts'
import { maskCode } from '../markdown/code-mask.ts'
import { convertAdmonitions } from './admonitions.ts'
import type { Dialect } from './dialect.ts'
import { readHtmlPage } from './html-page.ts'
import { note, type Note } from './note.ts'

/** A page's text as other tools write it, in the Markdown of this wiki; links are led to their pages later. */
export function translate(
  written: string,
  source: string,
  { tool }: Pick<Dialect, 'tool'>,
): { text: string; notes: Note[] } {
  if (/\.html?$/i.test(source)) return { text: readHtmlPage(written), notes: [note('transfer.html')] }
  const notes: Note[] = []
  const step = (before: string, after: string, why: Note): string => {
    if (before !== after) notes.push(why)
    return after
  }
  const { text: boxed, converted } = convertAdmonitions(written)
  let text = step(written, boxed, note('transfer.boxes', { count: converted }))
  if (tool === 'gollum') text = step(text, turnLabels(text), note('transfer.links.turned'))
  if (tool === 'obsidian') text = step(text, hideComments(text), note('transfer.comments'))
  if (tool === 'docusaurus' || /\.mdx$/i.test(source))
    text = step(text, withoutImports(text), note('transfer.imports'))
  return { text, notes }
}

/** Gollum has the label before the bar and the page behind it; this wiki, as most, the other way round. */
function turnLabels(text: string): string {
  return replaceOutsideCode(
    text,
    /\[\[([^[\]|\n]{1,300})\|([^[\]|\n=]{1,300})\]\]/g,
    ([, label = '', page = '']) => {
      return `[[${page.trim()}|${label.trim()}]]`
    },
  )
}

function hideComments(text: string): string {
  return replaceOutsideCode(text, /%%(?!%)([^%]{1,10000})%%/g, ([, comment = '']) => {
    return `<!--${comment.replaceAll('--', '- -')}-->`
  })
}

function replaceOutsideCode(
  text: string,
  pattern: RegExp,
  replacement: (match: RegExpMatchArray) => string,
): string {
  const masked = maskCode(text)
  let replaced = ''
  let done = 0
  for (const match of masked.matchAll(pattern)) {
    const end = match.index + match[0].length
    // What looks blank in the masked text is code.
    if (text.slice(match.index, end) !== match[0]) continue
    replaced += text.slice(done, match.index) + replacement(match)
    done = end
  }
  return replaced + text.slice(done)
}

/** MDX reads lines of JavaScript at its top level, which say nothing to a reader. */
function withoutImports(text: string): string {
  let fence = ''
  const kept = text.split('\n').filter((line) => {
    const wasCode = fence !== ''
    fence = nextFence(fence, line.replace(/\r$/, ''))
    return (
      wasCode || fence !== '' || !/^import\s(?:[^'"\n]{1,300}\sfrom\s+)?['"][^'"\n]+['"];?\s*$/.test(line)
    )
  })
  return kept.join('\n')
}
