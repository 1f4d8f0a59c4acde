import { createMembersCopies } from '../../src/git-http/members-copy.ts'
import type { Content } from '../../src/pages/content.ts'
import { git, log, openTemporary, put, remove } from '../git/temporary-repository.ts'

test('of a wiki that has drafts alone nothing is shown, and nothing was ever in the copy', async () => {
  const { repository, commit, beside } = await openTemporary()
  await commit([put('guides/first.md', '---\ntitle: 첫 초안\nstatus: draft\n---\n')])
  const content = { catalog: { all: () => [] } } as unknown as Content
  const copy = await createMembersCopies({ repository, content, folder: beside('cache'), log }).current()
  expect(copy?.refs).toEqual(new Map())
  expect(await copy?.hasEver(['guides/first.md'])).toBe(false)
})

test('of a wiki in which nothing but drafts is left the copy is a sound repository', async () => {
  const { repository, commit, beside } = await openTemporary()
  await commit([put('guides/open.md', '---\ntitle: 열린 글\n---\n')])
  await commit([put('guides/draft.md', '---\ntitle: 초안\nstatus: draft\n---\n')])
  await commit([remove('guides/open.md')])
  const content = { catalog: { all: () => [] } } as unknown as Content
  const copy = await createMembersCopies({ repository, content, folder: beside('cache'), log }).current()
  expect(git(copy!.dir, ['fsck', '--strict', '--no-dangling'])).toBe('')
})
