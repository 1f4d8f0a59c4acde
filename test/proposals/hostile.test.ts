import { join } from 'node:path'
import { mkdir, writeFile } from 'node:fs/promises'
import { form, type Ask } from '../app.ts'
import { leo, mina } from '../cast.ts'
import { ORIGINAL, PAGE, startWorld, withLine, type World } from './world.ts'

const FILE = `${PAGE}.md`
let world: World
let lead: Ask
beforeAll(async () => {
  world = await startWorld()
  lead = await world.app.signIn(leo)
})
afterAll(() => world.app.stop())

const ops = () => world.app.context.proposals
const pageOf = async (number: number, query = '') => {
  const answer = await lead(`/proposals/${number}${query}`)
  return { status: answer.status, html: await answer.text() }
}
/** A tree made by hand, as no ordinary git would write it. */
const pushTree = (branch: string, entries: string, parent = 'main') => {
  const { git } = world
  const tree = git(['mktree', '--missing'], entries)
  const commit = git(['commit-tree', tree, '-p', parent, '-m', branch])
  git(['update-ref', `refs/heads/proposals/${branch}`, commit])
  return commit
}
const mainUnharmed = async () => {
  expect(await world.read(PAGE)).toBe(ORIGINAL)
  expect(await (await lead(`/wiki/${PAGE}`)).text()).toContain('항구에 배 대기')
}

test('a branch with broken front matter is shown with its fault and cannot be accepted', async () => {
  const { push, proposalOf, app } = world
  push('broken', [{ files: { [FILE]: '---\ntitle: [unclosed\n---\n\n본문은 읽혀요.\n' } }])
  const made = await proposalOf('broken')
  for (const query of ['', '?view=page']) {
    const { status, html } = await pageOf(made.number, query)
    expect(status).toBe(200)
    expect(html).toContain('이대로는 받아들일 수 없어요')
    expect(html).toContain('본문은 읽혀요.')
    expect(html).toMatch(/value="accept" disabled/)
  }
  await expect(ops().accept(await app.user(leo), made.number)).rejects.toMatchObject({ code: 'invalid' })
  await mainUnharmed()
})

test('links, submodules, names of git and files that are no pages are shown and never taken over', async () => {
  const { git, proposalOf, app } = world
  const blob = git(['hash-object', '-w', '--stdin'], '/etc/passwd')
  const rest = git(['ls-tree', 'main'])
  const commit = git(['rev-parse', 'main'])
  const guides = git(['ls-tree', 'main:guides'])
  const folder = git(['mktree'], `${guides}\n120000 blob ${blob}\tpasswd.md\n`)
  const dotGit = git(['mktree'], `100644 blob ${blob}\tconfig\n`)
  const without = rest.split('\n').filter((line) => !line.endsWith('\tguides'))
  const trees: Record<string, string> = {
    link: [...without, `040000 tree ${folder}\tguides`].join('\n'),
    submodule: `${rest}\n160000 commit ${commit}\tother.md`,
    'dot-git': `${rest}\n040000 tree ${dotGit}\tsettings`,
    script: `${rest}\n100755 blob ${blob}\thooks.sh`,
  }
  for (const [name, entries] of Object.entries(trees)) {
    pushTree(name, `${entries}\n`)
    const made = await proposalOf(name)
    expect((await pageOf(made.number)).html).toContain('이대로는 받아들일 수 없어요')
    expect((await pageOf(made.number, '?view=page')).status).toBe(200)
    await expect(ops().accept(await app.user(leo), made.number)).rejects.toMatchObject({ code: 'invalid' })
    await expect(ops().get(await app.user(mina), made.number)).rejects.toMatchObject({ code: 'not-found' })
  }
  await mainUnharmed()
})

test('a huge file is named and neither read nor shown', async () => {
  const { push, proposalOf, app } = world
  push('huge', [{ files: { 'guides/huge.md': `# 큰 글\n\n${'가나다라 '.repeat(300_000)}` } }])
  const made = await proposalOf('huge')
  const { html } = await pageOf(made.number)
  expect(html.length).toBeLessThan(100_000)
  expect(html).toContain('글이 너무 길어요')
  await expect(ops().accept(await app.user(leo), made.number)).rejects.toMatchObject({
    key: 'pages.tooLarge',
  })
})

test('a tree that holds itself ten times over on twelve levels is refused at once', async () => {
  const { git, proposalOf } = world
  const blob = git(['hash-object', '-w', '--stdin'], '---\ntitle: 작은 글\n---\n')
  let tree = git(
    ['mktree'],
    Array.from({ length: 10 }, (_f, n) => `100644 blob ${blob}\tp${n}.md`).join('\n'),
  )
  for (let level = 0; level < 12; level++)
    tree = git(['mktree'], Array.from({ length: 10 }, (_f, n) => `040000 tree ${tree}\tf${n}`).join('\n'))
  pushTree('bomb', `${git(['ls-tree', 'main'])}\n040000 tree ${tree}\tzz\n`)
  const made = await proposalOf('bomb')
  expect(made).toMatchObject({ files: [], fault: { key: 'git.tooManyChanges' } })
  expect((await pageOf(made.number)).html).toContain('한꺼번에 바뀐 파일이 너무 많아요')
})

