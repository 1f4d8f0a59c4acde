import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startApp, type TestApp } from '../app.ts'
import { ada, leo } from '../cast.ts'
import { page, runGit } from '../git-http/world.ts'

let folder: string
let remote: string
let app: TestApp
let clones = 0

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'giljabi-mirror-'))
  remote = join(folder, 'remote.git')
  await runGit(folder, ['init', '--quiet', '--bare', '--initial-branch=main', remote])
  app = await startApp({ people: [ada, leo], config: { remote: { url: remote, everyMs: 3_600_000 } } })
})
afterEach(async () => {
  await app.stop()
  await rm(folder, { recursive: true, force: true })
})

const mirror = () => app.context.mirror
const remoteHead = () => runGit(remote, ['rev-parse', 'main'])
const save = async (path: string, source: string) =>
  app.context.pages.save(await app.user(leo), { path, source, how: 'replace' })
const read = (file: string) => app.context.readFile(file)

/** Somebody who works with the remote alone. */
async function pushElsewhere(files: Readonly<Record<string, string>>): Promise<void> {
  const dir = join(folder, `clone-${clones++}`)
  await runGit(folder, ['clone', '--quiet', remote, dir])
  const { writeFile } = await import('node:fs/promises')
  for (const [file, text] of Object.entries(files)) await writeFile(join(dir, file), text)
  await runGit(dir, ['add', '--all'])
  const as = ['-c', 'user.name=Far', '-c', 'user.email=far@elsewhere.example']
  await runGit(dir, [...as, 'commit', '--quiet', '-m', 'From afar'])
  await runGit(dir, ['push', '--quiet', 'origin', 'main'])
}

test('an empty remote gets all of the wiki, and every save after it', async () => {
  await mirror().sync()
  expect(await remoteHead()).toBe(await app.context.repository.head())
  await save('guides/buoy', page('부표'))
  await mirror().sync()
  expect(await remoteHead()).toBe(await app.context.repository.head())
  expect(mirror().state()).toMatchObject({ fault: undefined, failures: 0 })
})

test('what others push to the remote is in the wiki after a look', async () => {
  await mirror().sync()
  await pushElsewhere({ 'guides/far.md': page('먼 곳') })
  await mirror().sync()
  expect(app.context.pages.content.catalog.find('guides/far')?.original.title).toBe('먼 곳')
  expect(await remoteHead()).toBe(await app.context.repository.head())
})

test('changes on both sides are merged, by line within one page', async () => {
  const lines = ['하나', '둘', '셋', '넷', '다섯']
  await save('guides/both', page('둘 다', lines.join('\n\n')))
  await mirror().sync()
  await pushElsewhere({ 'guides/both.md': page('둘 다', lines.join('\n\n').replace('하나', '하나부터')) })
  await save('guides/both', page('둘 다', lines.join('\n\n').replace('다섯', '다섯까지')))
  await mirror().sync()
  const both = await read('guides/both.md')
  expect(both).toContain('하나부터')
  expect(both).toContain('다섯까지')
  expect(await remoteHead()).toBe(await app.context.repository.head())
})

test('a conflict stops nothing: ours stays, theirs becomes a proposal that waits for leads', async () => {
  await save('guides/same', page('같은 곳', '처음이에요.'))
  await mirror().sync()
  await pushElsewhere({ 'guides/same.md': page('같은 곳', '저쪽이에요.'), 'guides/more.md': page('더') })
  await save('guides/same', page('같은 곳', '이쪽이에요.'))
  await mirror().sync()
  expect(await read('guides/same.md')).toContain('이쪽이에요.')
  expect(await read('guides/more.md')).toContain('더')
  expect(await remoteHead()).toBe(await app.context.repository.head())
  const lead = await app.user(leo)
  const [proposal] = await app.context.proposals.list(lead, 'open')
  expect(proposal).toMatchObject({ title: 'From the remote: guides/same.md', status: 'open' })
  expect((await app.context.proposals.waitingFor(lead)).map(({ href }) => href)).toContain(
    `/proposals/${proposal!.number}`,
  )
  await app.context.proposals.accept(lead, proposal!.number)
  expect(await read('guides/same.md')).toContain('저쪽이에요.')
})

test('a link that was pushed to the remote stays out', async () => {
  await mirror().sync()
  const dir = join(folder, 'linking')
  await runGit(folder, ['clone', '--quiet', remote, dir])
  const { symlink } = await import('node:fs/promises')
  await symlink('/etc/passwd', join(dir, 'guides', 'passwd.md'))
  await runGit(dir, ['add', '--all'])
  await runGit(dir, ['-c', 'user.name=F', '-c', 'user.email=f@x.example', 'commit', '--quiet', '-m', 'Link'])
  await runGit(dir, ['push', '--quiet', 'origin', 'main'])
  await mirror().sync()
  expect(mirror().state()?.fault).toBeUndefined()
  expect(await read('guides/passwd.md')).toBeUndefined()
})

test('a remote with a history of its own is left alone, and said', async () => {
  const other = join(folder, 'other')
  await runGit(folder, ['init', '--quiet', '--initial-branch=main', other])
  const as = ['-c', 'user.name=F', '-c', 'user.email=f@x.example']
  await runGit(other, [...as, 'commit', '--quiet', '--allow-empty', '-m', 'Own'])
  await mirror().sync()
  await runGit(other, ['push', '--quiet', '--force', remote, 'main'])
  const before = await remoteHead()
  await mirror().sync()
  expect(mirror().state()).toMatchObject({ fault: { key: 'mirror.unrelated' } })
  expect(await remoteHead()).toBe(before)
})

