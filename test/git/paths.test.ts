import { InvalidError } from '../../src/errors.ts'
import { findParts, splitPath } from '../../src/git/paths.ts'
import { commitOutside, openTemporary, put } from './temporary-repository.ts'

const refused = [
  '',
  '/',
  '/a',
  'a/',
  'a//b',
  '.',
  '..',
  '../a',
  'a/../b',
  'a/./b',
  'a\0b',
  'a\nb',
  '..\\a',
  'a\\b',
  '\ud800',
  `${'가'.repeat(86)}.md`,
]
const names = [
  '.git/config',
  '.GiT',
  'git~1',
  'GIT~1/x',
  '.gitattributes',
  '.gitmodules',
  'a/.git',
  'a/.Git/hooks/x',
  '.git ',
  '.git.',
  '.git::$INDEX_ALLOCATION',
  '.g\u200cit',
  '.gitmodules .',
  'gi7eba~1',
]

test.each(refused)('refuses %j as a path (abuse 22)', (path) => {
  expect(() => splitPath(path)).toThrow(InvalidError)
  expect(findParts(path)).toBeUndefined()
})

test.each(names)("refuses git's own name %j (abuse 24)", (path) => {
  expect(() => splitPath(path)).toThrow(InvalidError)
  expect(findParts(path)).toBeUndefined()
})

test("git's own names are neither written nor read, even where they are stored (abuse 24)", async () => {
  const { dir, repository, commit } = await openTemporary()
  await expect(commit([put('.gitmodules', 'x')])).rejects.toThrow(InvalidError)
  await commit([put('a.md', '1')])
  const id = commitOutside(dir, '.gitattributes', 'x')
  expect(await repository.findFile(id, '.gitattributes')).toBeUndefined()
})

test('takes ordinary names, Korean or with dots, spaces and dashes in front', () => {
  expect(splitPath('교훈/-h/--output=x/.hidden/a b.git/…md')).toHaveLength(6)
  expect(splitPath(`${'가'.repeat(84)}.md`)).toHaveLength(1)
})

test('a path with the signs of a pattern or an option means itself (abuse 25)', async () => {
  const { repository, commit } = await openTemporary()
  const id = await commit([put(':(glob)**', '1\n'), put('--output=x', '2\n'), put('a.md', '3\n')])
  expect((await repository.blame(id, ':(glob)**')).map(({ text }) => text)).toEqual(['1'])
  expect((await repository.blame(id, '--output=x')).map(({ text }) => text)).toEqual(['2'])
})
