import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdir, readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { isRelative, resolveRelative } from '../../src/markdown/links.ts'
import { findLinkSpans } from '../../src/markdown/link-spans.ts'
import { convertAdmonitions } from '../../src/transfer/admonitions.ts'
import { totalsOf } from '../../src/transfer/import-report.ts'
import { temporaryFolder, temporaryWiki } from './temporary-wiki.ts'

const corpus = resolve('../shared/corpora/docs.tgz')
const withCorpus = existsSync(corpus) ? test : test.skip
if (!existsSync(corpus)) process.stderr.write(`Skipped: ${corpus} is not there` + '\n')

/** The pages of the corpus at the paths that they had in their repositories. */
async function unpack(): Promise<{ folder: string; sources: string[] }> {
  const packed = await temporaryFolder()
  const folder = await temporaryFolder()
  execFileSync('tar', ['xzf', corpus, '-C', packed])
  const { pages } = JSON.parse(await readFile(join(packed, 'corpus/manifest.json'), 'utf8')) as {
    pages: { id: string; repo: string; path: string }[]
  }
  const sources = pages.map(({ repo, path }) => `${repo.split('+')[1]}/${path}`)
  for (const [index, source] of sources.entries()) {
    await mkdir(join(folder, dirname(source)), { recursive: true })
    await cp(join(packed, 'corpus', `${pages[index]!.id}.md`), join(folder, source))
  }
  return { folder, sources }
}

const plain = (href: string) => href.replace(/[?#].*$/s, '')

withCorpus(
  'a thousand real pages are imported, and every link between them that led somewhere still leads there',
  async () => {
    const { folder, sources } = await unpack()
    const wiki = await temporaryWiki()
    const report = await wiki.import(folder, { into: 'imported' })
    expect(totalsOf(report)).toMatchObject({ pages: sources.length, skipped: 0, refused: 0 })
    expect([...wiki.content.catalog.variants()].filter(({ fault }) => fault).map(({ file }) => file)).toEqual(
      [],
    )

    const placeOf = new Map(report.files.map(({ source, file }) => [source, file]))
    const lost: string[] = []
    let followed = 0
    for (const source of sources) {
      const before = findLinkSpans(convertAdmonitions(await readFile(join(folder, source), 'utf8')).text)
      const file = placeOf.get(source)!
      const after = findLinkSpans((await wiki.read(file)).replace(/^---\n.*?^---\n/ms, ''))
      expect(after).toHaveLength(before.length)
      for (const [index, { target, form }] of before.entries()) {
        if (form === 'wiki' || !isRelative(target) || plain(target) === '') continue
        const meant = placeOf.get(join(dirname(source), decodeURI(plain(target))))
        if (meant === undefined) continue
        followed++
        const page = wiki.content.catalog.findFile(meant)!
        if (resolveRelative(file, after[index]!.target)?.path !== page.path) lost.push(`${source}: ${target}`)
      }
    }
    expect(followed).toBeGreaterThan(300)
    expect(lost).toEqual([])
    expect((await wiki.import(folder, { into: 'imported' })).commit).toBeUndefined()
  },
  120_000,
)
