import type { CommitId, TreeId } from '../../src/git/ids.ts'
import { formatRawCommit, parseRawCommit } from '../../src/git/raw-commit.ts'

const [one, two, three] = ['1', '2', '3'].map((digit) => digit.repeat(40)) as [string, string, string]
const REST =
  'author 민아 <m@x> 1 +0900\ncommitter 민아 <m@x> 1 +0900\ngpgsig -----BEGIN\n parent x\n\n제목\n\nparent 4\n'

test.each([
  ['none', []],
  ['one', [two]],
  ['two', [two, three]],
])('a commit with parents: %s is read and written byte by byte', (_, parents) => {
  const body = Buffer.from(`tree ${one}\n${parents.map((id) => `parent ${id}\n`).join('')}${REST}`)
  const commit = parseRawCommit(body)
  expect(commit).toMatchObject({ tree: one as TreeId, parents: parents as CommitId[] })
  expect(commit.rest.toString()).toBe(REST)
  expect(formatRawCommit(commit).equals(body)).toBe(true)
})
