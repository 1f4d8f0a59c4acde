import { readPageSource } from '../../src/pages/front-matter.ts'
import { createSourceLinks } from '../../src/transfer/source-links.ts'
import { placePage, readForeignPage } from '../../src/transfer/foreign-page.ts'
import { placeFiles } from '../../src/transfer/placement.ts'
import { costOf } from '../costs.ts'

function adopt(text: string, source = 'guides/getting-started.md') {
  const placed = placeFiles([source], { into: '', exists: () => false })
  const context = {
    placed,
    links: createSourceLinks([source], 'docs'),
    titled: () => new Set<string>(),
    pathNow: (path: string) => path,
  }
  const { content, notes } = placePage(readForeignPage(text, placed.get(source)!), context)
  return { content, keys: notes.map(({ key }) => key.replace('transfer.', '')), ...readPageSource(content) }
}

test('the first heading is the title, and goes where it would be shown twice', () => {
  expect(adopt('# `argocd` *set*\n\nText\n')).toMatchObject({
    frontMatter: { title: 'argocd set' },
    body: '\nText\n',
  })
  expect(adopt('Title\n=====\nText\n')).toMatchObject({ frontMatter: { title: 'Title' }, body: '\nText\n' })
  expect(adopt('# Title {#own-id}\nText\n')).toMatchObject({
    frontMatter: { title: 'Title' },
    body: '\nText\n',
  })
  expect(adopt('Intro\n\n## Part\n')).toMatchObject({
    frontMatter: { title: 'Part' },
    body: '\nIntro\n\n## Part\n',
  })
  expect(adopt('---\ntitle: Other\n---\n# Title\n')).toMatchObject({
    frontMatter: { title: 'Other' },
    body: '# Title\n',
  })
  expect(adopt('---\ntitle: Title\n---\n\n# Title\n\nx\n').body).toBe('\nx\n')
})

test('what stands between two rules below the title is text, and no front matter', () => {
  expect(adopt('# Title\n\n---\n\nkind: of text\n\n---\n\nMore\n')).toMatchObject({
    frontMatter: { title: 'Title', kind: 'guide' },
    body: '\n\n---\n\nkind: of text\n\n---\n\nMore\n',
  })
  expect(adopt('# Title\n\n---\nText: a: b\n---\n').body).toBe('\n\n---\nText: a: b\n---\n')
})

test('a name of several words is the title where the first heading is that of a part', () => {
  expect(adopt('Intro\n\n## Part\n', 'notes/Publish your notes.md').frontMatter.title).toBe(
    'Publish your notes',
  )
  expect(adopt('# Whole\n\n## Part\n', 'notes/Publish your notes.md').frontMatter.title).toBe('Whole')
})

test('without a heading the name is the title, and the folder is that of a README', () => {
  expect(adopt('Text\n').frontMatter.title).toBe('getting started')
  expect(adopt('Text\n', 'guides/first-steps/README.md').frontMatter.title).toBe('first steps')
})

test('kind comes from the folder and language from the letters outside of code', () => {
  expect(adopt('# 배포\n\n글\n', 'lessons/a.md').frontMatter).toMatchObject({ kind: 'lesson', lang: 'ko' })
  expect(adopt('# Hi\n\nA long English text with 한글 in it.\n', 'x/a.md').frontMatter).toMatchObject({
    kind: 'note',
    lang: 'en',
  })
  expect(adopt(`# Hi\n\nEnglish\n\n\`\`\`\n${'한글 '.repeat(99)}\n\`\`\`\n`).frontMatter.lang).toBe('en')
  expect(adopt('# Hi\n', 'x/a.ko.md').frontMatter.lang).toBe('ko')
})

test('unknown front matter, its comments and its order are kept', () => {
  const { content } = adopt('---\n# why\nweight: 10\naliases: [a, b]\ntitle: T\n---\nText\n')
  expect(content).toBe(
    '---\n# why\nweight: 10\naliases: [ a, b ]\ntitle: T\nkind: guide\nlang: en\n---\nText\n'.replace(
      '[ a, b ]',
      '[a, b]',
    ),
  )
})

test('a key that means something else here is kept under another name', () => {
  const page = adopt(
    '---\ntitle: 2024\nkind: Deployment\nlang: de\nstatus: wip\ntags: {a: 1}\nsources: x\n---\nText\n',
  )
  expect(page.frontMatter).toMatchObject({
    title: '2024',
    kind: 'guide',
    lang: 'en',
    originalKind: 'Deployment',
    originalLang: 'de',
    originalStatus: 'wip',
    originalTags: { a: 1 },
    originalSources: 'x',
  })
  expect(page.keys.filter((key) => key === 'frontMatter.moved')).toHaveLength(5)
})

test('front matter that cannot be read becomes a code block, every letter of it', () => {
  const broken = adopt('---\ntitle: "open\n  - x: [\n```\n---\n# Real\n')
  expect(broken.body).toContain('````yaml\ntitle: "open\n  - x: [\n```\n````\n')
  expect(broken).toMatchObject({ frontMatter: { title: 'Real' } })
  expect(broken.keys).toContain('frontMatter.code')
  const toml = adopt('+++\ntitle = "Hugo"\ndraft = true\n+++\nText\n')
  expect(toml.frontMatter.title).toBe('Hugo')
  expect(toml.body).toContain('```toml\ntitle = "Hugo"\ndraft = true\n```\n\nText\n')
})

test('front matter that attacks is data and nothing more (abuse 7)', async () => {
  adopt('---\n__proto__: {isAdmin: true}\nconstructor: x\n---\n# A\n')
  const bomb = [
    'a: &a [x,x,x,x,x,x,x,x]',
    ...'bcdefgh'
      .split('')
      .map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[at]}`).join(',')}]`),
  ]
  const page = `---\n${bomb.join('\n')}\n---\n# A\n`
  expect(adopt(page).keys).toContain('frontMatter.code')
  expect(await costOf(() => adopt(page), 100)).toBeLessThan(100)
  expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
})

test('a byte order mark goes and line ends stay', () => {
  const { content, keys } = adopt('\uFEFF# A\r\n\r\nb\r\n')
  expect(content.endsWith('\nb\r\n')).toBe(true)
  expect(content).not.toContain('\uFEFF')
  expect(keys).toContain('bom')
})
