import '../../src/markdown/sanitize.ts'

// After sanitize-html, which requires it: jest cannot do both at once.
export const { Parser } = await import('htmlparser2')

/**
 * What is wrong with HTML that is to be safe in any browser: all that is not plain, balanced markup of
 * the elements, attributes and addresses listed here. Written apart from the sanitiser on purpose, and
 * stricter than HTML: where nothing is left for a parser to mend, all parsers see the same tree.
 */
export function findFaults(html: string): string[] {
  const faults: string[] = []
  const seen: string[] = []
  const open: string[] = []
  let rest = html.replaceAll(OWN_ICON, '')
  while (rest !== '') {
    const text = /^[^<]+/.exec(rest)?.[0]
    const tag = text === undefined ? TAG.exec(rest) : null
    if (text === undefined && !tag) {
      faults.push(`not a tag: ${rest.slice(0, 60)}`)
      break
    }
    if (tag) {
      const [, slash, name = '', attributes = ''] = tag
      if (!(name in ELEMENTS)) faults.push(`element ${name}`)
      if (slash) {
        if (open.pop() !== name) faults.push(`</${name}> ends nothing`)
      } else {
        seen.push(name + attributes.replace(/\s+/g, ' '))
        if (!VOID.has(name)) open.push(name)
        for (const [, attribute = '', value = ''] of attributes.matchAll(ATTRIBUTE)) {
          faults.push(...attributeFaults(name, attribute, value))
        }
      }
    }
    rest = rest.slice((text ?? tag?.[0] ?? '').length)
  }
  if (open.length > 0) faults.push(`left open: ${open.join(' ')}`)
  const other = startTags(html.replaceAll(OWN_ICON, ''))
  if (faults.length === 0 && seen.length !== other)
    faults.push(`another parser sees ${other} elements, not ${seen.length}`)
  return faults
}

const OWN_ICON = /<svg class="icon" aria-hidden="true"><use href="\/icons\.svg#i-[a-z]+"\/><\/svg>/g
const TAG = /^<(\/?)([a-z][a-z0-9]*)((?: [a-z-]+(?:="[^"<>]*")?)*)(?: \/)?>/
const ATTRIBUTE = /([a-z-]+)(?:="([^"]*)")?/g
const VOID = new Set(['br', 'hr', 'img', 'input', 'wbr'])
const GLOBAL = ['title', 'lang', 'dir', 'id', 'class', 'role', 'aria-label', 'tabindex']
const ELEMENTS: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  'abbr b bdi bdo blockquote br caption cite code dd del dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i ins kbd mark p pre q rp rt ruby s samp section small span strong sub summary sup table tbody tfoot thead tr u ul var wbr'
    .split(' ')
    .map((name): [string, string[]] => [name, []])
    .concat([
      ['a', ['href', 'rel']],
      ['details', ['open']],
      ['img', ['src', 'alt', 'width', 'height', 'loading']],
      ['input', ['type', 'checked', 'disabled']],
      ['li', ['value']],
      ['ol', ['start', 'reversed', 'type']],
      ['td', ['colspan', 'rowspan', 'align']],
      ['th', ['colspan', 'rowspan', 'align', 'scope']],
      ['time', ['datetime']],
    ]),
)

function attributeFaults(element: string, name: string, value: string): string[] {
  if (!GLOBAL.includes(name) && !ELEMENTS[element]?.includes(name)) return [`<${element} ${name}>`]
  if (name === 'src' && !value.startsWith('/')) return [`loads ${value}`]
  if (name === 'src' && /^\/[/\\]/.test(value)) return [`loads ${value}`]
  if (name === 'href' && !/^(?:https?:|mailto:|[/#?\\]|$)/i.test(value)) return [`leads to ${value}`]
  if (element === 'input' && name === 'type' && value !== 'checkbox') return [`input ${value}`]
  return []
}

function startTags(html: string): number {
  let count = 0
  const parser = new Parser({ onopentag: () => void count++ })
  parser.end(html)
  return count
}
