import { withCorpus } from '../search/corpora.ts'
import { render } from './rendering.ts'

const SECOND = 1_000_000

/** CPU, so that others on the machine do not count. */
function renderTime(page: string): number {
  const start = process.cpuUsage()
  render(page)
  return process.cpuUsage(start).user
}

beforeAll(() => void render('# a\n\n- b\n\n```js\nc\n```'))

withCorpus('corpora/security/redos-markdown.json', (read) => {
  const entries = JSON.parse(read().toString()) as { name: string; payload: [string, number][] }[]
  test.each(entries.map(({ name, payload }) => [name, payload] as const))(
    'renders %s in less than a second (abuse 56)',
    (_, payload) => {
      expect(renderTime(payload.map(([text, times]) => text.repeat(times)).join(''))).toBeLessThan(SECOND)
    },
  )
})

test.each([
  'http', 'a\n-\n', '|a\n|-\n', '|', '> - ', '- ', '* a **b ', '``\\', '[a](<b', '![a](', '<a b="', '<!--', '&', '\\', '<b>', '<a></b>',
  '<div>\n\n', '[^1]: a\n', '[^1]', '> [!TIP]\n', '```\n', '[[a|', 'x@', '가 ', '1. a\n', '~~a ', '<table><tr><td>', 'a  \n',
])('renders %j over and over in less than a second (abuse 56)', (mark) => {
  expect(renderTime(mark.repeat(100_000 / mark.length))).toBeLessThan(SECOND)
}) // prettier-ignore

test('refuses a wide table with many rows before it is filled up', () => {
  const page = `${'a|'.repeat(20_000)}\n${'-|'.repeat(20_000)}\n${'x|\n'.repeat(50_000)}`
  expect(renderTime(page)).toBeLessThan(SECOND)
  expect(render(page).notice).toBe('markdown.tooComplex')
})

test.each(['csharp', 'c', 'ini', 'shell', 'typescript', 'scala', 'properties'])(
  'stops colouring hostile %s',
  (language) => {
    const blocks = ['a', 'if ', '${', '\n', '"', 'a.'].map((mark) =>
      mark.repeat(9000 / mark.length).replace(/.{300}/g, '$&\n'),
    )
    expect(renderTime(blocks.map((code) => `\`\`\`${language}\n${code}\n\`\`\``).join('\n\n'))).toBeLessThan(
      SECOND,
    )
  },
)
