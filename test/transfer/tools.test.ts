import { totalsOf } from '../../src/transfer/import-report.ts'
import { costOf } from '../costs.ts'
import { bodyOf, importTwice } from './import-twice.ts'
import { said } from './temporary-wiki.ts'

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47])

test('an Obsidian vault: wikilinks, embeds, callouts, comments and tags; its own folder stays out', async () => {
  const { wiki, report } = await importTwice({
    '.obsidian/app.json': '{}',
    'Daily/2026-11-24.md':
      '---\ntags: "#work, #deploy"\n---\nSee [[Deploy steps]] and ![[diagram.png|300]].\n\n> [!info]- Folded\n> text\n\nSeen %%not yet%% here, `%%code%%`.\n',
    'Projects/Deploy steps.md':
      '# Deploy\n\nBack to [[2026-11-24|today]], see [[Deploy steps#Roll back]].\n\n## Roll back\n',
    'Attachments/diagram.png': PNG,
  })
  expect(totalsOf(report)).toMatchObject({ pages: 2, attachments: 1, skipped: 1, linksToNowhere: 0 })
  expect(await bodyOf(wiki, 'Daily/2026-11-24.md')).toBe(
    'See [[Projects/Deploy steps|Deploy steps]] and ![](../Attachments/diagram.png).\n\n> [!NOTE] Folded\n> text\n\nSeen <!--not yet--> here, `%%code%%`.\n',
  )
  expect(wiki.content.catalog.find('Daily/2026-11-24')?.tags).toEqual(['work', 'deploy'])
  expect(await bodyOf(wiki, 'Projects/Deploy steps.md')).toContain('[[Daily/2026-11-24|today]]')
})

test('a MkDocs source: pages below docs, admonitions, the summary; settings and programs stay out', async () => {
  const { wiki, report } = await importTwice({
    'mkdocs.yml': 'site_name: x\n',
    'hooks/build.py': 'pass\n',
    'docs/index.md':
      '---\ndescription: What this is\n---\n# Home\n\n[Start](guide/start.md#run) ![logo](assets/logo.png)\n',
    'docs/guide/start.md':
      '# Start\n\n!!! warning "Look out"\n    First line\n\n    ```\n    !!! note\n    ```\n\n??? tip\n    Inner\n\nAfter\n',
    'docs/assets/logo.png': PNG,
    'docs/stylesheets/extra.css': 'a{}\n',
  })
  expect(totalsOf(report)).toMatchObject({ pages: 2, attachments: 1, skipped: 3, linksToNowhere: 0 })
  expect(said(report, 'mkdocs.yml')).toMatchObject({ outcome: 'skipped', notes: ['skipped.tool'] })
  expect(wiki.content.catalog.find('docs/index')?.original.frontMatter).toMatchObject({
    title: 'Home',
    summary: 'What this is',
  })
  expect(await bodyOf(wiki, 'docs/guide/start.md')).toBe(
    '\n> [!WARNING] Look out\n> First line\n>\n> ```\n> !!! note\n> ```\n\n> [!TIP]\n> Inner\n\nAfter\n',
  )
})

test('a Docusaurus site: numbers in names, addresses from the root, boxes, drafts and imports', async () => {
  const { wiki, report } = await importTwice({
    'docusaurus.config.js': 'export default {}\n',
    'src/pages/index.tsx': 'x\n',
    'docs/01-intro.md':
      '---\nsidebar_position: 1\ndraft: true\n---\n\n# Intro\n\n[next](./setup) [root](/docs/setup) ![i](/img/a.png)\n\n:::tip[Do this]\nwell\n:::\n',
    'docs/02-setup.mdx':
      "---\ntitle: Set-up\ndescription: How\n---\nimport Tabs from '@theme/Tabs';\n\nText\n\n```js\nimport x from 'y'\n```\n\n::::note\nouter\n:::danger\ninner\n:::\n::::\n",
    'static/img/a.png': PNG,
  })
  expect(totalsOf(report)).toMatchObject({ pages: 2, attachments: 1, skipped: 2, linksToNowhere: 0 })
  const intro = await bodyOf(wiki, 'docs/01-intro.md')
  expect(intro).toContain('[next](02-setup.md) [root](02-setup.md) ![i](../static/img/a.png)')
  expect(intro).toContain('> [!TIP] Do this\n> well\n')
  expect(wiki.content.catalog.find('docs/01-intro')).toMatchObject({ status: 'draft' })
  const setup = await bodyOf(wiki, 'docs/02-setup.md')
  expect(setup).not.toContain('@theme')
  expect(setup).toContain("```js\nimport x from 'y'\n```")
  expect(setup).toContain('> [!NOTE]\n> outer\n>\n> > [!CAUTION]\n> > inner\n')
  expect(wiki.content.catalog.find('docs/02-setup')?.original.frontMatter.summary).toBe('How')
})

