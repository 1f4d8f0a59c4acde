import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { RefName } from '../../src/git/repository.ts'
import { createMembersCopies } from '../../src/git-http/members-copy.ts'
import { leo, mina, noa } from '../cast.ts'
import { page, runGit, startGitWorld, type Clone, type GitWorld } from './world.ts'

let world: GitWorld
let lead: Clone

beforeAll(async () => {
  world = await startGitWorld()
  lead = await world.clone(leo)
  start = await lead.git('rev-parse', 'HEAD')
})

afterAll(() => world.stop())

const push = (clone: Clone, ...what: string[]) => clone.git('push', '--quiet', 'origin', ...what)
const draft = (title: string) => page(title, '아직 몰라야 해요.', 'status: draft\nowner: leo\n')

/** By a lead, with git: whatever is in the folder. */
async function publish(files: Record<string, string | undefined>, message: string): Promise<void> {
  await lead.git('pull', '--quiet', '--rebase')
  for (const [file, text] of Object.entries(files)) {
    if (text === undefined) await rm(join(lead.dir, file), { recursive: true })
    else await lead.write(file, text)
  }
  await lead.commit(message)
  await push(lead, 'main')
}

let start: string

/** The lines of all versions since the start, and of what is said of them, that are like this. */
async function linesLike(pattern: RegExp, clone: Clone): Promise<string[]> {
  const all = await clone.git('log', '--all', '--stat', '-p', '--format=%H %an %s', '--not', start)
  return all.split('\n').filter((line) => pattern.test(line))
}

const filesOf = async (clone: Clone) => (await clone.git('ls-files')).split('\n')
const proposalsOf = async (person = mina) =>
  world.app.context.proposals.list(await world.app.user(person), 'mine')

test('until the first draft members have what leads have, and after it go on from there', async () => {
  const clone = await world.clone(mina)
  expect(await clone.git('rev-parse', 'HEAD')).toBe(await world.app.context.repository.head())
  const before = await clone.git('rev-parse', 'HEAD')
  await publish({ 'guides/secret.md': draft('비밀 계획') }, 'Plan in secret')
  await publish({ 'guides/open.md': page('열린 글') }, 'Write in the open')
  await clone.git('pull', '--quiet', '--ff-only')
  expect(await clone.git('rev-parse', 'HEAD~1')).toBe(before)
  expect(await clone.git('log', '-1', '--format=%an %s')).toBe('Leo Park Write in the open')
  expect(await filesOf(clone)).toContain('guides/open.md')
  expect(await linesLike(/secret|비밀|몰라야/, clone)).toEqual([])
})

test('a draft’s translations, files and log are hidden with it, and of a published page the translation that is a draft (abuse 49)', async () => {
  await publish(
    {
      'guides/quiet.md': draft('조용한 글'),
      'guides/quiet.en.md': page('Quiet', 'Nobody knows.').replace('lang: ko', 'lang: en'),
      'guides/quiet.files/plan.txt': 'nobody knows\n',
      'guides/quiet.applications.jsonl': '{}\n',
      'guides/quieter.md': page('더 조용한 글'),
      'guides/open.en.md': page('Open', 'Not yet.', 'status: draft\n').replace('lang: ko', 'lang: en'),
    },
    'Quiet and quieter',
  )
  const clone = await world.clone(mina)
  const files = await filesOf(clone)
  expect(files.filter((file) => /quiet|open/.test(file))).toEqual(['guides/open.md', 'guides/quieter.md'])
  expect(await linesLike(/obody knows|Not yet/, clone)).toEqual([])
})

test('what is published appears as if it were new, and of drafts that go nothing is told', async () => {
  const clone = await world.clone(mina)
  await publish({ 'guides/quiet.md': page('조용하던 글') }, 'Publish it')
  await publish({ 'guides/secret.md': undefined }, 'Give up the secret')
  await clone.git('pull', '--quiet', '--ff-only')
  expect(await clone.git('log', '--format=%s', '-2', '--', 'guides')).toBe('Publish it\nQuiet and quieter')
  expect(await filesOf(clone)).toEqual(
    expect.arrayContaining(['guides/quiet.en.md', 'guides/quiet.files/plan.txt']),
  )
  expect(await linesLike(/secret|몰라야/, clone)).toEqual([])
  await publish({ 'guides/secret.md': draft('다시 비밀') }, 'Secrets again')
})

