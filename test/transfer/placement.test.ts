import { existsSync, readFileSync } from 'node:fs'
import { foldPath, pageOfFile } from '../../src/pages/page-path.ts'
import { splitPath } from '../../src/git/paths.ts'
import { placeFiles } from '../../src/transfer/placement.ts'

const rules = { into: '', exists: () => false }
const placesOf = (...sources: string[]) =>
  Object.fromEntries([...placeFiles(sources, rules)].map(([source, { file }]) => [source, file]))

test('names that the wiki can hold stay as they are, and languages stay with their page', () => {
  const sources = [
    'README.md',
    'guides/index.md',
    'a/x.md',
    'a/x.en.md',
    'only.ko.md',
    'img/a b.png',
    '한국어/글.md',
  ]
  expect(placesOf(...sources)).toEqual(Object.fromEntries(sources.map((source) => [source, source])))
})

test('names are made such that every file system and address can hold them (abuse 24, 30)', () => {
  expect(placesOf('글.md'.normalize('NFD'))).toEqual({ ['글.md'.normalize('NFD')]: '글.md' })
  expect(placesOf('a?b:c.md', 'spaces .md', '-x.md', 'con.md', '100%.md', 'v1.markdown', 'Page.MDX')).toEqual(
    {
      'a?b:c.md': 'a-b-c.md',
      'spaces .md': 'spaces.md',
      '-x.md': 'x.md',
      'con.md': 'page-con.md',
      '100%.md': '100-.md',
      'v1.markdown': 'v1.md',
      'Page.MDX': 'Page.md',
    },
  )
  expect(placesOf('x.ko.en.md', 'x.EN.md')).toEqual({ 'x.ko.en.md': 'x-ko.en.md', 'x.EN.md': 'x.en.md' })
})

test('of names that differ only in case, ending or composition the plain one stays', () => {
  expect(placesOf('readme.MD', 'README.md')).toEqual({ 'README.md': 'README.md', 'readme.MD': 'readme-2.md' })
  expect(placesOf('x.markdown', 'x.md', 'X.png', 'x.png')).toEqual({
    'x.md': 'x.md',
    'x.markdown': 'x-2.md',
    'X.png': 'X.png',
    'x.png': 'x-2.png',
  })
  const [nfd, nfc] = ['가.md'.normalize('NFD'), '가.md']
  expect(placesOf(nfd, nfc)).toEqual({ [nfc]: nfc, [nfd]: '가-2.md' })
})

test('a page moves away from a folder of its name', () => {
  expect(placesOf('a.MD', 'a.md/x.md')).toEqual({ 'a.MD': 'a-2.md', 'a.md/x.md': 'a.md/x.md' })
})

test('too deep and too long names are cut without two becoming one', () => {
  const deep = Array.from({ length: 15 }, (_, index) => `d${index}`).join('/')
  const long = '긴'.repeat(80)
  const places = Object.values(placesOf(`${deep}/a.md`, `${long}1.md`, `${long}2.md`))
  expect(new Set(places).size).toBe(3)
  expect(places.every((file) => pageOfFile(file) !== undefined)).toBe(true)
})

const corpus = '../shared/corpora/security/file-names.json'
const withCorpus = existsSync(corpus) ? test : test.skip
if (!existsSync(corpus)) process.stderr.write(`Skipped: ${corpus} is not there` + '\n')

withCorpus(
  'every odd name of the corpus gets a place of its own that git and the wiki accept (abuse 22, 24, 30)',
  () => {
    const payloads = (JSON.parse(readFileSync(corpus, 'utf8')) as { payload: string }[]).map(
      ({ payload }) => payload,
    )
    const names = [...new Set(payloads)].filter(
      (name) => name !== '' && !name.includes('\0') && !/^\.{0,2}$/.test(name),
    )
    const files = [...new Set(names.map((name) => name.replace(/^\/+/, '')).filter(Boolean))]
    const places = [...placeFiles(files, rules).values()]
    expect(new Set(places.map(({ file }) => foldPath(file))).size).toBe(places.length)
    for (const { file, page } of places) {
      expect(() => splitPath(file)).not.toThrow()
      if (page !== undefined) expect(pageOfFile(file)?.path).toBe(page)
    }
  },
)
