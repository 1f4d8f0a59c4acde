import { totalsOf } from '../../src/transfer/import-report.ts'
import { costOf } from '../costs.ts'
import { bodyOf, importTwice } from './import-twice.ts'
import { said } from './temporary-wiki.ts'

const lines = (...all: string[]) => all.map((line) => `${line}\n`).join('')
const site = (config = '') => ({ 'mkdocs.yml': `site_name: x\n${config}` })
/** The page `docs/a.md` with this text, beside these files, as the wiki has it. */
async function pageOf(body: string, files: Record<string, string | Buffer>, config = '') {
  const { wiki, report } = await importTwice({
    ...site(config),
    ...files,
    'docs/a.md': `---\ntitle: A\n---\n${body}`,
  })
  const note = report.files.find(({ source }) => source === 'docs/a.md')?.notes
  const left = note?.find(({ key }) => key === 'transfer.snippets.left')?.params.names
  return {
    body: await bodyOf(wiki, 'docs/a.md'),
    left,
    notes: said(report, 'docs/a.md')?.notes,
    report,
    wiki,
  }
}

test('a snippet stands where it is named, set in as its line is, and takes in others itself', async () => {
  const { body, left, notes } = await pageOf(
    lines('Before', '', '--8<-- "inc/one.md"', '!!! note', '', "    -8<- 'inc/two.md'", '', 'After'),
    { 'inc/one.md': lines('First', '--8<-- "inc/two.md"'), 'inc/two.md': '둘째' },
  )
  expect(body).toBe(lines('Before', '', 'First', '둘째', '', '> [!NOTE]', '>', '> 둘째', '', 'After'))
  expect(notes).toEqual(expect.arrayContaining(['snippets', 'boxes']))
  expect(left).toBeUndefined()
})

test('a block names several files, keeps its blank lines and passes over what is turned off', async () => {
  const { body } = await pageOf(
    lines('--8<--', 'inc/a.txt', '', 'inc/b.txt', '; inc/c.txt', '--8<--', 'End'),
    {
      'inc/a.txt': 'A',
      'inc/b.txt': 'B',
      'inc/c.txt': 'C',
    },
  )
  expect(body).toBe(lines('A', '', 'B', 'End'))
})

test('what is escaped is shown without its mark, and a space at the end turns it off as well', async () => {
  const written = lines(
    ';--8<-- "inc/a.txt"',
    '',
    ';;--8<--',
    '',
    '--8<-- "inc/a.txt" ',
    '',
    'x --8<-- "inc/a.txt"',
  )
  const { body, left } = await pageOf(written, { 'inc/a.txt': 'A' })
  expect(body).toBe(
    lines('--8<-- "inc/a.txt"', '', ';--8<--', '', '--8<-- "inc/a.txt" ', '', 'x --8<-- "inc/a.txt"'),
  )
  expect(left).toBeUndefined()
})

test('lines and sections of a file, of a program too, in code as the tool puts them there', async () => {
  const program = lines(
    'import x',
    '# --8<-- [start:run]',
    'def run():',
    '    pass',
    '# --8<-- [end:run]',
    'run()',
  )
  const { body, report } = await pageOf(
    lines(
      '```py',
      '--8<-- "src/app.py:run"',
      '```',
      '',
      '    --8<-- "src/app.py:1:1,-2:-2"',
      '',
      '--8<-- "inc/n.txt:3"',
      '--8<-- "inc/n.txt::2"',
      '--8<-- "inc/n.txt:2:3"',
      '--8<-- "src/app.py"',
    ),
    { 'src/app.py': program, 'inc/n.txt': '1\n2\n3\n4' },
  )
  expect(body).toBe(
    lines(
      '```py',
      'def run():',
      '    pass',
      '```',
      '',
      '    import x',
      '    run()',
      '',
      ...['3', '4', '1', '2', '2', '3'],
      ...['import x', 'def run():', '    pass', 'run()', ''],
    ),
  )
  expect(said(report, 'src/app.py')).toMatchObject({ outcome: 'skipped', notes: ['skipped.tool'] })
})

test('what cannot be found stays as it is written and is named: outside the base, hidden, from elsewhere', async () => {
  const names = [
    '../secret.md',
    '.env',
    'https://x.example/a.md',
    'inc/a.md:nothing',
    '/etc/passwd',
    'inc/b.bin',
  ]
  const written = lines(
    ...names.map((name) => `--8<-- "${name}"`),
    '--8<--',
    'inc/none.md',
    'inc/a.md',
    '--8<--',
  )
  const { body, left } = await pageOf(written, {
    'inc/a.md': 'A',
    'inc/b.bin': Buffer.from([0xff, 0xfe, 0]),
    '.env': 'KEY=1',
  })
  expect(body).toBe(lines(...names.map((name) => `--8<-- "${name}"`), '--8<--', 'inc/none.md', '--8<--', 'A'))
  expect(left).toBe([...names, 'inc/none.md'].join(', '))
})

