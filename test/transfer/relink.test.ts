import { createSourceLinks } from '../../src/transfer/source-links.ts'
import { placeFiles } from '../../src/transfer/placement.ts'
import { relink } from '../../src/transfer/relink.ts'
import { costOf } from '../costs.ts'

const sources = [
  'guides/here.md',
  'guides/a b?.md',
  'guides/next.md',
  'guides/part/README.md',
  'notes/Daily Note.md',
  'notes/twice.md',
  'other/twice.md',
  'img/shot (1).png',
  'img/odd?.png',
  'Old.MDX',
  'guides/ko.ko.md',
]
const placed = placeFiles(sources, { into: '', exists: () => false })
const titles: Readonly<Record<string, string>> = {
  'Daily Note': 'notes/Daily Note',
  'The Next': 'guides/next',
}
const context = {
  placed,
  links: createSourceLinks(sources, 'docs'),
  titled: (name: string) => new Set(titles[name] === undefined ? [] : [titles[name]]),
}
const rewrite = (text: string) => relink(text, placed.get('guides/here.md')!, context)

test('links that work already are left as they are written', () => {
  const text =
    '[a](next.md#x) [b](./next.md "t") ![i](../img/shot%20(1).png) [c](ko.md) <https://x.y> [d](https://x/y.md) [e](#here)\n'
  expect(rewrite(text)).toEqual({ text, rewritten: 0, unembedded: 0, turned: 0, nowhere: [] })
})

test('links to files that got another name follow it, in every form', () => {
  expect(rewrite('[a](a%20b%3F.md#part)').text).toBe('[a](a%20b-.md#part)')
  expect(rewrite('[a](<a%20b%3F.md>)').text).toBe('[a](<a%20b-.md>)')
  expect(rewrite('![a](../img/odd%3F.png "t")').text).toBe('![a](../img/odd-.png "t")')
  expect(rewrite('[a]: ../Old.MDX\n').text).toBe('[a]: ../Old.md\n')
  expect(rewrite('<img src="../img/odd%3F.png" width="3">').text).toBe(
    '<img src="../img/odd-.png" width="3">',
  )
})

test('links as other tools read them lead to the same page: folders, no ending, the root of the site', () => {
  expect(rewrite('[a](part/)').text).toBe('[a](part/README.md)')
  expect(rewrite('[a](../notes/twice)').text).toBe('[a](../notes/twice)')
  expect(rewrite('[a](../notes/twice.html#x)').text).toBe('[a](../notes/twice.md#x)')
  expect(rewrite('[a](/docs/notes/twice.md)').text).toBe('[a](../notes/twice.md)')
  expect(rewrite('[a](../NOTES/Twice.md)').text).toBe('[a](../notes/twice.md)')
})

test('a wikilink goes to the note of its name and shows what it showed', () => {
  expect(rewrite('[[next]]').text).toBe('[[guides/next|next]]')
  expect(rewrite('[[next|more]] [[notes/Daily Note]]').text).toBe('[[guides/next|more]] [[notes/Daily Note]]')
  expect(rewrite('[[next#Part one]]').text).toBe('[[guides/next#Part one|next › Part one]]')
  expect(rewrite('[[Daily Note]] [[The Next]] [[#here]]').rewritten).toBe(0)
  expect(rewrite('| [[next\\|more]] |').text).toBe('| [[guides/next\\|more]] |')
  expect(rewrite('![[next]] ![[odd?.png]]')).toMatchObject({
    text: '[[guides/next|next]] ![odd?.png](../img/odd-.png)',
    unembedded: 1,
  })
})

test('what leads nowhere is left and named; what could mean two files is not guessed', () => {
  const text = '[a](missing.md) [b](../../out.md) [[Nobody]] [[twice]] [c](/wiki/guides/next)'
  expect(rewrite(text)).toMatchObject({ text, nowhere: ['missing.md', '../../out.md', 'Nobody', 'twice'] })
})

test('nothing in code or comments is touched', () => {
  const text =
    '`[a](../Old.MDX)` ``[[next]] ` ``\n\n```\n[a](../Old.MDX)\n```\n\n    [a](../Old.MDX)\n\n<!-- [a](../Old.MDX) -->\n'
  expect(rewrite(text)).toMatchObject({ text, rewritten: 0 })
})

test('texts made to be slow are not (abuse 56)', async () => {
  for (const piece of ['[[', '](', '`', '``` ', '<!--', '<a ', '[a]: ', '![[x', '](a(', ' href="', '\n['])
    expect(await costOf(() => rewrite(piece.repeat(100_000)), 100)).toBeLessThan(100)
})
