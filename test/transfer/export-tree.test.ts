import { execFileSync } from 'node:child_process'
import { readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { exportTree } from '../../src/transfer/export-tree.ts'
import { author, temporaryFolder, temporaryWiki, tree } from './temporary-wiki.ts'

const files = {
  'a/한글.md': '\uFEFF---\nodd: [\n---\r\n',
  'a/b.png': Buffer.from([0, 255, 13, 10]),
  'c.md': '',
}

test('what is exported is the tree of git, byte for byte', async () => {
  const wiki = await temporaryWiki()
  const changes = Object.entries(files).map(([path, content]) => ({ path, content: Buffer.from(content) }))
  await wiki.content.commit(author, async () => Promise.resolve({ files: changes, message: 'x' }))
  const folder = join(await temporaryFolder(), 'new', 'folder')
  expect(await exportTree(wiki.repository, folder)).toMatchObject({ written: 3, left: [] })
  for (const [path, content] of Object.entries(files)) {
    expect(await readFile(join(folder, path))).toEqual(Buffer.from(content))
  }
})

test('a folder that holds something is refused, and stays as it is', async () => {
  const wiki = await temporaryWiki()
  await wiki.import(await tree({ 'a.md': '# A\n' }))
  const folder = await tree({ 'mine.txt': 'x' })
  await expect(exportTree(wiki.repository, folder)).rejects.toMatchObject({ key: 'transfer.notEmpty' })
  expect(await readdir(folder)).toEqual(['mine.txt'])
  await expect(exportTree(wiki.repository, join(folder, 'mine.txt'))).rejects.toMatchObject({
    key: 'transfer.notFolder',
  })
})

test('a link that somebody pushed is not made (abuse 27)', async () => {
  const wiki = await temporaryWiki()
  const dir = join(await temporaryFolder(), 'clone')
  await wiki.import(await tree({ 'a.md': '# A\n' }))
  const bare = wiki.dir
  const git = (...args: string[]) => execFileSync('git', args, { cwd: dir, stdio: 'pipe' })
  execFileSync('git', ['clone', '--quiet', bare, dir], { stdio: 'pipe' })
  execFileSync('ln', ['-s', '/etc/passwd', join(dir, 'link.md')])
  await writeFile(join(dir, 'b.md'), '# B\n')
  git('add', '.')
  git('-c', 'user.name=x', '-c', 'user.email=x@y.z', 'commit', '--quiet', '-m', 'link')
  git('push', '--quiet', 'origin', 'HEAD:main')
  const folder = await temporaryFolder()
  const report = await exportTree(wiki.repository, folder)
  expect(report.left.map(({ path }) => path)).toEqual(['link.md'])
  expect((await readdir(folder)).sort()).toEqual(['a.md', 'b.md'])
})
