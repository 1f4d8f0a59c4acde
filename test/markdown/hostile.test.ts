import { withCorpus } from '../search/corpora.ts'
import { render } from './rendering.ts'
import { findFaults } from './strict-html.ts'

/** Around a payload, so that each place where text can stand is tried. */
const PLACES: readonly [string, (payload: string) => string][] = [
  ['as a page', (payload) => payload],
  ['in a paragraph', (payload) => `글 ${payload} 글`],
  ['in a heading', (payload) => `## ${payload}`],
  ['in a link', (payload) => `[${payload}](${payload}) ![${payload}](${payload} "${payload}")`],
  ['in a wikilink', (payload) => `[[${payload}]] [[lessons/x|${payload}]]`],
  ['in a footnote', (payload) => `a[^1]\n\n[^1]: ${payload}`],
  ['in a callout', (payload) => `> [!NOTE] ${payload}\n> ${payload}`],
  ['in a table', (payload) => `| ${payload} |\n|---|\n| ${payload} |`],
  ['in code', (payload) => `\`\`\`js title="${payload}"\n${payload}\n\`\`\`\n\n\`${payload}\``],
  ['in an open tag', (payload) => `<div title="${payload}\n\n## b\n\n<p lang='${payload}'>`],
]

interface Entry {
  readonly id: string
  readonly payload: string
}

for (const name of ['xss-html', 'xss-markdown', 'naughty-strings']) {
  withCorpus(`corpora/security/${name}.json`, (read) => {
    const entries = JSON.parse(read().toString()) as Entry[]
    test.each(PLACES)(`${name} %s leaves nothing to run and nothing to mend (abuse 1)`, (_, place) => {
      const faults = entries.flatMap(({ id, payload }) =>
        findFaults(render(place(payload)).html).map((fault) => `${id}: ${fault}`),
      )
      expect(faults).toEqual([])
    })
  })
}

test('the check finds what is dangerous', () => {
  for (const html of [
    '<script>a</script>',
    '<p onclick="a">b</p>',
    '<p style="a">b</p>',
    '<a href="javascript:a">b</a>',
    '<img src="https://x.y/a.png">',
    '<svg><use href="/icons.svg#i-x"/></svg>',
    '<p>a',
    '</div>',
    '<p title=a>b</p>',
    'a < b',
  ]) {
    expect(findFaults(html)).not.toEqual([])
  }
})
