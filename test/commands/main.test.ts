import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { run, start, temporaryFolder } from './run-command.ts'

const firstLine = (text: string) => text.split('\n')[0]

/** The path of an older Node, where this machine has one. */
function findOlderNode(): string | undefined {
  const paths = (process.env.PATH ?? '').split(':').filter((folder) => !folder.includes('node_modules'))
  return paths.map((folder) => join(folder, 'node')).find((node) => existsSync(node) && isOlder(node))
}

function isOlder(node: string): boolean {
  return Number(/\d+/.exec(execFileSync(node, ['--version'], { encoding: 'utf8' }))?.[0]) < 24
}

const older = findOlderNode()
const withOlder = older ? test : test.skip
if (!older) process.stderr.write('Skipped: there is no Node before 24 on this machine' + '\n')

withOlder('an older Node gets one sentence that says what to do', async () => {
  const { code, stdout, stderr } = await run(['check'], { node: older! })
  expect([code, stdout]).toEqual([1, ''])
  expect(stderr).toMatch(/^Giljabi needs Node 24 or newer, and this is v\d+\.\d+\.\d+\. .*`npm start`.*\n$/)
})

test('help goes to standard output, faults to standard error', async () => {
  const help = await run(['--help'])
  expect([help.code, firstLine(help.stdout), help.stderr]).toEqual([
    0,
    'Usage: npm run --silent giljabi -- COMMAND',
    '',
  ])
  const fault = await run(['frobnicate'])
  expect([fault.code, fault.stdout, firstLine(fault.stderr)]).toEqual([
    1,
    '',
    'There is no command “frobnicate”.',
  ])
  const setting = await run(['check'], { env: { PORT: 'x' } })
  expect([setting.code, setting.stdout]).toEqual([1, ''])
  expect(setting.stderr).toMatch(/^A setting cannot be used\. PORT: .*\n$/)
})

test('accounts and tokens: data alone on standard output', async () => {
  const dataDir = join(await temporaryFolder(), 'data')
  const ada = await run(['user', 'add', '--email', 'ada@example.com', '--name', 'Ada', '--role', 'admin'], {
    dataDir,
  })
  expect(ada.code).toBe(0)
  expect(ada.stdout).toMatch(/^ada\n\S{10,}\n$/)
  const leo = [
    'user',
    'add',
    '--email',
    'leo@example.com',
    '--name',
    '이레오',
    '--role',
    'lead',
    '--password-stdin',
  ]
  expect(await run(leo, { dataDir, stdin: 'a long enough password\n' })).toEqual({
    code: 0,
    stdout: 'leo\n',
    stderr: '',
  })
  const again = await run(leo, { dataDir, stdin: 'a long enough password\n' })
  expect([again.code, again.stdout]).toEqual([1, ''])
  expect(again.stderr).toMatch(/^[A-Z][^\n]*\n$/)
  const token = await run(['token', 'create', '--email', 'leo@example.com', '--name', 'ci'], { dataDir })
  expect([token.code, token.stderr]).toEqual([0, ''])
  expect(token.stdout).toMatch(/^gj_[\w-]{43}\n$/)
  const nobody = await run(['token', 'create', '--email', 'no@example.com', '--name', 'ci'], { dataDir })
  expect([nobody.code, nobody.stdout]).toEqual([1, ''])
  const role = await run(['user', 'add', '--email', 'x@example.com', '--name', 'X', '--role', 'king'], {
    dataDir,
  })
  expect(role).toMatchObject({ code: 1, stderr: '--role is one of member, lead, admin, not king.\n' })
}, 60_000)

test('a wiki is imported, checked, exported, backed up, wiped and restored', async () => {
  const folder = await temporaryFolder()
  const dataDir = join(folder, 'data')
  await mkdir(join(folder, 'docs'))
  await writeFile(join(folder, 'docs/a.md'), '# A\n\n[b](b.md) [gone](gone.md)\n')
  await writeFile(join(folder, 'docs/b.md'), '# B\n')
  const within = (...args: string[]) => run(args, { dataDir, cwd: folder })

  const dry = await within('import', 'docs', '--into', 'docs', '--dry-run')
  expect(dry.stderr).toContain('Nothing was written')
  const imported = await within('import', 'docs', '--into', 'docs')
  expect(imported.code).toBe(0)
  expect(imported.stdout).toMatch(/^added\ta\.md\tdocs\/a\.md\t.*links that lead nowhere: gone\.md\n/)
  expect(imported.stdout).toContain('total\tpages\t2\n')
  const again = await within('import', 'docs', '--into', 'docs')
  expect(again.stderr).toContain('nothing was committed')

  const check = await within('check')
  expect(check.code).toBe(1)
  expect(check.stdout).toBe('link\tdocs/a.md\tthe link gone.md leads to no page\n')

  expect(await within('export', 'out')).toMatchObject({ code: 0, stdout: '' })
  expect(await readFile(join(folder, 'out/docs/b.md'), 'utf8')).toContain('title: B')
  expect(await within('export', 'out')).toMatchObject({ code: 1, stdout: '' })

  expect(await within('backup', 'wiki.tar')).toMatchObject({ code: 0, stdout: '' })
  const main = () =>
    execFileSync('git', ['--git-dir', join(dataDir, 'content.git'), 'rev-parse', 'main'], {
      encoding: 'utf8',
    })
  const before = main()
  expect(await within('restore', 'wiki.tar')).toMatchObject({ code: 1, stdout: '' })
  await rm(dataDir, { recursive: true })
  expect(await within('restore', 'wiki.tar')).toMatchObject({ code: 0, stdout: '' })
  expect(main()).toBe(before)

  const reindexed = await within('reindex')
  expect(reindexed.code).toBe(0)
  expect(reindexed.stdout).toMatch(/^pages\t\d+\nindexed\t\d+\n$/)
  expect(await readdir(join(dataDir, 'cache'))).toContain('reindex')
}, 120_000)

test('serving says where, lets commands work beside it but no restore, and ends at once when told to', async () => {
  const folder = await temporaryFolder()
  const dataDir = join(folder, 'data')
  const { child, ended } = start(['serve'], { dataDir, env: { PORT: '0' } })
  const said = await new Promise<string>((resolve) =>
    child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString())),
  )
  expect(said).toMatch(
    /^Giljabi is listening on http:\/\/127\.0\.0\.1:\d+\n.*http:\/\/127\.0\.0\.1:\d+\/setup\?token=\S+\n$/,
  )
  expect(await run(['backup', join(folder, 'wiki.tar')], { dataDir })).toMatchObject({ code: 0 })
  const restored = await run(['restore', join(folder, 'wiki.tar'), '--replace'], { dataDir })
  expect(restored.code).toBe(1)
  expect(restored.stderr).toContain(`A server (process ${child.pid}) is running`)
  child.kill('SIGTERM')
  expect((await ended).code).toBe(0)
  const old = join(folder, 'copy')
  await cp(dataDir, old, { recursive: true })
  expect(await run(['restore', join(folder, 'wiki.tar'), '--replace'], { dataDir: old })).toMatchObject({
    code: 0,
  })
}, 60_000)

test('paths are meant from where they were typed, though npm runs elsewhere', async () => {
  const folder = await temporaryFolder()
  const env = { npm_lifecycle_event: 'giljabi', INIT_CWD: folder }
  expect(await run(['export', 'out'], { dataDir: join(folder, 'data'), env })).toMatchObject({ code: 0 })
  expect(await readdir(folder)).toContain('out')
}, 60_000)
