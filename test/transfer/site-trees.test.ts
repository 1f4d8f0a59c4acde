import { totalsOf } from '../../src/transfer/import-report.ts'
import { bodyOf, importTwice } from './import-twice.ts'
import { said } from './temporary-wiki.ts'

const IMAGE = Buffer.from([0x89, 0x50, 0x4e, 0x47])

test('Docusaurus: links by slug, in a section that is served from the root, and by the date of a post', async () => {
  const { wiki, report } = await importTwice({
    'docusaurus.config.js': 'export default {}\n',
    'docs/release/index.md': '---\ntitle: Release\nslug: /ship\n---\nText\n',
    'docs/release/steps.md': '---\ntitle: Steps\nslug: by-step\n---\nText\n',
    'docs/start.md':
      '---\ntitle: Start\n---\n[a](/ship) [b](/docs/ship/#when) [c](/release/by-step) [d](/blog/2026/11/24/news) [e](/nowhere)\n',
    'blog/2026-11-24-news.md': '---\ntitle: News\n---\nNew\n',
    'i18n/ko/docusaurus-plugin-content-docs/current/release/index.md':
      '---\ntitle: 릴리스\nslug: /ship\n---\n글\n',
  })
  expect(await bodyOf(wiki, 'docs/start.md')).toBe(
    '[a](release/index.md) [b](release/index.md#when) [c](release/steps.md) [d](../blog/2026-11-24-news.md) [e](/nowhere)\n',
  )
  expect(totalsOf(report).linksToNowhere).toBe(1)
})

test('Docusaurus: tabs follow one another under their labels; components become what they show', async () => {
  const { wiki, report } = await importTwice({
    'docusaurus.config.js': 'export default {}\n',
    'docs/a.mdx': [
      '---',
      'title: A',
      '---',
      "import Tabs from '@theme/Tabs';",
      '',
      '<Tabs',
      "  values={[{label: 'Shell', value: 'sh'}, {label: 'Fish', value: 'fish'}]}",
      '>',
      '  <TabItem value="sh">',
      '    ```bash',
      '    <Tabs>',
      '      make',
      '    ```',
      '  </TabItem>',
      '  <TabItem value="x" label="Other">',
      '',
      'Plain text',
      '',
      '  </TabItem>',
      '</Tabs>',
      '',
      '{/* for later */}',
      '',
      '<Picture url=\'/img/one two.png\' alt="Plan" /> <Badge/>',
      '',
      '<Card href="/docs/b">',
      'Read on',
      '</Card>',
      '',
      "<img src={require('../static/img/c.png').default} />",
      '',
      '<iframe width="5" src="https://video.example/embed/1" title="How" allowfullscreen></iframe>',
      '',
      'Code `<Badge/>` stays.',
      '',
    ].join('\n'),
    'docs/b.md': '# B\n',
    'static/img/one two.png': IMAGE,
    'static/img/c.png': IMAGE,
  })
  expect((await bodyOf(wiki, 'docs/a.md')).replace(/\n{2,}/g, '\n\n').trimStart()).toBe(
    [
      '**Shell**',
      '',
      '```bash',
      '<Tabs>',
      '  make',
      '```',
      '',
      '**Other**',
      '',
      'Plain text',
      '',
      '<!-- for later -->',
      '',
      '![Plan](<../static/img/one%20two.png>) ',
      '',
      '[Read on](b.md)',
      '',
      '<img src="../static/img/c.png" />',
      '',
      '[How](https://video.example/embed/1)',
      '',
      'Code `<Badge/>` stays.',
      '',
    ].join('\n'),
  )
  expect(said(report, 'docs/a.mdx')?.notes).toEqual(expect.arrayContaining(['imports', 'components']))
  expect(totalsOf(report).linksToNowhere).toBe(0)
})

test('addresses that headings had of their own lead to the same headings', async () => {
  const { wiki, report } = await importTwice({
    'docusaurus.config.js': 'export default {}\n',
    'docs/a.md':
      '---\ntitle: A\n---\n## The `first` part {#one}\n\n[down](#two) [other](b.md#deep)\n\n## 둘째 {#two}\n\n```\n## x {#no}\n```\n',
    'docs/b.md': '---\ntitle: B\n---\n## Very deep {#deep}\n\n[back](./a#one)\n',
  })
  const body = await bodyOf(wiki, 'docs/a.md')
  expect(body).toContain('## The `first` part\n')
  expect(decodeURIComponent(body)).toContain('[down](#둘째) [other](b.md#very-deep)')
  expect(body).toContain('## x {#no}')
  expect(await bodyOf(wiki, 'docs/b.md')).toContain('a.md#the-first-part)')
  expect(said(report, 'docs/a.md')?.notes).toContain('headings.ids')
})

