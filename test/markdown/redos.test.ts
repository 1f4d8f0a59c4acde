import { costOf } from '../costs.ts'
import { withCorpus } from '../search/corpora.ts'
import { render } from './rendering.ts'

/** A second, when it was set. */
const LIMIT = 100

const costOfRendering = (page: string) => costOf(() => render(page), LIMIT)

beforeAll(() => void render('# a\n\n- b\n\n```js\nc\n```'))

withCorpus('corpora/security/redos-markdown.json', (read) => {
  const entries = JSON.parse(read().toString()) as { name: string; payload: [string, number][] }[]
  test.each(entries.map(({ name, payload }) => [name, payload] as const))(
    'renders %s at no great cost (abuse 56)',
    async (_, payload) => {
      const page = payload.map(([text, times]) => text.repeat(times)).join('')
      expect(await costOfRendering(page)).toBeLessThan(LIMIT)
    },
  )
})

test.each([
  'http', 'a\n-\n', '|a\n|-\n', '|', '> - ', '- ', '* a **b ', '``\\', '[a](<b', '![a](', '<a b="', '<!--', '&', '\\', '<b>', '<a></b>',
  '<div>\n\n', '[^1]: a\n', '[^1]', '> [!TIP]\n', '```\n', '[[a|', 'x@', '가 ', '1. a\n', '~~a ', '<table><tr><td>', 'a  \n',
])('renders %j over and over at no great cost (abuse 56)', async (mark) => {
  expect(await costOfRendering(mark.repeat(100_000 / mark.length))).toBeLessThan(LIMIT)
}) // prettier-ignore

test('refuses a wide table with many rows before it is filled up', async () => {
  const page = `${'a|'.repeat(20_000)}\n${'-|'.repeat(20_000)}\n${'x|\n'.repeat(50_000)}`
  expect(await costOfRendering(page)).toBeLessThan(LIMIT)
  expect(render(page).notice).toBe('markdown.tooComplex')
})

test.each(['csharp', 'c', 'ini', 'shell', 'typescript', 'scala', 'properties'])(
  'stops colouring hostile %s',
  async (language) => {
    const blocks = ['a', 'if ', '${', '\n', '"', 'a.'].map((mark) =>
      mark.repeat(9000 / mark.length).replace(/.{300}/g, '$&\n'),
    )
    const page = blocks.map((code) => `\`\`\`${language}\n${code}\n\`\`\``).join('\n\n')
    expect(await costOfRendering(page)).toBeLessThan(LIMIT)
  },
)
