import { withCorpus } from '../search/corpora.ts'
import { render, report } from './rendering.ts'
import { Parser } from './strict-html.ts'

interface Example {
  readonly section: string
  readonly example: number
  readonly markdown: string
  readonly html: string
}

/** We show raw HTML by our own list, and tables, tasks and code in our own markup. */
const OURS = new Set(['HTML blocks', 'Raw HTML', 'Disallowed Raw HTML (extension)'])

/** The share that was measured; what is missing is marked's (nested labels, lazy lines) and our links. */
const FLOORS: readonly [string, number][] = [
  ['commonmark-spec', 0.95],
  ['gfm-spec', 0.95],
]

for (const [name, floor] of FLOORS) {
  withCorpus(`corpora/security/${name}.json`, (read) => {
    const examples = JSON.parse(read().toString()) as Example[]
    test(`${name}: renders every example, and nearly all as the specification does`, () => {
      const compared = examples.filter(({ section }) => !OURS.has(section))
      const wrong = compared.filter(
        ({ markdown, html }) => skeleton(render(markdown).html) !== skeleton(html),
      )
      const share = 1 - wrong.length / compared.length
      report(
        `${name}: ${(share * 100).toFixed(1)} % of ${compared.length} equal; not: ${wrong.map(({ example }) => example).join(' ')}`,
      )
      for (const { markdown } of examples) expect(() => render(markdown)).not.toThrow()
      expect(share).toBeGreaterThanOrEqual(floor)
    })
  })
}

/** Elements and text without attributes and without what the look adds. */
function skeleton(html: string): string {
  let out = ''
  let hidden = 0
  const parser = new Parser({
    onopentag(name, attributes) {
      if (hidden > 0 || attributes.class === 'anchor' || name === 'figcaption') hidden++
      else if (!LOOK.has(name) && attributes.class !== 'scroll-x') out += `<${name}>`
    },
    ontext(text) {
      if (hidden === 0) out += text
    },
    onclosetag(name) {
      if (hidden > 0) hidden--
      else if (!LOOK.has(name)) out += `</${name}>`
    },
  })
  parser.end(html)
  return out
    .replace(/\s+/g, ' ')
    .replace(/\s*(<\/?(?:p|ul|ol|li|pre|blockquote|h\d|hr|table|thead|tbody|tr|th|td|div)>)\s*/g, '$1')
    .trim()
}

const LOOK = new Set(['figure', 'span', 'div', 'input'])