test('a branch of another history is shown with its fault', async () => {
  const { git, proposalOf, app } = world
  const commit = git(['commit-tree', git(['rev-parse', 'main^{tree}']), '-m', 'unrelated'])
  git(['update-ref', 'refs/heads/proposals/unrelated', commit])
  const made = await proposalOf('unrelated')
  expect((await pageOf(made.number)).html).toContain('이 위키의 글에서 시작하지 않은 갈래예요')
  await expect(ops().accept(await app.user(leo), made.number)).rejects.toMatchObject({
    key: 'proposals.fault.unrelated',
  })
  await ops().decline(await app.user(leo), made.number, '다른 저장소예요')
})

test('what stands among the refs and is none does not stop the others', async () => {
  const { app, push, proposalOf } = world
  const refs = join(app.dataDir, 'content.git/refs/heads/proposals')
  await mkdir(join(refs, 'folder.lock'), { recursive: true })
  await writeFile(join(refs, 'nonsense'), 'not an id\n')
  await writeFile(join(refs, 'symbolic'), 'ref: refs/heads/main\n')
  await writeFile(join(refs, 'missing'), `${'d'.repeat(40)}\n`)
  await writeFile(join(refs, 'with space'), `${'d'.repeat(40)}\n`)
  push('still-seen', [{ files: { [FILE]: withLine(0, '그래도 보여요') } }])
  expect(await proposalOf('still-seen')).toMatchObject({ status: 'open' })
})

test('markup in names of branches and authors, in messages, reasons and remarks is text (abuse 25)', async () => {
  const { push, proposalOf, app } = world
  const evil = '"><script>alert(1)</script>'
  push(`a"'&<img>`, [
    {
      files: { [FILE]: withLine(0, evil), [`guides/a'&.md`]: `---\ntitle: '${evil}'\n---\n\n${evil}\n` },
      message: `${evil}\n\n${evil}`,
      author: { name: evil, email: 'x@x.example' },
    },
  ])
  const made = await proposalOf(`a"'&<img>`)
  await ops().remark(await app.user(leo), made.number, { text: evil })
  await ops().remark(await app.user(leo), made.number, {
    text: evil,
    line: { file: FILE, side: 'new', line: 8 },
  })
  await ops().ask(await app.user(leo), made.number, evil)
  for (const query of ['', '?view=page', '?at=0-n8', '?at=1-n5']) {
    const { html } = await pageOf(made.number, query)
    expect(html).not.toContain('<script>alert')
    expect(html).not.toContain('<img>')
  }
  for (const path of ['/proposals', '/', '/notifications', `/wiki/${PAGE}`])
    expect(await (await lead(path)).text()).not.toContain('<script>alert')
})

test('names that git would take for options or other refs make ordinary branches or none (abuse 25)', async () => {
  const { app, git } = world
  for (const why of [
    '--output=x',
    '-h',
    '../../main',
    'HEAD@{1}',
    'refs/heads/main',
    'a..b',
    '.lock',
    '~^:?*[\\',
    '🙂',
  ]) {
    const source = withLine(0, `이름 ${why}`)
    const input = { path: PAGE, source, base: world.revision(PAGE), why }
    const made = await ops().propose(await app.user(mina), input)
    expect(made.branch).toMatch(/^\d+(-[\p{L}\p{M}\p{N}-]+)?$/u)
    expect(git(['check-ref-format', `refs/heads/proposals/${made.branch}`])).toBe('')
    await ops().withdraw(await app.user(mina), made.number)
  }
  await mainUnharmed()
})

test('numbers and places in addresses that cannot be are not found or refused', async () => {
  for (const id of ['0', '-1', '1.5', '1e3', '99999999999', 'abc', '..%2f..'])
    expect((await lead(`/proposals/${id}`)).status).toBe(404)
  const made = await world.propose(mina, withLine(0, '주소'))
  for (const query of ['at=x', 'at=1-z5', 'view=nothing', `at=0-n${'9'.repeat(20)}`])
    expect((await lead(`/proposals/${made.number}?${query}`)).status).toBe(400)
  expect((await lead(`/proposals/${made.number}?at=7-n9999`)).status).toBe(200)
  const nowhere = form({ text: '어디에', file: FILE, side: 'new', line: '99999' })
  const answer = await lead(`/proposals/${made.number}/comments`, nowhere)
  expect(answer.status).toBe(400)
  expect(await answer.text()).toContain('어디에')
})

test('text that says Closes: or Proposal: in its reason is no trailer', async () => {
  const { app, git, propose } = world
  const made = await propose(mina, withLine(0, '꼬리말'), '꼬리말\n\nCloses: feedback/1\nProposal: 1')
  await ops().accept(await app.user(leo), made.number)
  const trailers = git(['interpret-trailers', '--parse'], git(['log', '-1', '--format=%B', 'main']))
  expect(trailers.split('\n').map((line) => line.split(':')[0])).toEqual(['Proposal', 'Reviewed-by'])
})
