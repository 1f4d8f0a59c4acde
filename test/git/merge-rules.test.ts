import { InvalidError } from '../../src/errors.ts'
import { nameObject } from '../../src/git/git-object.ts'
import { MERGE_RULES, MERGE_RULES_BLOB, MERGE_RULES_FILE } from '../../src/git/merge-rules.ts'
import { openTemporary, put } from './temporary-repository.ts'

test('the rules for joining logs are the one file of git’s own that may be written, in these words and this place (abuse 24)', async () => {
  const { commit } = await openTemporary()
  await expect(commit([put(MERGE_RULES_FILE, MERGE_RULES)])).resolves.toBeTruthy()
  await expect(commit([put(MERGE_RULES_FILE, '* filter=x\n')])).rejects.toThrow(InvalidError)
  await expect(commit([put(`a/${MERGE_RULES_FILE}`, MERGE_RULES)])).rejects.toThrow(InvalidError)
  await expect(commit([{ path: MERGE_RULES_FILE, removed: true }])).rejects.toThrow(InvalidError)
})

test('their blob is known by its id', async () => {
  expect((await nameObject('blob', Buffer.from(MERGE_RULES))).id).toBe(MERGE_RULES_BLOB)
})
