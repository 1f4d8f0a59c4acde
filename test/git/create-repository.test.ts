import { chmod, mkdir, rm, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { UsageError } from '../../src/errors.ts'
import { openRepository } from '../../src/git/repository.ts'
import { runGit } from '../../src/git/run.ts'
import { git, log, openTemporary, put, temporaryFolder } from './temporary-repository.ts'

const path = process.env['PATH']
afterEach(() => {
  process.env['PATH'] = path
  delete process.env['GIT_DIR']
})

test('makes a bare repository with the branch main, our settings and no hooks', async () => {
  const { dir } = await openTemporary()
  expect(git(dir, ['symbolic-ref', 'HEAD'])).toBe('refs/heads/main')
  expect(git(dir, ['config', '--local', '--list']).split('\n')).toEqual(
    expect.arrayContaining([
      'core.bare=true',
      'core.fsync=committed,reference',
      'core.hookspath=/dev/null',
      'gc.auto=0',
    ]),
  )
})

test('finishes what was cut short, and gives a repository from elsewhere our settings', async () => {
  const { dir, openAgain, commit } = await openTemporary()
  await rm(join(dir, 'HEAD'))
  await openAgain()
  git(dir, ['config', 'core.hooksPath', 'hooks'])
  const opened = await openAgain()
  expect(git(dir, ['config', 'core.hooksPath'])).toBe('/dev/null')
  await commit([put('a.md', '1')])
  expect(await opened.fsck()).toEqual([])
})

test('a hook that came into the repository never runs (abuse 29)', async () => {
  const { dir, beside, commit } = await openTemporary()
  await mkdir(join(dir, 'hooks'), { recursive: true })
  for (const hook of ['reference-transaction', 'post-update', 'update', 'pre-receive']) {
    await writeFile(join(dir, 'hooks', hook), `#!/bin/sh\ntouch '${beside('ran')}'\nexit 1\n`)
    await chmod(join(dir, 'hooks', hook), 0o755)
  }
  git(dir, ['config', 'core.hooksPath', 'hooks'])
  await commit([put('a.md', '1')])
  await expect(writeFile(beside('ran'), '', { flag: 'wx' })).resolves.toBeUndefined()
})

test.each(['ext::sh -c true', 'EXT::sh -c true', 'file:///', '/', '-oProxyCommand=true'])(
  'git does not fetch from %s (abuse 28)',
  async (url) => {
    const { dir } = await openTemporary()
    await expect(runGit(dir, ['fetch', '--', url])).rejects.toThrow(
      /not allowed|not supported|blocked|disallowed/,
    )
  },
)

test('what the environment says to git is not heard', async () => {
  const { beside, commit, repository } = await openTemporary()
  process.env['GIT_DIR'] = beside('elsewhere')
  const id = await commit([put('a.md', '1')])
  expect(await repository.listFiles(id)).toHaveLength(1)
})

test('without git, or with one that is too old, one sentence says what to do', async () => {
  const folder = await temporaryFolder()
  const open = () => openRepository(join(folder, 'content.git'), { log })
  process.env['PATH'] = folder
  await expect(open()).rejects.toThrow(
    'Giljabi keeps its pages in git: install git 2.36 or newer and start again.',
  )
  await expect(open()).rejects.toThrow(UsageError)
  await writeFile(join(folder, 'git'), '#!/bin/sh\necho git version 2.30.2\n')
  await chmod(join(folder, 'git'), 0o755)
  process.env['PATH'] = [folder, path].join(delimiter)
  await expect(open()).rejects.toThrow(/git 2\.30 is too old/)
})