test('what was attached to a draft before its first save is hidden, and what a draft leaves behind', async () => {
  const { attachments, pages } = world.app.context
  const user = await world.app.user(leo)
  const body = Readable.from([Buffer.from('hush hush\n')])
  await attachments.add(user, { page: 'guides/hush', name: 'hush.txt', taken: 'refuse', body, bytes: 10 })
  const clone = await world.clone(mina)
  await pages.save(user, { path: 'guides/hush', source: draft('쉿'), how: 'create' })
  await publish({ 'guides/hush.md': undefined, 'guides/hush.applications.jsonl': '{}\n' }, 'Hush left')
  await clone.git('pull', '--quiet', '--ff-only')
  expect(await linesLike(/hush/i, clone)).toEqual([])
  await publish({ 'guides/hush.md': page('쉿') }, 'Speak')
  await clone.git('pull', '--quiet', '--ff-only')
  expect(await filesOf(clone)).toContain('guides/hush.files/hush.txt')
})

test('of a merge that brings drafts alone nothing is told, and one that brings more is shown', async () => {
  await lead.git('checkout', '--quiet', '-b', 'aside')
  await lead.write('guides/layoffs.md', draft('감원'))
  await lead.commit('Layoffs')
  await lead.git('checkout', '--quiet', 'main')
  await publish({ 'guides/meanwhile.md': page('그사이') }, 'Meanwhile')
  await lead.git('merge', '--quiet', '--no-ff', '-m', 'Merge the layoffs', 'aside')
  await lead.git('checkout', '--quiet', 'aside')
  await lead.write('guides/aside.md', page('옆에서'))
  await lead.commit('Aside')
  await lead.git('checkout', '--quiet', 'main')
  await lead.git('merge', '--quiet', '--no-ff', '-m', 'Merge what is public', 'aside')
  await push(lead, 'main')
  const clone = await world.clone(mina)
  expect(await linesLike(/layoffs|감원/i, clone)).toEqual([])
  expect(await clone.git('log', '-1', '--format=%s')).toBe('Merge what is public')
  await publish({ 'guides/layoffs.md': undefined }, 'No layoffs')
})

test('a proposal that is pushed brings what was changed, is gone on with, and comes back as it was sent', async () => {
  const { proposals, pages, repository } = world.app.context
  const clone = await world.clone(mina)
  await clone.write('guides/open.md', page('열린 글', '고친 글이에요.'))
  await clone.commit('열린 글을 고쳐요')
  await clone.write('guides/new.files/map.txt', 'here\n')
  await clone.write('guides/new.md', page('새 글', '![](new.files/map.txt)'))
  await clone.commit('새 글도 써요')
  await push(clone, 'HEAD:proposals/open')
  const [made] = await proposalsOf()
  expect(made).toMatchObject({ branch: 'open', status: 'open', fault: undefined })
  expect(made?.files.map(({ file }) => file).sort()).toEqual([
    'guides/new.files/map.txt',
    'guides/new.md',
    'guides/open.md',
  ])
  expect(await repository.findFile(made!.tip, 'guides/secret.md')).toBeDefined()

  await clone.git('fetch', '--quiet', '--force')
  expect(await clone.git('rev-parse', 'origin/proposals/open')).toBe(await clone.git('rev-parse', 'HEAD'))
  await clone.write('guides/open.md', page('열린 글', '또 고친 글이에요.'))
  await clone.commit('또 고쳐요')
  await push(clone, 'HEAD:proposals/open')
  const again = await proposals.get(await world.app.user(mina), made!.number)
  await proposals.accept(await world.app.user(leo), made!.number, { tip: again.tip })
  expect(pages.content.catalog.find('guides/open')?.original.title).toBe('열린 글')
  expect(pages.content.catalog.find('guides/secret')?.status).toBe('draft')
  await clone.git('fetch', '--quiet')
  expect(await clone.git('show', 'origin/main:guides/open.md')).toContain('또 고친')
  expect(await linesLike(/secret|몰라야/, clone)).toEqual([])
})

