import { Catalog } from '../../src/pages/catalog.ts'
import type { BlobId } from '../../src/git/ids.ts'
import { canSee, readVariant, type Variant } from '../../src/pages/page.ts'
import { pageOfFile } from '../../src/pages/page-path.ts'

const lead = {
  id: '1',
  handle: 'leo',
  email: '',
  name: 'Leo',
  role: 'lead',
  lang: undefined,
  theme: 'system',
} as const
const member = { ...lead, handle: 'mina', role: 'member' } as const

test('a page and its translation are one page with two languages', () => {
  const catalog = fill({
    'lessons/x.md': '---\ntitle: 가\nlang: ko\nkind: lesson\n---\n',
    'lessons/x.en.md': '---\ntitle: Ga\nlang: en\n---\n',
  })
  const page = catalog.find('lessons/x')
  expect([...(page?.variants.keys() ?? [])].sort()).toEqual(['en', 'ko'])
  expect(page?.original.title).toBe('가')
  expect(catalog.list('lesson')).toHaveLength(1)
})

test('a translation without its original answers at the path all the same', () => {
  const catalog = fill({ 'guides/y.en.md': '---\ntitle: Y\n---\n' })
  expect(catalog.find('guides/y')?.original.lang).toBe('en')
})

test('links resolve by path and by title in any language, and know who links back', () => {
  const catalog = fill({
    'guides/a.md': '---\ntitle: 배포\n---\n[[guides/b]] [[둘째]] [다시](b.md)\n',
    'guides/b.md': '---\ntitle: 둘째\n---\n',
  })
  expect(catalog.resolve({ title: '둘째' }, 'ko')).toEqual({ path: 'guides/b', title: '둘째' })
  expect(catalog.backlinks(catalog.find('guides/b')!).map((page) => page.path)).toEqual(['guides/a'])
})

test('a link by title finds a page that is made later, and loses one that goes', () => {
  const catalog = fill({ 'guides/a.md': '[[나중]]\n' })
  catalog.apply([variant('guides/later.md', '---\ntitle: 나중\n---\n')])
  expect(catalog.backlinks(catalog.find('guides/later')!).map((page) => page.path)).toEqual(['guides/a'])
  catalog.apply([['guides/later.md', undefined]])
  expect(catalog.resolve({ title: '나중' }, 'ko')).toBeUndefined()
})

test('drafts are seen by leads and their owner, and are linked to by nobody', () => {
  const catalog = fill({ 'guides/d.md': '---\ntitle: D\nstatus: draft\nowner: noa\n---\n' })
  const page = catalog.find('guides/d')!
  expect(canSee(lead, page)).toBe(true)
  expect(canSee(member, page)).toBe(false)
  expect(canSee({ ...member, handle: 'noa' }, page)).toBe(true)
  expect(catalog.resolve({ path: 'guides/d' }, 'ko')).toBeUndefined()
})

test('the lists of members have their own drafts and nobody else’s, after every change', () => {
  const catalog = fill({
    'guides/a.md': '---\ntitle: 가\n---\n',
    'guides/d.md': '---\ntitle: 라\nstatus: draft\nowner: noa\n---\n',
  })
  const noa = { ...member, handle: 'noa' }
  const seen = (user: Parameters<typeof canSee>[0]) =>
    catalog
      .listFor(user, 'guide')
      .map(({ path }) => path.slice(-1))
      .join('')
  expect([lead, noa, member].map(seen)).toEqual(['ad', 'ad', 'a'])
  catalog.apply([variant('guides/b.md', '---\ntitle: 나\n---\n')])
  expect([lead, noa, member].map(seen)).toEqual(['abd', 'abd', 'ab'])
  catalog.apply([variant('guides/a.md', '---\ntitle: 가\nstatus: draft\nowner: mina\n---\n')])
  expect([lead, noa, member].map(seen)).toEqual(['abd', 'bd', 'ab'])
})

test('lists stay in order of title as pages come and go one by one', () => {
  const catalog = fill({ 'guides/b.md': '---\ntitle: 나\n---\n', 'guides/d.md': '---\ntitle: 라\n---\n' })
  catalog.apply([variant('guides/c.md', '---\ntitle: 다\n---\n')])
  catalog.apply([variant('guides/a.md', '---\ntitle: 가\n---\n')])
  catalog.apply([['guides/d.md', undefined]])
  expect(catalog.list('guide').map((page) => page.original.title)).toEqual(['가', '나', '다'])
})

test('templates are not among the pages of their kind', () => {
  const catalog = fill({ 'templates/guide.md': '---\ntitle: 틀\nkind: guide\n---\n' })
  expect(catalog.list('guide')).toHaveLength(0)
})

test('the names grow old only when a title or a path changes', () => {
  const catalog = fill({ 'guides/a.md': '---\ntitle: A\n---\none\n' })
  const before = catalog.namesVersion
  catalog.apply([variant('guides/a.md', '---\ntitle: A\n---\ntwo\n')])
  expect(catalog.namesVersion).toBe(before)
  catalog.apply([variant('guides/a.md', '---\ntitle: B\n---\ntwo\n')])
  expect(catalog.namesVersion).toBeGreaterThan(before)
})

test.each([
  ['not YAML', '---\ntitle: [\n---\nbody\n', 'markdown.frontMatter'],
  ['an unknown kind', '---\ntitle: x\nkind: saga\n---\nbody\n', 'pages.kind.unknown'],
])('a page with %s keeps its fault and is listed all the same', (_what, source, key) => {
  const [, found] = variant('guides/odd.md', source)
  expect(found?.fault?.key).toBe(key)
  expect(found?.title).toBe('odd')
})

test('a file that is not UTF-8 is a page with a fault', () => {
  const place = { ...pageOfFile('guides/latin.md')!, file: 'guides/latin.md' }
  expect(readVariant(place, 'f' as BlobId, Buffer.from([0x63, 0xff, 0x0a])).fault?.key).toBe(
    'pages.fault.utf8',
  )
})

test('a plain Markdown file takes its title from its first heading', () => {
  const [, found] = variant('docs/plain.md', '# 시작하기\n\n글\n')
  expect(found).toMatchObject({ title: '시작하기', lang: 'ko', fault: undefined })
})

test('superseded pages know their successor', () => {
  const catalog = fill({
    'lessons/old.md': '---\ntitle: old\n---\n',
    'lessons/new.md': '---\ntitle: new\nsupersedes: [lessons/old]\n---\n',
  })
  expect(catalog.successor('lessons/old')?.path).toBe('lessons/new')
})

test('a twin that differs only in case is found', () => {
  expect(fill({ 'guides/Deploy.md': '# x\n' }).findTwin('guides/deploy')?.path).toBe('guides/Deploy')
})

function fill(files: Record<string, string>): Catalog {
  const catalog = new Catalog()
  catalog.apply(Object.entries(files).map(([file, source]) => variant(file, source)))
  return catalog
}

function variant(file: string, source: string): [string, Variant] {
  const place = pageOfFile(file)
  if (!place) throw new Error(`${file} is no page`)
  return [file, readVariant({ ...place, file }, `blob of ${source}` as BlobId, Buffer.from(source))]
}