test('a Gollum or GitHub wiki: label before page, names with dashes or spaces, the frame stays out', async () => {
  const { wiki, report } = await importTwice({
    'Home.md':
      'Welcome. [[How to start|Getting-Started]], [[getting started]], [plain](Getting-Started) ![x](images/x.png)\n',
    'Getting-Started.md': '# Getting started\n\n[[Home]] `[[a|b]]`\n',
    '_Sidebar.md': '* [[Home]]\n',
    'images/x.png': PNG,
  })
  expect(totalsOf(report)).toMatchObject({ pages: 2, attachments: 1, skipped: 1, linksToNowhere: 0 })
  const home = await bodyOf(wiki, 'Home.md')
  expect(home).toMatch(/\[\[Getting-Started\|How to start\]\]/)
  expect(home).toContain('[plain](Getting-Started)')
  expect(await bodyOf(wiki, 'Getting-Started.md')).toContain('`[[a|b]]`')
})

test('a Notion export: names lose their numbers and links follow', async () => {
  const [a, b] = ['0123456789abcdef0123456789abcdef', 'fedcba9876543210fedcba9876543210']
  const { wiki, report } = await importTwice({
    [`Team wiki ${a}.md`]: `# Team wiki\n\n[온보딩](Team%20wiki%20${a}/%EC%98%A8%EB%B3%B4%EB%94%A9%20${b}.md)\n`,
    [`Team wiki ${a}/온보딩 ${b}.md`]: `# 온보딩\n\n![그림](%EC%98%A8%EB%B3%B4%EB%94%A9%20${b}/Untitled.png)\n`,
    [`Team wiki ${a}/온보딩 ${b}/Untitled.png`]: PNG,
  })
  expect(report.files.map(({ file }) => file).sort()).toEqual([
    'Team wiki.md',
    'Team wiki/온보딩.md',
    'Team wiki/온보딩/Untitled.png',
  ])
  expect(said(report, `Team wiki ${a}.md`)?.notes).toContain('renamed.export')
  expect(decodeURI(await bodyOf(wiki, 'Team wiki.md'))).toContain('[온보딩](Team wiki/온보딩.md)')
  expect(decodeURI(await bodyOf(wiki, 'Team wiki/온보딩.md'))).toContain('(온보딩/Untitled.png)')
  expect(totalsOf(report).linksToNowhere).toBe(0)
})

const confluence = (title: string, content: string) => `<!DOCTYPE html>
<html><head><title>Team : ${title}</title><link rel="stylesheet" href="styles/site.css" type="text/css" /></head>
<body class="theme-default"><div id="page"><div id="main" class="aui-page-panel"><div id="main-header">
<div id="breadcrumb-section"><ol id="breadcrumbs"><li class="first"><span><a href="index.html">Team</a></span></li></ol></div>
<h1 id="title-heading" class="pagetitle"><span id="title-text"> Team : ${title} </span></h1></div>
<div id="content" class="view"><div class="page-metadata">Created by <span class='author'> Ada</span></div>
<div id="main-content" class="wiki-content group">${content}</div></div></div></div></body></html>`