test('a branch that took main in meanwhile takes nothing of the drafts back', async () => {
  const { repository, proposals } = world.app.context
  const clone = await world.clone(mina)
  await clone.write('guides/mine.md', page('내 글'))
  await clone.commit('내 글')
  await publish({ 'guides/secret.md': draft('더 비밀'), 'guides/theirs.md': page('남의 글') }, 'Theirs')
  await clone.git('pull', '--quiet', '--no-rebase', '--no-edit')
  await push(clone, 'HEAD:proposals/merged')
  const made = (await proposalsOf()).find(({ branch }) => branch === 'merged')
  expect(made?.files.map(({ file }) => file)).toEqual(['guides/mine.md'])
  const secret = (await repository.findFile(made!.tip, 'guides/secret.md'))!.blob
  expect((await repository.readBlob(secret)).toString()).toContain('더 비밀')
  await push(clone, ':proposals/merged')
  expect((await proposals.get(await world.app.user(mina), made!.number)).status).toBe('withdrawn')
})

test('what a lead adds to a proposal reaches its author', async () => {
  const clone = await world.clone(mina)
  await clone.write('guides/both.md', page('둘이 쓰는 글'))
  await clone.commit('둘이 써요')
  await push(clone, 'HEAD:proposals/both')
  await lead.git('fetch', '--quiet')
  await lead.git('checkout', '--quiet', 'proposals/both')
  expect(await filesOf(lead)).toContain('guides/secret.md')
  await lead.write('guides/both.md', page('둘이 쓴 글'))
  await lead.commit('Better so')
  await push(lead, 'proposals/both')
  await lead.git('checkout', '--quiet', 'main')
  await clone.git('pull', '--quiet', '--ff-only', 'origin', 'proposals/both')
  expect(await clone.git('show', 'HEAD:guides/both.md')).toContain('둘이 쓴')
  expect(await linesLike(/secret/, clone)).toEqual([])
})

test('a push is told its faults by the commits that its author knows', async () => {
  const clone = await world.clone(mina)
  await clone.write('guides/bad.md', page('나쁜 글'))
  await clone.git('add', '--all')
  await clone.git('commit', '--quiet', '-m', '나쁜 글', '--author', 'Noa Lim <noa@team.example>')
  const id = await clone.git('rev-parse', '--short=7', 'HEAD')
  await expect(push(clone, 'HEAD:proposals/bad')).rejects.toThrow(new RegExp(`${id}: .*noa@team\\.example`))
})

test('nothing is put in the place of a draft, and what was refused leaves nothing', async () => {
  const { repository } = world.app.context
  const clone = await world.clone(mina)
  await clone.write('guides/secret.md', page('내 비밀'))
  await clone.commit('내 비밀')
  await expect(push(clone, 'HEAD:proposals/secret')).rejects.toThrow(/guides\/secret\.md cannot be used/)
  expect(await repository.fsck()).toEqual([])
  expect(await runGit(copyDir(), ['fsck', '--strict', '--no-dangling'])).toBe('')
})

test('two at once on one proposal: the second is told to fetch first', async () => {
  const [one, other] = [await world.clone(noa), await world.clone(noa)]
  await one.write('guides/race.md', page('경주'))
  await one.commit('경주')
  await push(one, 'HEAD:proposals/race')
  for (const clone of [one, other]) await clone.git('fetch', '--quiet')
  await other.git('checkout', '--quiet', 'proposals/race')
  await one.write('guides/race.md', page('경주 하나'))
  await one.commit('하나')
  await push(one, 'HEAD:proposals/race')
  await other.write('guides/race.md', page('경주 둘'))
  await other.commit('둘')
  await expect(push(other, 'HEAD:proposals/race')).rejects.toThrow(/fetch first/)
})

test('neither the wiki’s own commits nor drafts are handed out by their ids', async () => {
  const { repository, pages } = world.app.context
  const clone = await world.clone(mina)
  const secret = pages.content.catalog.find('guides/secret')!.original.blob
  for (const id of [await repository.head(), secret])
    await expect(clone.git('fetch', '--quiet', 'origin', id!)).rejects.toThrow(
      /not our ref|unadvertised object|does not allow/,
    )
})

