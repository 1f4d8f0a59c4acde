import { InvalidError, NotFoundError } from '../../src/errors.ts'
import { parseCommitId } from '../../src/git/ids.ts'
import { git, openTemporary, put } from './temporary-repository.ts'

const refused = [
  '',
  'HEAD',
  'main',
  '--output=x',
  '-h',
  'HEAD:../x',
  'HEAD@{1}',
  'abcdef',
  'ABCDEF1',
  'abcdef1 ',
  'abcdef1\n',
  'abcdef1^',
  'a'.repeat(65),
]

test.each(refused)('refuses %j as a revision (abuse 25)', (text) => {
  expect(() => parseCommitId(text)).toThrow(InvalidError)
})

test('a short id leads to its commit, one that is none or of something else is not found', async () => {
  const { dir, repository, commit } = await openTemporary()
  const id = await commit([put('a.md', '1')])
  expect(await repository.resolveCommit(id.slice(0, 7))).toBe(id)
  expect(await repository.resolveCommit(id)).toBe(id)
  const blob = git(dir, ['rev-parse', 'main:a.md'])
  await expect(repository.resolveCommit(blob)).rejects.toThrow(NotFoundError)
  await expect(repository.resolveCommit('0123456')).rejects.toThrow(NotFoundError)
})
