import { nextFence } from './footnotes.ts'

/**
 * The text with its code and comments blanked out, every other character where it was, so that what looks like a
 * link in an example is not taken for one.
 */
export function maskCode(text: string): string {
  return maskComments(maskSpans(maskBlocks(text)))
}

function maskBlocks(text: string): string {
  let fence = ''
  let isParagraph = false
  let isList = false
  return text
    .split('\n')
    .map((line) => {
      const before = fence
      fence = nextFence(fence, line.replace(/^ {0,12}(?=[`~]{3})/, '').replace(/\r$/, ''))
      if (before !== '' || fence !== '') return blank(line)
      if (line.trim() === '') isParagraph = false
      else if (!isParagraph && !isList && /^(?: {4}|\t)/.test(line)) return blank(line)
      else {
        isList = /^ {0,3}(?:[-*+]|\d{1,9}[.)])\s/.test(line) || (isList && /^\s/.test(line))
        isParagraph = true
      }
      return line
    })
    .join('\n')
}

/** A code span ends at the next run of as many backticks, in the same paragraph. */
function maskSpans(text: string): string {
  if (!text.includes('`')) return text
  return text
    .split(/(\n[ \t\r]*\n)/)
    .map((paragraph) => (paragraph.includes('`') ? maskSpansOfParagraph(paragraph) : paragraph))
    .join('')
}

function maskSpansOfParagraph(text: string): string {
  const runs = [...text.matchAll(/`+/g)].map((match) => ({ at: match.index, length: match[0].length }))
  const nextOfLength = new Map<number, number>()
  const closing = new Array<number | undefined>(runs.length)
  for (let index = runs.length - 1; index >= 0; index--) {
    const { length } = runs[index]!
    closing[index] = nextOfLength.get(length)
    nextOfLength.set(length, index)
  }
  let masked = ''
  let at = 0
  for (let index = 0; index < runs.length; index++) {
    const end = closing[index]
    if (end === undefined) continue
    const stop = runs[end]!.at + runs[end]!.length
    masked += text.slice(at, runs[index]!.at) + blank(text.slice(runs[index]!.at, stop))
    at = stop
    index = end
  }
  return masked + text.slice(at)
}

function maskComments(text: string): string {
  let masked = ''
  let at = 0
  for (let start = text.indexOf('<!--'); start >= 0; start = text.indexOf('<!--', at)) {
    const end = text.indexOf('-->', start + 4)
    if (end < 0) break
    masked += text.slice(at, start) + blank(text.slice(start, end + 3))
    at = end + 3
  }
  return masked + text.slice(at)
}

function blank(text: string): string {
  return /[\r\n]/.test(text) ? text.replace(/[^\r\n]/g, ' ') : ' '.repeat(text.length)
}