test('nobody is told of what another has not shown yet, or builds on it', async () => {
  const { repository, proposals } = world.app.context
  const source = page('노아의 글', '아직 보여 주지 않아요.')
  await proposals.propose(await world.app.user(noa), {
    path: 'guides/unshown',
    source,
    why: '아직',
    draft: true,
  })
  const [ref, tip] = [...(await repository.listRefs('refs/heads/drafts'))][0]!
  const before = await fetch(`${world.app.url}/git/content.git/info/refs?service=git-receive-pack`, {
    headers: { authorization: `Basic ${btoa(`git:${await world.tokenOf(mina)}`)}` },
  })
  expect(await before.text()).not.toMatch(new RegExp(`${tip}|\\.have`))
  const clone = await world.clone(mina)
  await clone.git('fetch', '--quiet', repository.dir, ref)
  const parents = ['-p', 'HEAD', '-p', tip]
  const merge = await clone.git('commit-tree', '-m', '몰래', ...parents, 'HEAD^{tree}')
  await expect(push(clone, `${merge}:refs/heads/proposals/stolen`)).rejects.toThrow(/noa@team\.example/)
})

test('a proposal that comes with a newer draft of main while the copy is made shows nothing of it', async () => {
  const { repository, pages } = world.app.context
  const head = async () => {
    const before = await repository.head()
    await publish({ 'guides/rushed.md': draft('서두른 비밀') }, 'Rush')
    await lead.write('guides/above.md', page('그 위에'))
    await lead.commit('Above')
    await push(lead, 'HEAD:refs/heads/proposals/above')
    await lead.git('reset', '--quiet', '--hard', 'HEAD~1')
    return before
  }
  const folder = await mkdtemp(join(tmpdir(), 'giljabi-copy-'))
  const deps = { ...world.app.context, content: pages.content, folder }
  let slow = true
  const isSlow = async () => (slow ? ((slow = false), head()) : repository.head())
  const copies = createMembersCopies({ ...deps, repository: { ...repository, head: isSlow } })
  await copies.current()
  const shown = (await copies.current())!.refs.get('refs/heads/proposals/above' as RefName)!.shown
  const files = await runGit(join(folder, 'members.git'), ['ls-tree', '-r', '--name-only', shown])
  expect(files).toMatch(/above\.md/)
  expect(files).not.toMatch(/rushed\.md/)
  await rm(folder, { recursive: true })
  await push(lead, ':refs/heads/proposals/above')
  await publish({ 'guides/rushed.md': undefined }, 'No rush')
})

test('a proposal of which a part becomes main, drafts and all, shows nothing of these', async () => {
  await lead.git('pull', '--quiet', '--rebase')
  await lead.write('guides/below.md', draft('아래의 비밀'))
  await lead.commit('Below')
  await lead.write('guides/above.md', page('그 위에'))
  await lead.commit('Above')
  await push(lead, 'HEAD:refs/heads/proposals/on-top')
  const clone = await world.clone(mina)
  await push(lead, 'HEAD~1:main')
  await lead.write('guides/above.md', page('더 위에'))
  await lead.commit('Above all')
  await push(lead, 'HEAD:refs/heads/proposals/on-top')
  await lead.git('reset', '--quiet', '--hard', 'HEAD~2')
  await clone.git('fetch', '--quiet')
  expect(await clone.git('log', '--format=%s', '-1', 'origin/proposals/on-top')).toBe('Above all')
  expect(await linesLike(/below|아래의/i, clone)).toEqual([])
  await push(lead, ':refs/heads/proposals/on-top')
  await publish({ 'guides/below.md': undefined }, 'Nothing below')
})

