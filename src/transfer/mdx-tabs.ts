import { nextFence } from '../markdown/footnotes.ts'

/**
 * Docusaurus shows one of several texts at a time (`<Tabs>` with a `<TabItem>` each). Here they follow one another,
 * each under its label, and out of the indentation that Markdown would take for code. Nothing in code is touched.
 */
export function unfoldTabs(text: string): string {
  if (!/<\/?(?:Tabs|TabItem)\b/.test(text)) return text
  const written: string[] = []
  const items: Item[] = []
  let labels = new Map<string, string>()
  let fence = ''
  const lines = text.split('\n')
  for (let index = 0; index < lines.length; index++) {
    const own = withoutIndent(lines[index] ?? '', items)
    const wasCode = fence !== ''
    fence = nextFence(fence, own.trimStart())
    if (wasCode || fence !== '') {
      written.push(own)
      continue
    }
    if (!/<\/?Tab(?:s|Item)\b/.test(own)) {
      written.push(own)
      continue
    }
    const { tags, last } = wholeTags(own, lines, index)
    index = last
    for (const part of tags.split(/(<\/?(?:Tabs|TabItem)\b[^>]*(?:=>[^>]*)*>)/)) {
      if (part.startsWith('<Tabs')) labels = labelsOf(part)
      else if (part.startsWith('<TabItem')) {
        items.push({ indent: undefined })
        written.push('', `**${labelOf(part, labels)}**`, '')
      } else if (part.startsWith('</TabItem')) {
        items.pop()
        written.push('')
      } else if (!part.startsWith('</Tabs') && part.trim() !== '') written.push(part.trim())
    }
  }
  return written.join('\n')
}

interface Item {
  /** How far its text is set in; known from its first line on. */
  indent: number | undefined
}

const MOST_LINES = 40

/** A tag may go on over several lines. */
function wholeTags(
  first: string,
  lines: readonly string[],
  index: number,
): { readonly tags: string; readonly last: number } {
  let tags = first
  let last = index
  while (/<(?:Tabs|TabItem)\b[^>]*$/.test(tags) && last - index < MOST_LINES && last + 1 < lines.length) {
    last++
    tags += ` ${lines[last]?.trim() ?? ''}`
  }
  return { tags, last }
}

function withoutIndent(line: string, items: Item[]): string {
  let own = line
  for (const item of items) {
    const indent = /^[ \t]*/.exec(own)?.[0].length ?? 0
    if (own.trim() !== '') item.indent ??= indent
    own = own.slice(Math.min(indent, item.indent ?? 0))
  }
  return own
}

const LABEL_FIRST = /label:\s*["']([^"'\n]+)["'],\s*value:\s*["']([^"'\n]+)["']/g
const VALUE_FIRST = /value:\s*["']([^"'\n]+)["'],\s*label:\s*["']([^"'\n]+)["']/g

/** `<Tabs values={[{label: 'Bash', value: 'bash'}]}>` */
function labelsOf(tag: string): Map<string, string> {
  const first = [...tag.matchAll(LABEL_FIRST)].map(([, label = '', value = '']) => [value, label] as const)
  const second = [...tag.matchAll(VALUE_FIRST)].map(([, value = '', label = '']) => [value, label] as const)
  return new Map([...first, ...second])
}

function labelOf(tag: string, labels: ReadonlyMap<string, string>): string {
  const of = (name: string): string | undefined => {
    const [, double, single] = new RegExp(`\\s${name}=\\{?(?:"([^"\n]*)"|'([^'\n]*)')`).exec(tag) ?? []
    return double ?? single
  }
  const value = of('value') ?? ''
  return of('label') ?? labels.get(value) ?? value
}