test('a Confluence export as HTML: pages, tables, code, boxes, tasks, images; its looks stay out', async () => {
  const { wiki, report } = await importTwice({
    'index.html': confluence('Team Home', '<ul><li><a href="Deploying_65538.html">Deploying</a></li></ul>'),
    'Deploying_65538.html': confluence(
      'Deploying &amp; more',
      `<p>Do <strong>not</strong> hurry, see <a href="index.html">home</a>.<br/>Use <code>a | b</code>&nbsp;now</p>
<h2 id="x">Steps</h2><ol><li><p>One</p><ul><li>inner *star*</li></ul></li><li>Two</li></ol>
<div class="table-wrap"><table class="confluenceTable"><tbody><tr><th>Env</th><th>Who</th></tr><tr><td>prod | eu</td><td><p>Leo</p><p>Ada</p></td></tr></tbody></table></div>
<div class="code panel pdl"><div class="codeContent panelContent pdl"><pre class="syntaxhighlighter-pre" data-syntaxhighlighter-params="brush: bash; gutter: false">make &lt;x&gt;
  now</pre></div></div>
<div class="confluence-information-macro confluence-information-macro-warning"><p class="title">Careful</p><div class="confluence-information-macro-body"><p>Hot</p></div></div>
<ul class="inline-task-list"><li class="checked" data-inline-task-id="1"><span>done</span></li><li data-inline-task-id="2">open</li></ul>
<p><img class="confluence-embedded-image" src="attachments/65538/65540.png" alt="plan"></p><script>alert(1)</script><p><a href="javascript:alert(1)">bad</a></p>`,
    ),
    'attachments/65538/65540.png': PNG,
    'styles/site.css': 'a{}\n',
    'images/icons/bullet.gif': PNG,
  })
  expect(totalsOf(report)).toMatchObject({ pages: 2, attachments: 1, skipped: 2, linksToNowhere: 0 })
  expect(await bodyOf(wiki, 'index.md')).toBe('\n- [Deploying](Deploying.md)\n')
  expect(wiki.content.catalog.find('Deploying')?.original.title).toBe('Deploying & more')
  expect(await bodyOf(wiki, 'Deploying.md')).toBe(`
Do **not** hurry, see [home](index.md).\\
Use \`a | b\` now

## Steps

1. One
   - inner \\*star\\*
2. Two

| Env | Who |
| --- | --- |
| prod \\| eu | Leo<br>Ada |

\`\`\`bash
make <x>
  now
\`\`\`

> [!CAUTION]
> Careful
>
> Hot

- [x] done
- [ ] open

![plan](attachments/65538/65540.png)

bad
`)
})

test('a Notion export as HTML: the title, its properties and its text', async () => {
  const { wiki } = await importTwice({
    'Page 0123456789abcdef0123456789abcdef.html': `<html><head><title>Page</title><style>x</style></head><body><article id="1" class="page sans"><header><h1 class="page-title">Page</h1><table class="properties"><tbody><tr><th>Status</th><td>Done</td></tr></tbody></table></header><div class="page-body"><p>Hi <em>you</em></p><figure class="block-color-gray callout"><div>💡</div><div><p>Idea</p></div></figure><ul class="to-do-list"><li><div class="checkbox checkbox-on"></div> <span class="to-do-children-checked">it</span></li></ul></div></article></body></html>`,
  })
  expect(await wiki.read('Page.md')).toMatch(/title: Page\n/)
  const body = await bodyOf(wiki, 'Page.md')
  for (const part of ['| Status | Done |', 'Hi *you*', '> [!NOTE]', '> Idea', '- [x] it'])
    expect(body).toContain(part)
})

test('a page or two of HTML beside Markdown are attachments, as they were', async () => {
  const { wiki, report } = await importTwice({ 'a.md': '# A\n', 'b.md': '# B\n', 'c.html': '<p>x</p>\n' })
  expect(totalsOf(report)).toMatchObject({ pages: 2, attachments: 1 })
  expect(await wiki.read('c.html')).toBe('<p>x</p>\n')
})

test('HTML made to be slow or deep is taken as its text (abuse 56)', async () => {
  const deep = '<div>'.repeat(20_000) + 'deep' + '</div>'.repeat(20_000)
  const lists = '<ul><li>'.repeat(3_000) + 'list'
  const importing = async () => {
    const { wiki } = await importTwice({
      'a.html': deep,
      'b.html': lists,
      'c.html': '<b>'.repeat(20_000) + 'bold',
      'd.html': '<table><tr><td>'.repeat(2_000),
    })
    expect(await wiki.read('a.md')).toContain('deep')
  }
  expect(await costOf(importing, 1_000)).toBeLessThan(1_000)
})
