import { symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { totalsOf } from '../../src/transfer/import-report.ts'
import { said, temporaryFolder, temporaryWiki, tree } from './temporary-wiki.ts'

test('a tree becomes pages and attachments in one commit by its author', async () => {
  const wiki = await temporaryWiki()
  const folder = await tree({
    'guides/deploy.md': '# Deploy\n\nText.\n',
    'guides/images/a.png': Buffer.from([1, 2, 3]),
  })
  const report = await wiki.import(folder)
  expect(totalsOf(report)).toMatchObject({ pages: 1, attachments: 1, skipped: 0, refused: 0 })
  expect(await wiki.repository.head()).toBe(report.commit)
  const page = wiki.content.catalog.find('guides/deploy')
  expect(page).toMatchObject({ kind: 'guide', original: { title: 'Deploy', lang: 'en' } })
  expect(wiki.content.history.of('guides/deploy.md')).toHaveLength(1)
  expect(await wiki.read('guides/deploy.md')).toBe(
    '---\ntitle: Deploy\nkind: guide\nlang: en\n---\n\nText.\n',
  )
})

test('a second import of the same tree changes nothing', async () => {
  const wiki = await temporaryWiki()
  const folder = await tree({
    'README.md': '# Hi\n',
    'readme.MD': 'other\n',
    'a/b.md': '---\nkind: odd\n---\nx [r](../README.md)\n',
  })
  const first = await wiki.import(folder)
  const again = await wiki.import(folder)
  expect(again.commit).toBeUndefined()
  expect(await wiki.repository.head()).toBe(first.commit)
  expect(totalsOf(again)).toMatchObject({ pages: 3, unchanged: 3 })
})

test('a dry run says the same and writes nothing', async () => {
  const wiki = await temporaryWiki()
  const folder = await tree({ 'a.md': '# A\n', '.hidden': '' })
  const dry = await wiki.import(folder, { dryRun: true })
  expect(dry.commit).toBeUndefined()
  expect(await wiki.repository.head()).toBeUndefined()
  expect((await wiki.import(folder)).files).toEqual(dry.files)
})

test('a page that the wiki has with other content is refused, and replaced when asked', async () => {
  const wiki = await temporaryWiki()
  await wiki.import(await tree({ 'a.md': '# Old\n', 'Guide.md': '# G\n' }))
  const newer = await tree({ 'a.md': '# New\n', 'guide.md': '# Twin\n', 'b.md': '# B\n' })
  const refused = await wiki.import(newer)
  expect(said(refused, 'a.md')).toMatchObject({ outcome: 'refused', notes: ['refused.exists'] })
  expect(said(refused, 'guide.md')).toMatchObject({ outcome: 'refused', notes: ['refused.twin'] })
  expect(said(refused, 'b.md')).toMatchObject({ outcome: 'added' })
  expect(await wiki.read('a.md')).toContain('Old')
  expect(said(await wiki.import(newer, { replace: true }), 'a.md')).toMatchObject({ outcome: 'replaced' })
  expect(await wiki.read('a.md')).toContain('New')
})

test('a file where the wiki has a folder is refused', async () => {
  const wiki = await temporaryWiki()
  await wiki.import(await tree({ 'a/b.txt': 'b' }))
  const report = await wiki.import(await tree({ a: 'file', 'c.md': '# C\n' }))
  expect(said(report, 'a')).toMatchObject({ outcome: 'refused', notes: ['refused.taken'] })
  expect(wiki.content.catalog.find('c')).toBeDefined()
})

test('symbolic links are not followed, neither to files nor to folders (abuse 27)', async () => {
  const wiki = await temporaryWiki()
  const outside = await tree({ 'secret.md': '# Secret\n' })
  const folder = await tree({ 'a.md': '# A\n' })
  await symlink(join(outside, 'secret.md'), join(folder, 'link.md'))
  await symlink(outside, join(folder, 'linked'))
  const report = await wiki.import(folder)
  expect(said(report, 'link.md')).toMatchObject({ outcome: 'skipped', notes: ['skipped.link'] })
  expect(said(report, 'linked')).toMatchObject({ outcome: 'skipped', notes: ['skipped.link'] })
  expect(wiki.content.catalog.size).toBe(1)
})

test('what cannot be a page is skipped, each with its reason', async () => {
  const wiki = await temporaryWiki()
  const folder = await tree({
    '.git/config': '[core]',
    '.env': 'SECRET=1',
    'node_modules/x/README.md': '# X\n',
    'latin.md': Buffer.from([0x23, 0x20, 0xe9, 0x0a]),
    'nul.md': '# a\0b\n',
    'large.md': '# L\n' + 'x'.repeat(1024 * 1024),
    'redirects.yml': 'a: b\n',
  })
  await writeFile(
    Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xff, 0x2e, 0x6d, 0x64])]),
    '# odd\n',
  )
  const report = await wiki.import(folder)
  expect(report.commit).toBeUndefined()
  const reasons = Object.fromEntries(report.files.map(({ source, notes }) => [source, notes[0]?.key]))
  expect(reasons).toMatchObject({
    '.git': 'transfer.skipped.hidden',
    '.env': 'transfer.skipped.hidden',
    node_modules: 'transfer.skipped.modules',
    'latin.md': 'transfer.skipped.encoding',
    'nul.md': 'transfer.skipped.nul',
    'large.md': 'transfer.skipped.large',
    'redirects.yml': 'transfer.skipped.settings',
    '\uFFFD.md': 'transfer.skipped.name',
  })
})

test('a folder of the wiki that cannot be one is refused (abuse 22)', async () => {
  const wiki = await temporaryWiki()
  const folder = await tree({ 'a.md': '# A\n' })
  for (const into of ['../x', '.git', 'a/../b']) {
    await expect(wiki.import(folder, { into })).rejects.toMatchObject({ code: 'invalid' })
  }
  await expect(wiki.import(join(await temporaryFolder(), 'missing'))).rejects.toMatchObject({
    key: 'transfer.notFolder',
  })
})

test('below another folder the links of the tree go on working, also those from its root', async () => {
  const wiki = await temporaryWiki()
  const folder = await tree({
    'a/x.md': '# X\n[y](../y.md) [root](/y.md) [[a/x]]\n',
    'y.md': '---\nsupports: [a/x]\n---\n# Y\n',
  })
  await wiki.import(folder, { into: 'old/wiki' })
  expect(await wiki.read('old/wiki/a/x.md')).toContain('[y](../y.md) [root](../y.md) [[old/wiki/a/x|a/x]]')
  expect(wiki.content.catalog.find('old/wiki/y')?.original.frontMatter.supports).toEqual(['old/wiki/a/x'])
})

test('the pages of a wiki that come back from an export keep their names', async () => {
  const wiki = await temporaryWiki()
  const settings = { path: 'settings/synonyms.yml', content: Buffer.from('groups: []\n') }
  await wiki.content.commit({ name: 'A', email: 'a@b.c' }, async () =>
    Promise.resolve({ files: [settings], message: 'x' }),
  )
  const folder = await tree({
    'settings/synonyms.yml': 'groups: []\n',
    'settings/general.md': '# General\n',
    'templates/lesson.md': '# L\n',
  })
  const report = await wiki.import(folder)
  expect(said(report, 'settings/synonyms.yml')).toMatchObject({ outcome: 'unchanged' })
  expect(said(report, 'settings/general.md')).toMatchObject({ file: 'settings-pages/general.md' })
  expect(said(report, 'templates/lesson.md')).toMatchObject({ file: 'templates/lesson.md' })
})