test('MkDocs: tabs with boxes and code in them, icons and attributes', async () => {
  const { wiki } = await importTwice({
    'mkdocs.yml': 'site_name: x\n',
    'docs/a.md': [
      '# A',
      '',
      '[TOC]',
      '',
      '=== "Unix"',
      '',
      '    ``` sh',
      '    make { .x }',
      '    ```',
      '',
      '    !!! note',
      '',
      '        Inside',
      '',
      '=== "Windows"',
      '',
      '    Use the installer :material-check:',
      '',
      'After ![plan](plan.png){ align=right width="200" } and [go](b.md){ .md-button .big }',
      '',
      '!!! own-kind "Mine"',
      '    Text {{ kept }}',
      '',
    ].join('\n'),
    'docs/b.md': '# B\n',
    'docs/plan.png': IMAGE,
  })
  expect((await bodyOf(wiki, 'docs/a.md')).replace(/\n{2,}/g, '\n\n').trimStart()).toBe(
    [
      '**Unix**',
      '',
      '``` sh',
      'make { .x }',
      '```',
      '',
      '> [!NOTE]',
      '>',
      '> Inside',
      '',
      '**Windows**',
      '',
      'Use the installer ',
      '',
      'After ![plan](plan.png) and [go](b.md)',
      '',
      '> [!NOTE] Mine',
      '> Text {{ kept }}',
      '',
    ].join('\n'),
  )
})

test('a vault without its own folder is not taken for a wiki because it has a Home: labels stay behind the bar', async () => {
  const { wiki } = await importTwice({
    'Home.md': '[[Shared vault|a vault]] and [[Not written|yet]]\n',
    'Shared vault.md': 'Words first.\n\n## Manage users\n',
    'Board.canvas': '{}',
  })
  expect(await bodyOf(wiki, 'Home.md')).toBe('\n[[Shared vault|a vault]] and [[Not written|yet]]\n')
  expect(wiki.content.catalog.find('Shared vault')?.original.title).toBe('Shared vault')
})

test('a wiki of GitHub: pages are found by their names in whatever folder, and the contents are left to the wiki', async () => {
  const { wiki, report } = await importTwice({
    'Home.md': '[[_TOC_]]\n\n[Set up](Setting-up) [[Steps|Setting-up]] [[Setting-up|as written]]\n',
    'guide/Setting-up.md': '[**Home**](Home)\n\n## 1. First\n',
    '_Sidebar.md': 'x\n',
  })
  expect(await bodyOf(wiki, 'Home.md')).toBe(
    '\n[Set up](guide/Setting-up.md) [[guide/Setting-up|Steps]] [[guide/Setting-up|as written]]\n',
  )
  expect(await bodyOf(wiki, 'guide/Setting-up.md')).toContain('[**Home**](../Home.md)')
  expect(wiki.content.catalog.find('guide/Setting-up')?.original.title).toBe('Setting up')
  expect(totalsOf(report).linksToNowhere).toBe(0)
})

test('Confluence: links by the number of a page lead to it', async () => {
  const page = (title: string, text: string) =>
    `<html><head><title>Team : ${title}</title><link rel="stylesheet" href="styles/site.css"></head><body><div id="main-content"><p>${text}</p></div></body></html>`
  const { wiki } = await importTwice({
    'Start_655360.html': page(
      'Start',
      '<a href="/pages/viewpage.action?pageId=655361">a</a> <a href="https://x.example/wiki/spaces/TEAM/pages/655361/Steps">b</a> <a href="/pages/viewpage.action?pageId=99999">c</a>',
    ),
    'Steps_655361.html': page('Steps', 'Text'),
    'styles/site.css': 'a{}',
  })
  expect(await bodyOf(wiki, 'Start.md')).toContain(
    '[a](Steps.md) [b](Steps.md) [c](/pages/viewpage.action?pageId=99999)',
  )
})
