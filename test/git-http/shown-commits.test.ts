import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CommitId } from '../../src/git/ids.ts'
import { readShownCommits } from '../../src/git-http/shown-commits.ts'

const id = (digit: number) => String(digit).repeat(40) as CommitId

test('where two servers kept the same commits, their order stays', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'giljabi-shown-'))
  for (const server of [await readShownCommits(dir), await readShownCommits(dir)]) {
    for (const digit of [1, 2, 3]) server.add(id(digit), id(digit === 3 ? 7 : digit + 5))
    await server.keep()
  }
  const commits = await readShownCommits(dir)
  expect(commits.later(id(1), id(2))).toBe(id(2))
  expect(commits.later(id(3), id(2))).toBe(id(3))
  expect(commits.last()).toBe(id(3))
  expect(commits.realFor(id(7))).toBe(id(3))
  await rm(dir, { recursive: true })
})
