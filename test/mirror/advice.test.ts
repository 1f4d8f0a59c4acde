import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AppError } from '../../src/errors.ts'
import { openRemote } from '../../src/git/remote.ts'
import { adviceFor } from '../../src/mirror/advice.ts'
import { runGit } from '../git-http/world.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'giljabi-advice-'))
  await runGit(folder, ['init', '--quiet', '--bare', 'ours.git'])
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test.each([
  ['a folder that is no repository', '/', /does not appear to be a git repository/, 'missing'],
  ['a port that nobody listens at', 'http://127.0.0.1:9/x.git', /Failed to connect/, 'unreachable'],
  ['a program instead of an address', 'ext::sh -c true', /transport 'ext' not allowed/, 'address'],
])('of %s git’s own reason is told, with what to do', async (_, url, said, advice) => {
  const remote = openRemote(join(folder, 'ours.git'), url, new AbortController().signal)
  const fault = (await remote.fetch().catch((error: unknown) => error)) as AppError
  expect(fault.key).toBe('git.remote')
  expect(fault.params.said).toMatch(said)
  expect(adviceFor(String(fault.params.said))).toBe(`mirror.advice.${advice}`)
})

test.each([
  ["fatal: Authentication failed for 'https://git.example/x.git/'", 'access'],
  ['git@git.example: Permission denied (publickey).', 'access'],
  ["fatal: repository 'https://git.example/x.git/' not found", 'missing'],
  ["fatal: unable to access 'https://x.invalid/': Could not resolve host: x.invalid", 'unreachable'],
  ['ssh: connect to host git.example port 22: Connection timed out', 'unreachable'],
  ['fetch timed out', 'unreachable'],
  ['GitLab: You are not allowed to push [remote rejected] (pre-receive hook declined)', 'refused'],
  ['something nobody has seen', 'other'],
])('“%s” is a matter of: %s', (said, advice) => {
  expect(adviceFor(said)).toBe(`mirror.advice.${advice}`)
})
