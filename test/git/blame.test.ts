import { NotFoundError } from '../../src/errors.ts'
import { mina, openTemporary, put } from './temporary-repository.ts'

test('says for each line who last changed it', async () => {
  const { repository, commit } = await openTemporary()
  const jun = { name: '박준', email: 'jun@example.com' }
  const first = await commit([put('글.md', '하나\n\t둘\n셋\n')])
  const second = await commit([put('글.md', '하나\n\t둘 고침\n셋')], {
    author: jun,
    time: new Date('2026-11-03T00:00:00Z'),
  })
  const byMina = { commit: first, author: mina, time: new Date('2026-11-02T09:00:00Z') }
  const byJun = { commit: second, author: jun, time: new Date('2026-11-03T00:00:00Z') }
  expect(await repository.blame(second, '글.md')).toEqual([
    { line: 1, text: '하나', ...byMina },
    { line: 2, text: '\t둘 고침', ...byJun },
    { line: 3, text: '셋', ...byJun },
  ])
  expect(await repository.blame(first, '글.md')).toHaveLength(3)
})

test('a file that the commit does not have is not found', async () => {
  const { repository, commit } = await openTemporary()
  const id = await commit([put('a/b.md', '1')])
  await expect(repository.blame(id, 'c.md')).rejects.toThrow(NotFoundError)
  await expect(repository.blame(id, 'a')).rejects.toThrow(NotFoundError)
})
