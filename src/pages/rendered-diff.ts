import { splitHtml, withoutIds } from '../markdown/html-blocks.ts'
import { markup, trusted, type SafeHtml } from '../markdown/safe-html.ts'
import { compareTwo } from './diff3.ts'

export interface MarkWords {
  readonly added: string
  readonly removed: string
}

/** A page as it will look, its blocks that come and those that go marked in their places. */
export function compareRendered(before: SafeHtml, after: SafeHtml, words: MarkWords): SafeHtml {
  const pieces = compareTwo(splitHtml(before), splitHtml(after)).flatMap((part): readonly SafeHtml[] => {
    if ('common' in part) return part.common as readonly SafeHtml[]
    const gone = part.buffer1.map((block) => mark('gone', words.removed, withoutIds(block as SafeHtml)))
    const come = part.buffer2.map((block) => mark('come', words.added, block as SafeHtml))
    return [...gone, ...come]
  })
  return pieces.join('\n') as SafeHtml
}

function mark(state: 'gone' | 'come', word: string, block: SafeHtml): SafeHtml {
  return markup`<div class="marked ${state}"><span class="visually-hidden">${word}</span>${trusted(block)}</div>`
}
