import type { Edit, Selected } from './edit.ts'

export const formats = ['bold', 'heading', 'list', 'task', 'link', 'quote', 'code', 'table'] as const
export type Format = (typeof formats)[number]

export const isFormat = (name: string | undefined): name is Format =>
  (formats as readonly unknown[]).includes(name)

/** What a button of the toolbar does to the text; a second press takes it back where that can be told. */
export function formatText(format: Format, at: Selected): Edit {
  switch (format) {
    case 'bold':
      return wrap(at, '**')
    case 'heading':
      return prefixLines(at, '## ', /^#{1,6} +/u)
    case 'list':
      return prefixLines(at, '- ', /^[-*+] (?!\[[ xX]\] )/u)
    case 'task':
      return prefixLines(at, '- [ ] ', /^[-*+] \[[ xX]\] /u)
    case 'quote':
      return prefixLines(at, '> ', /^> ?/u)
    case 'link':
      return link(at)
    case 'code':
      return chosen(at).includes('\n') ? block(at, `\`\`\`\n${chosen(at)}\n\`\`\`\n`, 3) : wrap(at, '`')
    case 'table':
      return block(at, '|  |  |\n| --- | --- |\n|  |  |\n', 2)
  }
}

const chosen = ({ text, start, end }: Selected): string => text.slice(start, end)

function wrap(at: Selected, mark: string): Edit {
  const { text, start, end } = at
  const { length } = mark
  const isWrapped = text.slice(start - length, start) === mark && text.slice(end, end + length) === mark
  if (isWrapped && start >= length) {
    const insert = chosen(at)
    return { from: start - length, to: end + length, insert, start: start - length, end: end - length }
  }
  return { from: start, to: end, insert: mark + chosen(at) + mark, start: start + length, end: end + length }
}

/** Takes the prefix away where every line has it, else adds it to those that have not. */
function prefixLines({ text, start, end }: Selected, prefix: string, existing: RegExp): Edit {
  const from = text.lastIndexOf('\n', start - 1) + 1
  // A selection that ends at the beginning of a line does not mean that line.
  const last = end > start && text[end - 1] === '\n' ? end - 1 : end
  const lineEnd = text.indexOf('\n', last)
  const to = lineEnd === -1 ? text.length : lineEnd
  const lines = text.slice(from, to).split('\n')
  const written = lines.filter((line) => line.trim() !== '')
  const takeAway = written.length > 0 && written.every((line) => existing.test(line))
  const insert = lines.map((line) => prefixed(line, lines.length)).join('\n')
  if (start !== end) return { from, to, insert, start: from, end: from + insert.length }
  const caret = Math.max(from, start + insert.length - (to - from))
  return { from, to, insert, start: caret, end: caret }

  function prefixed(line: string, count: number): string {
    if (takeAway) return line.replace(existing, '')
    if ((line.trim() === '' && count > 1) || existing.test(line)) return line
    return prefix + line
  }
}

/** With nothing selected a wiki link, whose end the completion finds; else a Markdown link of what is selected. */
function link(at: Selected): Edit {
  const { start, end } = at
  const words = chosen(at)
  if (words === '') return { from: start, to: end, insert: '[[]]', start: start + 2, end: start + 2 }
  if (/^https?:\/\/\S+$/u.test(words)) {
    return { from: start, to: end, insert: `[](${words})`, start: start + 1, end: start + 1 }
  }
  const address = 'https://'
  const from = start + words.length + 3
  return { from: start, to: end, insert: `[${words}](${address})`, start: from, end: from + address.length }
}

/** A block stands on lines of its own; the caret goes `caret` letters into it. */
function block(at: Selected, insert: string, caret: number): Edit {
  const { text, start, end } = at
  const before =
    start === 0 || text.slice(0, start).endsWith('\n\n') ? '' : text[start - 1] === '\n' ? '\n' : '\n\n'
  const after = end === text.length || text[end] === '\n' ? '' : '\n'
  const position = start + before.length + caret
  return { from: start, to: end, insert: before + insert + after, start: position, end: position }
}
