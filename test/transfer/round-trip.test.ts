import { join } from 'node:path'
import { PROGRAM_DIR } from '../../src/context.ts'
import { exportTree } from '../../src/transfer/export-tree.ts'
import { author, temporaryFolder, temporaryWiki, type TemporaryWiki } from './temporary-wiki.ts'

const blobsOf = async ({ repository }: TemporaryWiki) => {
  const files = await repository.listFiles((await repository.head())!)
  return new Map(files.map(({ path, blob }) => [path, blob]))
}

test('what is exported and imported elsewhere is the same tree, and changes nothing where it came from', async () => {
  const wiki = await temporaryWiki()
  await wiki.import(join(PROGRAM_DIR, 'content'))
  const odd =
    '---\ntitle: 돌아온 글\nkind: note\nlang: ko\nown: [1, 2]\n---\n\n## 제목 {#id}\n\n=== "탭"\n\n[[없는 글|돌아온 글]] <Badge/>\n'
  await wiki.content.commit(author, () =>
    Promise.resolve({
      files: [
        { path: 'notes/돌아온-글.md', content: Buffer.from(odd) },
        { path: 'notes/돌아온-글.files/그림.png', content: Buffer.from([0x89, 0x50, 0, 1]) },
        { path: 'lessons/x.applications.jsonl', content: Buffer.from('{}\n') },
      ],
      message: 'Odd things',
    }),
  )
  const folder = await temporaryFolder()
  await exportTree(wiki.repository, folder)
  const again = await wiki.import(folder)
  expect(again.files.filter(({ outcome }) => outcome !== 'unchanged' && outcome !== 'skipped')).toEqual([])

  const elsewhere = await temporaryWiki()
  await elsewhere.import(folder)
  const [before, after] = [await blobsOf(wiki), await blobsOf(elsewhere)]
  const changed = [...before].filter(([path, blob]) => after.get(path) !== blob).map(([path]) => path)
  expect({ changed, added: [...after.keys()].filter((path) => !before.has(path)) }).toEqual({
    changed: [],
    added: [],
  })
})
