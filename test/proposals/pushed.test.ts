import { leo, mina, noa } from '../cast.ts'
import { ORIGINAL, PAGE, startWorld, withLine, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
beforeEach(async () => {
  const { pages } = world.app.context
  await pages.save(await world.app.user(leo), { path: PAGE, source: ORIGINAL, how: 'replace' })
})
afterAll(() => world.app.stop())

const ops = () => world.app.context.proposals
const FILE = `${PAGE}.md`

test('a pushed branch is a proposal within a second, without anybody looking', async () => {
  const { app, push } = world
  const ask = await app.signIn(leo)
  push('from-outside', [
    { files: { [FILE]: withLine(0, '밖에서 온 글') }, message: '밖에서 고침\n\n까닭이에요.' },
  ])
  const end = Date.now() + 10_000
  let html = ''
  while (!html.includes('밖에서 고침') && Date.now() < end) html = await (await ask('/proposals')).text()
  expect(html).toContain('밖에서 고침')
  expect(html).toContain('바깥 사람 (git으로 보냄)')
  expect(await world.proposalOf('from-outside')).toMatchObject({
    title: '밖에서 고침',
    why: '까닭이에요.',
    author: { userId: undefined, name: '바깥 사람', email: 'outside@elsewhere.example' },
  })
})

test('its author is the account with the commit’s address; a handle is no address', async () => {
  const { push, proposalOf, app } = world
  const files = { [FILE]: withLine(0, '보낸 글') }
  push('by-mina', [{ files, author: { name: '아무 이름', email: 'MINA@team.example' } }])
  push('by-handle', [{ files, author: { name: '아무 이름', email: 'mina' } }])
  const user = await app.user(mina)
  expect((await proposalOf('by-mina')).author).toMatchObject({
    userId: user.id,
    handle: 'mina',
    name: mina.name,
  })
  expect((await proposalOf('by-handle')).author).toMatchObject({ userId: undefined, name: '아무 이름' })
  // It is theirs to go on with.
  const { number } = await proposalOf('by-mina')
  await ops().withdraw(user, number)
})

test('a branch without a commit of its own proposes nothing, and one of main’s is accepted', async () => {
  const { git, push, proposalOf, app } = world
  git(['update-ref', 'refs/heads/proposals/empty', 'main'])
  await expect(proposalOf('empty')).rejects.toThrow('no proposal')
  const tip = push('merged', [{ files: { [FILE]: withLine(0, '밖에서 합친 글') } }])
  await proposalOf('merged')
  git(['update-ref', 'refs/heads/main', tip])
  expect(await proposalOf('merged')).toMatchObject({ status: 'accepted', commit: tip })
  expect(git(['for-each-ref', 'refs/heads/proposals/merged'])).toBe('')
  git(['update-ref', '-d', 'refs/heads/proposals/empty'])
  await app.context.pages.content.refresh()
})

test('several commits, files and authors are one proposal', async () => {
  const { app, git, push, proposalOf } = world
  push('several', [
    {
      files: { [FILE]: withLine(0, '하나') },
      message: '여러 글',
      author: { name: 'First', email: 'first@x.example' },
    },
    {
      files: { [FILE]: withLine(1, '둘'), 'guides/other.md': '---\ntitle: 다른 글\n---\n\n글\n' },
      author: { name: 'Second\u0007', email: 'second@x.example' },
    },
  ])
  const made = await proposalOf('several')
  expect(made).toMatchObject({ title: '여러 글', author: { name: 'First' } })
  expect(made.files.map(({ file }) => file)).toEqual([FILE, 'guides/other.md'])
  await ops().accept(await app.user(leo), made.number)
  expect(git(['log', '-1', '--format=%an', 'main'])).toBe('First')
  expect(git(['log', '-1', '--format=%B', 'main'])).toContain('Co-authored-by: Second <second@x.example>')
  expect(git(['show', `main:${FILE}`])).toContain('둘')
  expect(git(['show', 'main:guides/other.md'])).toContain('다른 글')
})

test('a page that is removed in a branch goes when it is accepted, unless others changed it since', async () => {
  const { app, push, proposalOf, read } = world
  const lead = await app.user(leo)
  push('removing', [{ files: { [FILE]: undefined } }])
  const made = await proposalOf('removing')
  await app.context.pages.save(lead, { path: PAGE, source: withLine(0, '새 글'), how: 'replace' })
  await expect(ops().accept(lead, made.number)).rejects.toMatchObject({
    key: 'proposals.fault.removesChanged',
  })
  await app.context.pages.save(lead, { path: PAGE, source: ORIGINAL, how: 'replace' })
  await ops().accept(lead, made.number)
  expect(await read(PAGE)).toBeUndefined()
})

test('pushed again after it was declined, it is open again; after it was accepted, it is a new one', async () => {
  const { app, push, proposalOf } = world
  const lead = await app.user(leo)
  push('again', [{ files: { [FILE]: withLine(0, '한 번') } }])
  const first = await proposalOf('again')
  await ops().decline(lead, first.number, '아직이에요')
  push('again', [{ files: { [FILE]: withLine(0, '두 번') } }])
  expect(await proposalOf('again')).toMatchObject({ number: first.number, status: 'open' })
  await ops().accept(lead, first.number)
  push('again', [{ files: { [FILE]: withLine(1, '세 번') } }])
  const second = await proposalOf('again')
  expect(second).toMatchObject({ status: 'open' })
  expect(second.number).toBeGreaterThan(first.number)
  await ops().decline(lead, second.number, '됐어요')
})

test('a branch that is deleted with git is withdrawn, and its commits are kept', async () => {
  const { git, push, proposalOf } = world
  const tip = push('deleted', [{ files: { [FILE]: withLine(0, '지운 갈래') } }])
  const made = await proposalOf('deleted')
  git(['update-ref', '-d', 'refs/heads/proposals/deleted'])
  expect(await proposalOf('deleted')).toMatchObject({ status: 'withdrawn', number: made.number })
  expect(git(['rev-parse', `refs/proposals/closed/${made.number}`])).toBe(tip)
})

test('a proposal accepted by a process that was killed before it said so is known as accepted', async () => {
  const { app, git, push, proposalOf } = world
  const tip = push('cut-short', [{ files: { [FILE]: withLine(0, '끊긴 글') } }])
  const made = await proposalOf('cut-short')
  const author = { name: 'Leo Park', email: leo.email }
  git(['read-tree', tip])
  const message = `끊긴 글\n\nProposal: ${made.number}\nReviewed-by: Leo Park <${leo.email}>`
  const commit = git(['commit-tree', git(['write-tree']), '-p', git(['rev-parse', 'main'])], message, author)
  const moves = [
    `update refs/heads/main ${commit}`,
    'delete refs/heads/proposals/cut-short',
    `create refs/proposals/closed/${made.number} ${tip}`,
  ]
  git(['update-ref', '--stdin'], `${moves.join('\n')}\n`)
  expect(await proposalOf('cut-short')).toMatchObject({ status: 'accepted', commit, decidedBy: 'leo' })
  await app.context.pages.content.refresh()
})

test('one that was declined by a process that was killed before its branch went is closed to the end', async () => {
  const { app, git, push, proposalOf } = world
  const tip = push('half-declined', [{ files: { [FILE]: withLine(0, '반쯤') } }])
  const made = await proposalOf('half-declined')
  await ops().decline(await app.user(leo), made.number, '아니에요')
  git(['update-ref', 'refs/heads/proposals/half-declined', tip])
  git(['update-ref', '-d', `refs/proposals/closed/${made.number}`])
  expect(await proposalOf('half-declined')).toMatchObject({ status: 'declined' })
  expect(git(['for-each-ref', 'refs/heads/proposals/half-declined'])).toBe('')
})

test('one that was taken back and is pushed again as it was is open again', async () => {
  const { git, push, proposalOf } = world
  const tip = push('thought-again', [{ files: { [FILE]: withLine(0, '다시 생각한 글') } }])
  const made = await proposalOf('thought-again')
  git(['update-ref', '-d', 'refs/heads/proposals/thought-again'])
  expect(await proposalOf('thought-again')).toMatchObject({ status: 'withdrawn' })
  git(['update-ref', 'refs/heads/proposals/thought-again', tip])
  expect(await proposalOf('thought-again')).toMatchObject({ status: 'open', number: made.number })
  expect(git(['rev-parse', 'refs/heads/proposals/thought-again'])).toBe(tip)
})

test('a packed branch is seen too', async () => {
  const { git, push, proposalOf } = world
  push('packed', [{ files: { [FILE]: withLine(0, '묶인 갈래') } }])
  git(['pack-refs', '--all'])
  const made = await proposalOf('packed')
  await ops().accept(await world.app.user(leo), made.number)
  expect(git(['for-each-ref', 'refs/heads/proposals/packed'])).toBe('')
})

test('a draft that is pushed is seen by its author alone, and by nobody where they have no account', async () => {
  const { app, git, push } = world
  const author = await app.user(noa)
  const tip = push('to-draft', [{ files: { [FILE]: withLine(0, '초안') }, author }])
  git(['update-ref', 'refs/heads/drafts/noas', tip])
  git(['update-ref', '-d', 'refs/heads/proposals/to-draft'])
  await ops().look()
  const own = (await ops().list(author, 'mine')).filter(({ branch }) => branch === 'noas')
  expect(own).toMatchObject([{ status: 'draft' }])
  await expect(ops().get(await app.user(leo), own[0]!.number)).rejects.toMatchObject({ code: 'not-found' })
})