test('a remote that is gone fails no save, and is caught up with when it is back', async () => {
  await mirror().sync()
  const { rename } = await import('node:fs/promises')
  await rename(remote, `${remote}.away`)
  await save('guides/storm', page('폭풍'))
  await mirror().sync()
  expect(mirror().state()).toMatchObject({ fault: { key: 'git.remote' } })
  expect(mirror().state()!.failures).toBeGreaterThan(0)
  await rename(`${remote}.away`, remote)
  await mirror().sync()
  expect(mirror().state()).toMatchObject({ fault: undefined, failures: 0 })
  expect(await remoteHead()).toBe(await app.context.repository.head())
})

/** What an administrator reads of it, in both languages, without its markup. */
async function onAdminPage(of: TestApp = app): Promise<{ ko: string; en: string }> {
  const ask = await of.signIn(ada)
  const read = async (lang: string) => {
    const html = await (await ask('/admin/backups', { headers: { 'accept-language': lang } })).text()
    return html.slice(html.indexOf('id="remote-title"')).replace(/<[^>]*>/g, ' ')
  }
  return { ko: await read('ko'), en: await read('en') }
}

test('what was chosen for both is told on the administrators’ page with the way to the proposal', async () => {
  await save('guides/same', page('같은 곳', '처음이에요.'))
  await mirror().sync()
  await pushElsewhere({ 'guides/same.md': page('같은 곳', '저쪽이에요.') })
  await save('guides/same', page('같은 곳', '이쪽이에요.'))
  await mirror().sync()
  const { ko, en } = await onAdminPage()
  expect(ko).toContain('같은 곳을 바꾸었어요: guides/same.md')
  expect(en).toContain('changed the same place: guides/same.md')
})

test.each([
  ['set back to an older commit', 'HEAD~1'],
  ['written anew from an older commit', 'anew'],
])('a remote that was %s by force loses nothing, and is told', async (_, to) => {
  await save('guides/kept', page('남는 글'))
  await mirror().sync()
  const dir = join(folder, 'forcing')
  await runGit(folder, ['clone', '--quiet', remote, dir])
  await runGit(dir, ['reset', '--quiet', '--hard', 'HEAD~1'])
  if (to === 'anew') {
    const { writeFile } = await import('node:fs/promises')
    await writeFile(join(dir, 'guides', 'other.md'), page('다른 글'))
    await runGit(dir, ['add', '--all'])
    await runGit(dir, [
      '-c',
      'user.name=F',
      '-c',
      'user.email=f@x.example',
      'commit',
      '--quiet',
      '-m',
      'Anew',
    ])
  }
  // What was pushed to it is known to the wiki since it looked again.
  await mirror().sync()
  await runGit(dir, ['push', '--quiet', '--force', 'origin', 'main'])
  await mirror().sync()
  expect(await read('guides/kept.md')).toContain('남는 글')
  if (to === 'anew') expect(await read('guides/other.md')).toContain('다른 글')
  expect(await remoteHead()).toBe(await app.context.repository.head())
  const { ko, en } = await onAdminPage()
  expect(ko).toContain('역사가 고쳐 쓰였어요(force push)')
  expect(en).toContain('history was rewritten (a forced push)')
})

test('a remote that takes no push is told in its own words with what to do, and saves go on', async () => {
  await mirror().sync()
  const { writeFile, rm: remove } = await import('node:fs/promises')
  const hook = join(remote, 'hooks', 'pre-receive')
  await writeFile(hook, '#!/bin/sh\necho "main is protected here" >&2\nexit 1\n', { mode: 0o755 })
  await save('guides/refused', page('거절'))
  await mirror().sync()
  const { ko, en } = await onAdminPage()
  for (const text of [ko, en])
    expect(text).toContain('main is protected here [remote rejected] (pre-receive hook declined)')
  expect(ko).toContain('보호 규칙이나 훅에서')
  expect(en).toContain('Let the wiki’s account push to main there')
  expect(ko).toContain('1번 이어서 실패했어요. 저장은 그대로 되고')
  expect(await read('guides/refused.md')).toContain('거절')
  await remove(hook)
  await mirror().sync()
  expect((await onAdminPage()).ko).not.toContain('실패했어요')
  expect(await remoteHead()).toBe(await app.context.repository.head())
})

test('an address where nobody answers is told with what to do, and saves go on', async () => {
  const remote = { url: 'http://127.0.0.1:9/x.git', everyMs: 3_600_000 }
  const other = await startApp({ people: [ada, leo], config: { remote } })
  try {
    await other.context.mirror.sync()
    expect((await onAdminPage(other)).en).toContain('could not be reached')
    const author = await other.user(leo)
    await other.context.pages.save(author, { path: 'guides/on', source: page('계속'), how: 'create' })
    expect(other.context.pages.content.catalog.find('guides/on')).toBeDefined()
  } finally {
    await other.stop()
  }
})

test('a wiki that lets nobody in without a token says so to another one that mirrors to it', async () => {
  const target = `${app.url}/git/content.git`
  const other = await startApp({ people: [ada], config: { remote: { url: target, everyMs: 3_600_000 } } })
  try {
    await other.context.mirror.sync()
    expect((await onAdminPage(other)).en).toContain('The remote did not let the wiki in')
  } finally {
    await other.stop()
  }
})

test('the password of the address is neither shown nor said', async () => {
  const secret = await startApp({
    people: [],
    config: { remote: { url: 'http://robot:s3cretword@127.0.0.1:9/x.git', everyMs: 3_600_000 } },
  })
  try {
    await secret.context.mirror.sync()
    const state = secret.context.mirror.state()
    expect(state).toMatchObject({ address: 'http://127.0.0.1:9/x.git', fault: { key: 'git.remote' } })
    expect(JSON.stringify(state)).not.toMatch(/s3cretword|robot/)
  } finally {
    await secret.stop()
  }
})