test.each<[string, () => Promise<string>, RegExp]>([
  ['a commit that was never sent', async () => Promise.resolve('1'.repeat(40)), /missing from what was sent/],
  [
    'a page in place of a commit',
    async () => lead.git('rev-parse', 'HEAD:guides/open.md'),
    /missing from what was sent/,
  ],
  ['nothing at all', async () => Promise.resolve('0'.repeat(40)), /not a request that git sends/],
])('a push of %s is refused with a reason', async (_, findTip, said) => {
  const command = `${'0'.repeat(40)} ${await findTip()} refs/heads/proposals/odd\0report-status side-band-64k`
  const packet = `${(command.length + 4).toString(16).padStart(4, '0')}${command}0000`
  const emptyPack = Buffer.from('5041434b0000000200000000029d08823bd8a8eab510ad6ac75c823cfd3ed31e', 'hex')
  const answer = await fetch(`${world.app.url}/git/content.git/git-receive-pack`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${btoa(`git:${await world.tokenOf(mina)}`)}`,
      'content-type': 'application/x-git-receive-pack-request',
      'accept-language': 'en',
    },
    body: Buffer.concat([Buffer.from(packet), emptyPack]),
  })
  expect(await answer.text()).toMatch(said)
})

test('who was a lead goes on with a proposal that began then', async () => {
  const clone = await world.clone(noa)
  const address = await clone.git('remote', 'get-url', 'origin')
  await clone.git('remote', 'set-url', 'origin', world.addressFor(await world.tokenOf(leo)))
  await clone.git('fetch', '--quiet')
  await clone.git('reset', '--quiet', '--hard', 'origin/main')
  await clone.git('remote', 'set-url', 'origin', address)
  for (const body of ['하나', '둘']) {
    await clone.write('guides/formerly.md', page('한때 리드', body))
    await clone.commit(body)
    await push(clone, '--force', 'HEAD:refs/heads/proposals/formerly')
  }
  const [made] = await proposalsOf(noa)
  expect(made).toMatchObject({ branch: 'formerly', tip: await clone.git('rev-parse', 'HEAD') })
  expect(made?.files.map(({ file }) => file)).toEqual(['guides/formerly.md'])
})

test('the copy may be deleted while the wiki runs, and comes back the same', async () => {
  const clone = await world.clone(mina)
  const before = await clone.git('rev-parse', 'origin/main')
  await rm(copyDir(), { recursive: true })
  await clone.git('fetch', '--quiet')
  expect(await clone.git('rev-parse', 'origin/main')).toBe(before)
  const again = await world.clone(noa)
  expect(await again.git('rev-parse', 'HEAD')).toBe(before)
  await rm(join(copyDir(), 'refs'), { recursive: true })
  await rm(join(copyDir(), 'objects', 'pack'), { recursive: true })
  await publish({ 'guides/after.md': page('그 뒤') }, 'After')
  await clone.git('pull', '--quiet', '--ff-only')
})

test('where what was published is a draft again, members do not clone, and are told why', async () => {
  await publish({ 'guides/open.md': draft('닫은 글') }, 'Close it')
  const refused = await world.clone(noa).catch(String)
  for (const words of ['only leads can clone', 'press “Propose an edit”', '/search?status=draft', '/trash'])
    expect(refused).toMatch(new RegExp(`remote: .*${words.replace(/[?/]/g, '\\$&')}`))
  await publish({ 'guides/open.md': undefined }, 'Give it up')
  await expect(world.clone(noa)).rejects.toThrow(/only leads can clone/)
  await publish({ 'guides/open.md': page('다시 연 글') }, 'Open it again')
  await world.clone(noa)
})

test('nor where it was published only on a branch that main has taken in', async () => {
  await lead.git('checkout', '--quiet', '-b', 'by-mistake')
  await lead.write('guides/mistake.md', page('실수'))
  await lead.commit('Mistake')
  await lead.write('guides/mistake.md', draft('실수'))
  await lead.commit('No mistake')
  await lead.git('checkout', '--quiet', 'main')
  await publish({ 'guides/during.md': page('그동안') }, 'During')
  await lead.git('merge', '--quiet', '--no-ff', '-m', 'Merge it', 'by-mistake')
  await push(lead, 'main')
  await expect(world.clone(noa)).rejects.toThrow(/only leads can clone/)
  await publish({ 'guides/mistake.md': page('실수 아님') }, 'Publish it after all')
})

test('where nothing is left but drafts, nothing is told of them', async () => {
  await lead.git('rm', '--quiet', '-r', '.')
  await lead.write('guides/last.md', page('마지막 글'))
  await lead.commit('Clear')
  await publish({ 'guides/last.md': undefined, 'guides/first.md': draft('첫 초안') }, 'Begin anew')
  await publish({ 'guides/second.md': draft('둘째 초안') }, 'Write the second draft')
  const clone = await world.clone(noa)
  expect(await clone.git('log', '-1', '--format=%s')).toBe('Begin anew')
})

function copyDir(): string {
  return join(world.app.context.repository.dir, '../cache/members.git')
}