test('base paths are those of the configuration, whatever tags it has, and part of a file can lose its indentation', async () => {
  const config = lines(
    'docs_dir: docs',
    'markdown_extensions:',
    '  - toc',
    '  - pymdownx.emoji: {emoji_index: !!python/name:material.extensions.emoji.twemoji }',
    '  - pymdownx.snippets:',
    '      base_path: [parts/one, !relative $docs_dir, LICENSE.txt]',
    '      dedent_subsections: true',
  )
  const { body, left } = await pageOf(
    lines(
      '--8<-- "x.txt"',
      '--8<-- "y.txt"',
      '--8<-- "LICENSE.txt"',
      '--8<-- "x.txt:2:3"',
      '--8<-- "../two/x.txt"',
    ),
    {
      'parts/one/x.txt': 'one\n  in\n    deeper',
      'parts/two/x.txt': 'two',
      'docs/y.txt': 'y',
      'LICENSE.txt': 'free',
    },
    config,
  )
  expect(body).toBe(
    lines('one', '  in', '    deeper', 'y', 'free', 'in', '  deeper', '--8<-- "../two/x.txt"'),
  )
  expect(left).toBe('../two/x.txt')
})

test('a page that is only taken in and that the site does not show is not a page; one that it shows is', async () => {
  const { body, report, wiki } = await pageOf(
    lines('--8<-- "includes/part.md"', '', '--8<-- "docs/b.md"', '', '```', '--8<-- "docs/b.md:1:2"', '```'),
    {
      'includes/part.md': '[b](b.md)',
      'docs/b.md': lines(
        '---',
        'title: B',
        '---',
        'Text of b <!-- --8<-- [start:x] -->',
        '<!-- --8<-- [end:x] -->',
      ),
      'CHANGES.md': '# Changes\n',
    },
  )
  expect(body).toBe(lines('[b](b.md)', '', '', '', '```', '---', 'title: B', '```'))
  expect(said(report, 'includes/part.md')).toMatchObject({ outcome: 'skipped', notes: ['skipped.snippet'] })
  expect(await bodyOf(wiki, 'docs/b.md')).toBe('Text of b <!-- --8<-- [start:x] -->\n')
  expect(totalsOf(report)).toMatchObject({ pages: 3, linksToNowhere: 0 })
})

test('front matter of a page goes before its snippets, and theirs never becomes its own', async () => {
  const { wiki } = await importTwice({
    ...site(),
    'docs/a.md': '--8<-- "inc/b.md"\n',
    'inc/b.md': '---\ntitle: Other\nkind: lesson\n---\n# Heading\n\nText\n',
  })
  expect(wiki.content.catalog.find('docs/a')).toMatchObject({ kind: 'note', original: { title: 'Heading' } })
})

test('files that take in each other end, and so does what would grow without end (abuse 56)', async () => {
  const { body, left } = await pageOf('--8<-- "inc/a.txt"\n', {
    'inc/a.txt': 'a\n--8<-- "inc/b.txt"',
    'inc/b.txt': 'b\n--8<-- "inc/a.txt"',
  })
  expect(body).toBe(lines('a', 'b', '--8<-- "inc/a.txt"'))
  expect(left).toBe('inc/a.txt')
  const bomb = Object.fromEntries(
    Array.from({ length: 12 }, (_, depth) => [
      `inc/${depth}.txt`,
      depth === 11 ? 'boom'.repeat(1_000) : `--8<-- "inc/${depth + 1}.txt"\n`.repeat(40),
    ]),
  )
  const importing = async () => {
    const exploded = await pageOf('--8<-- "inc/0.txt"\n', bomb)
    expect(exploded.body.length).toBeLessThan(1024 * 1024)
    expect(exploded.notes).toContain('snippets.left')
    const large = { 'inc/large.txt': 'x\n'.repeat(400_000) }
    expect(
      (await pageOf('--8<-- "inc/large.txt"\n--8<-- "inc/large.txt:x"\n'.repeat(10_000), large)).notes,
    ).toContain('snippets.left')
  }
  expect(await costOf(importing, 1_000)).toBeLessThan(1_000)
})

test('a page with the line ends of Windows keeps them', async () => {
  const { body } = await pageOf('One\r\n--8<-- "inc/a.txt"\r\nTwo\r\n', { 'inc/a.txt': 'a\nb' })
  expect(body).toBe('One\r\na\r\nb\r\nTwo\r\n')
})
