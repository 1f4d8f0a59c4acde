import { git, openTemporary, put } from './temporary-repository.ts'

test('an author cannot smuggle lines or addresses into a commit (abuse 26)', async () => {
  const { dir, repository, commit } = await openTemporary()
  const author = { name: 'A <x@y>\nauthor 나쁜 사람\0', email: 'a@b>\ncommitter Foo <c@d' }
  await commit([put('a.md', '1')], { author })
  const lines = git(dir, ['cat-file', 'commit', 'main']).split('\n')
  expect(lines.slice(1, 4)).toEqual([
    'author A x@yauthor 나쁜 사람 <a@bcommitter Foo c@d> 1793610000 +0000',
    'committer A x@yauthor 나쁜 사람 <a@bcommitter Foo c@d> 1793610000 +0000',
    '',
  ])
  expect(await repository.fsck()).toEqual([])
})

test('a message keeps its lines and loses control characters (abuse 26)', async () => {
  const { dir, commit } = await openTemporary()
  await commit([put('a.md', '1')], { message: '제목\u0000\u001b[31m\r\n\r\n본문\t끝\n\n' })
  expect(git(dir, ['log', '-1', '--format=%B'])).toBe('제목[31m\n\n본문\t끝')
})

test('an author without a name, a time before 1970 and a time zone make a sound commit', async () => {
  const { dir, repository, commit } = await openTemporary()
  await commit([put('a.md', '1')], { author: { name: '<>', email: '' }, time: new Date(-5000), message: '' })
  await commit([put('a.md', '2')], { timezone: '+0900' })
  await commit([put('a.md', '3')], { timezone: '+0900\nparent 0' })
  expect(git(dir, ['log', '--format=%an <%ae> %ad', '--date=raw']).split('\n')).toEqual([
    '김미나 <mina@example.com> 1793610000 +0000',
    '김미나 <mina@example.com> 1793610000 +0900',
    'unknown <> 0 +0000',
  ])
  expect(await repository.fsck()).toEqual([])
})
