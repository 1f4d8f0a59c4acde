import { splitHtml, withoutIds } from '../markdown/html-blocks.ts'
import { markup, trusted, type SafeHtml } from '../markdown/safe-html.ts'
import { compareTwo } from './diff3.ts'
import { markWords } from './word-marks.ts'

export interface MarkWords {
  readonly added: string
  readonly removed: string
}

/**
 * A page as it will look, what comes and what goes marked in its place: words within a block that stays, else whole
 * blocks.
 */
export function compareRendered(before: SafeHtml, after: SafeHtml, words: MarkWords): SafeHtml {
  const pieces = compareTwo(splitHtml(before), splitHtml(after)).flatMap((part): readonly SafeHtml[] => {
    if ('common' in part) return part.common as readonly SafeHtml[]
    return markRun(part.buffer1 as readonly SafeHtml[], part.buffer2 as readonly SafeHtml[], words)
  })
  return pieces.join('\n') as SafeHtml
}

/** Blocks that go and blocks that come at one place; each is shown with the first one that it continues. */
function markRun(gone: readonly SafeHtml[], come: readonly SafeHtml[], words: MarkWords): SafeHtml[] {
  const marked: SafeHtml[] = []
  let next = 0
  for (const block of come) {
    let match: { at: number; html: SafeHtml } | undefined
    for (let at = next; at < gone.length && !match; at++) {
      const html = markWords(gone[at] as SafeHtml, block)
      if (html !== undefined) match = { at, html }
    }
    if (!match) {
      marked.push(mark('come', words.added, block))
      continue
    }
    marked.push(...gone.slice(next, match.at).map((old) => mark('gone', words.removed, withoutIds(old))))
    marked.push(match.html)
    next = match.at + 1
  }
  const rest = gone.slice(next).map((old) => mark('gone', words.removed, withoutIds(old)))
  return next === 0 ? [...rest, ...marked] : [...marked, ...rest]
}

function mark(state: 'gone' | 'come', word: string, block: SafeHtml): SafeHtml {
  return markup`<div class="marked ${state}"><span class="visually-hidden">${word}</span>${trusted(block)}</div>`
}
