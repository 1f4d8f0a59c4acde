import { totalsOf } from '../../src/transfer/import-report.ts'
import { costOf } from '../costs.ts'
import { bodyOf, importTwice } from './import-twice.ts'
import { said } from './temporary-wiki.ts'

const lines = (...all: string[]) => all.map((line) => `${line}\n`).join('')
const IMAGE = Buffer.from([0x89, 0x50, 0x4e, 0x47])

/** The page `docs/a.mdx` with this text, beside these files of a site, as the wiki has it. */
async function pageOf(body: string, files: Record<string, string | Buffer>) {
  const { wiki, report } = await importTwice({
    'docusaurus.config.js': 'export default {}\n',
    ...files,
    'docs/a.mdx': `---\ntitle: A\n---\n${body}`,
  })
  const notes = report.files.find(({ source }) => source === 'docs/a.mdx')?.notes ?? []
  const left = notes.find(({ key }) => key === 'transfer.partials.left')?.params.names
  const text = (await bodyOf(wiki, 'docs/a.md')).replace(/\n{3,}/g, '\n\n').trim()
  return { body: text, left, keys: said(report, 'docs/a.mdx')?.notes, report }
}

test('a partial stands where it is used, without its front matter and imports, and is no page itself', async () => {
  const { body, keys, report } = await pageOf(
    lines(
      "import Install, {toc} from './_install.mdx'",
      "import Note from '@site/docs/parts/_note.md';",
      '',
      'Before',
      '<Install />',
      '',
      '- one',
      '- <Note/>',
      '',
      '> <Note />',
    ),
    {
      'docs/_install.mdx': lines(
        '---',
        'id: x',
        '---',
        "import Tabs from '@theme/Tabs'",
        '',
        '## 설치',
        '',
        'Run it.',
      ),
      'docs/parts/_note.md': lines('First', '', 'Second'),
      'docs/_drafts/idea.md': '# Idea\n',
    },
  )
  expect(body).toBe(
    [
      'Before',
      '',
      '## 설치',
      '',
      'Run it.',
      '',
      '- one',
      '- First',
      '',
      '  Second',
      '',
      '> First',
      '>',
      '> Second',
    ].join('\n'),
  )
  expect(keys).toEqual(expect.arrayContaining(['partials', 'imports']))
  expect(totalsOf(report)).toMatchObject({ pages: 1, linksToNowhere: 0 })
  for (const source of ['docs/_install.mdx', 'docs/parts/_note.md', 'docs/_drafts/idea.md'])
    expect(said(report, source)).toMatchObject({ outcome: 'skipped', notes: ['skipped.partial'] })
})

test('links of a partial lead where they led, from the page that it stands on', async () => {
  const { body, report } = await pageOf(
    lines("import Links from '../parts/deep/_links.mdx'", '', '<Links />'),
    {
      'parts/deep/_links.mdx': lines(
        "import Inner from './more/_inner.mdx'",
        '',
        '[b](../../docs/b.md#part) [near](./b) ![plan](./plan%20one.png) [up](#here) [out](https://x.example/b.md)',
        "<img src={require('./plan one.png').default} />",
        '`[b](../../docs/b.md)`',
        '',
        '<Inner />',
      ),
      'parts/deep/more/_inner.mdx': '![plan](../plan%20one.png)\n',
      'parts/deep/plan one.png': IMAGE,
      'docs/b.md': '# B\n\n## Part\n',
    },
  )
  expect(body).toBe(
    [
      '[b](b.md#part) [near](./b) ![plan](../parts/deep/plan%20one.png) [up](#here) [out](https://x.example/b.md)',
      '<img src="../parts/deep/plan%20one.png" />',
      '`[b](../../docs/b.md)`',
      '',
      '![plan](../parts/deep/plan%20one.png)',
    ].join('\n'),
  )
  expect(totalsOf(report).linksToNowhere).toBe(0)
})

test('texts and numbers that a partial is given stand in it; whatever else it would show stays and is named', async () => {
  const { body, left } = await pageOf(
    lines(
      "import Step from './_step.mdx'",
      '',
      '<Step name="*Ada*" count={3}',
      "  at={'noon'} who={user.name} />",
    ),
    {
      'docs/_step.mdx': lines(
        'Hello {props.name}, {props.count} times at { props.at }, from {props.who} {props.none}',
        '',
        '<a href={props.at}>x</a> {props.count > 1 && more} `{props.name}`',
        '',
        '```',
        '{props.name}',
        '```',
      ),
    },
  )
  expect(body).toBe(
    [
      'Hello \\*Ada\\*, 3 times at noon, from {props.who} {props.none}',
      '',
      '<a href="noon">x</a> {props.count > 1 && more} `{props.name}`',
      '',
      '```',
      '{props.name}',
      '```',
    ].join('\n'),
  )
  expect(left).toBe('{props.who}, {props.none}, {props.count > 1 && more}')
})

test('nothing in code or comments is touched, and in the middle of a line or a table a partial keeps it whole', async () => {
  const { body, left } = await pageOf(
    lines(
      "import One from './_one.mdx'",
      "import Many from './_many.mdx'",
      "import List from './_list.mdx'",
      '',
      '`<One />` is <One />!',
      '',
      '```jsx',
      "import One from './_one.mdx'",
      '<One />',
      '```',
      '',
      '{/* <One /> */}',
      '',
      '| x |',
      '| --- |',
      '| <One /> |',
      '| <Many /> |',
      '| <List /> |',
      '',
      'See <Many /> here',
    ),
    {
      'docs/_one.mdx': 'one *word*\n',
      'docs/_many.mdx': 'several\n\nblocks\n',
      'docs/_list.mdx': '- a\n- b\n',
    },
  )
  expect(body).toBe(
    [
      '`<One />` is one *word*!',
      '',
      '```jsx',
      "import One from './_one.mdx'",
      '<One />',
      '```',
      '',
      '<!-- <One /> -->',
      '',
      '| x |',
      '| --- |',
      '| one *word* |',
      '| several<br><br>blocks |',
      '| `<List />` |',
      '',
      'See ',
      '',
      'several',
      '',
      'blocks',
      '',
      ' here',
    ].join('\n'),
  )
  expect(left).toBe('./_list.mdx')
})

test('a partial that is missing, or has text inside, stays to be seen and is named', async () => {
  const { body, left } = await pageOf(
    lines(
      "import Gone from './_gone.mdx'",
      "import Around from './_around.mdx'",
      "import Computed from './_computed.mdx'",
      '',
      'Here <Gone x="1" />',
      '',
      '<Around>words</Around> <Computed x={[{ a: 1 }]} />',
    ),
    { 'docs/_around.mdx': '{props.children}\n', 'docs/_computed.mdx': '{props.x}\n' },
  )
  expect(body).toBe('Here `<Gone x="1" />`\n\n<Around>words</Around> <Computed x={[{ a: 1 }]} />')
  expect(left).toBe('./_gone.mdx, ./_around.mdx, ./_computed.mdx')
})

test('partials in tabs and boxes', async () => {
  const { body } = await pageOf(
    lines(
      "import Part from './_part.mdx'",
      '',
      '<Tabs>',
      '  <TabItem value="x" label="Linux">',
      '',
      '    <Part />',
      '',
      '  </TabItem>',
      '</Tabs>',
      '',
      ':::tip',
      '<Part />',
      ':::',
    ),
    { 'docs/_part.mdx': '```sh\nmake\n```\n\nDone\n' },
  )
  expect(body).toBe(
    [
      '**Linux**',
      '',
      '```sh',
      'make',
      '```',
      '',
      'Done',
      '',
      '> [!TIP]',
      '> ```sh',
      '> make',
      '> ```',
      '>',
      '> Done',
    ].join('\n'),
  )
})

test('partials that take in each other end, and so does what would grow without end (abuse 56)', async () => {
  const { body, left } = await pageOf("import B from './_b.mdx'\n\n<B />\n", {
    'docs/_b.mdx': "import C from './_c.mdx'\n\nb <C />\n",
    'docs/_c.mdx': "import B from './_b.mdx'\n\nc <B />\n",
  })
  expect(body).toBe('b c `<B />`')
  expect(left).toBe('./_b.mdx')
  const bomb = Object.fromEntries(
    Array.from({ length: 12 }, (_, depth) => [
      `docs/_${depth}.mdx`,
      depth === 11 ? 'boom '.repeat(1_000) : `import N from './_${depth + 1}.mdx'\n\n${'<N />\n'.repeat(40)}`,
    ]),
  )
  const importing = async () => {
    const exploded = await pageOf("import N from './_0.mdx'\n\n<N />\n", bomb)
    expect(exploded.body.length).toBeLessThan(1024 * 1024)
    expect(exploded.keys).toContain('partials.left')
    const values = { 'docs/_v.mdx': '{props.v}\n'.repeat(50_000) }
    const page = `import V from './_v.mdx'\n\n<V v="${'long'.repeat(50_000)}" />\n`
    expect((await pageOf(page, values)).keys).toContain('partials.left')
  }
  expect(await costOf(importing, 1_000)).toBeLessThan(1_000)
})
